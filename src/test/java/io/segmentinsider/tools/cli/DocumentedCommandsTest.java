package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every command that README and docs show is one that its program takes. */
class DocumentedCommandsTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```[a-z]*\\n(.*?)^ *```");
  private static final Pattern COMMAND = Pattern.compile("(?m)^ *(?:\\$ )?job/([a-z-]+)(.*)$");
  private static final Pattern FILE =
      Pattern.compile("[\\w./-]+\\.(?:json|ndjson|jar|ya?ml|csv|gz)");

  /** Scripts that are no commands of the local jar. */
  private static final List<String> OTHER_PROGRAMS = List.of("micro-benchmark");

  private static final Map<String, String> PLACEHOLDERS =
      Map.of(
          "TIME", "2026-05-01T00:00:00Z",
          "TIME-OF-THE-STOP", "2026-05-01T00:00:00Z",
          "TOPIC-PARTITION@OFFSET", "events-0@1",
          "NEW-MAPPING", "new-mapping.json",
          "…", "a=b");

  @TempDir private Path directory;

  @Test
  void everyOptionOfADocumentedCommandIsOne() throws IOException {
    List<String> wrong = new ArrayList<>();
    int commands = 0;
    for (Path page : pages()) {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        Matcher command = COMMAND.matcher(block.group(1).replaceAll("\\\\\\n *", " "));
        while (command.find()) {
          commands++;
          String fault = fault(command.group(1), command.group(2));
          if (fault != null) {
            wrong.add(page + ": " + command.group().strip() + ": " + fault);
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(commands).as("commands that were found").isGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check --jason", "no-such-command", "size --users many", "cluster begin"})
  void aCommandThatIsNoneIsFound(String command) throws IOException {
    String[] words = command.split(" ", 2);
    assertThat(fault(words[0], words.length > 1 ? words[1] : "")).isNotNull();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md")), docs)
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  /** What the program says to the command; null if it takes it. */
  private String fault(String name, String rest) throws IOException {
    if (OTHER_PROGRAMS.contains(name)) {
      return Files.exists(Path.of("job", name)) ? null : "there is no such script";
    }
    List<String> words = new ArrayList<>(List.of(name));
    String said =
        rest.replaceFirst("(?:^|\\s)#.*", "")
            .replaceFirst("\\s[<|>] .*", "")
            .replace("$OPTIONS", "--config conf/job.yaml")
            .replaceAll("<[^>]*>", "x");
    for (String word : said.strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        words.add(word(word));
      }
    }
    try {
      Main.commandLine().parseArgs(words.toArray(String[]::new));
      return null;
    } catch (CommandLine.PicocliException e) {
      return e.getMessage();
    }
  }

  /** Whoever reads the page has the files that it names. */
  private String word(String written) throws IOException {
    String word = PLACEHOLDERS.getOrDefault(written, written);
    if (!FILE.matcher(word).matches() || Files.exists(Path.of(word))) {
      return word;
    }
    Path file = directory.resolve(word.replace('/', '-'));
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    return file.toString();
  }
}
