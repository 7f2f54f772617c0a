package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What points to a page, or to a place in one, finds it: links between pages, and every {@code
 * docs/page.md#place} in code, tests, configuration and commands.
 */
class DocumentationTest {

  private static final List<String> ROOTS =
      List.of("src", "conf", "job", "docs", "deploy", "docker", "bench", ".ci");

  private static final Set<String> PLAIN_TEXT =
      Set.of("", "java", "md", "yaml", "yml", "json", "properties", "xml", "sh", "js", "html");

  private static final int LONGEST_TEXT = 1 << 20;

  /** A link of Markdown, or of the HTML in it, but no picture's: its page and its place. */
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");

  private static final Pattern REFERENCE =
      Pattern.compile("(?<![\\w/.-])docs/([a-z0-9-]+\\.md)(?:#([a-z0-9_-]+))?");

  private static final Pattern WORD_OF_CODE = Pattern.compile("`((?:src|conf|job)/[\\w./-]+)`");

  /** A rule by the number that it once had in a document which is not here. */
  private static final Pattern BY_NUMBER =
      Pattern.compile("\\(C\\d{1,2}[,:;)]|, C\\d{1,2}\\)|\\bcontract, (?:\\*\\s)?(?:section|C\\d)");

  private static final Pattern HEADING = Pattern.compile("^##+ .*$", Pattern.MULTILINE);
  private static final Pattern SURE = Pattern.compile("documented|observed|assumed");

  @Test
  void everyLinkBetweenPagesLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    Map<Path, Set<String>> anchors = new HashMap<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(withoutCode(read(page)));
      while (link.find()) {
        String target = link.group(1);
        if (target.contains(":")) {
          continue;
        }
        Path file = target.isEmpty() ? page : page.resolveSibling(target).normalize();
        if (!Files.exists(file) || isMissing(anchors, file, link.group(2))) {
          broken.add(page + ": " + link.group());
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyReferenceToAPageOutOfCodeAndConfigurationLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    Map<Path, Set<String>> anchors = new HashMap<>();
    for (Path file : texts()) {
      Matcher reference = REFERENCE.matcher(read(file));
      while (reference.find()) {
        Path page = Path.of("docs", reference.group(1));
        if (!Files.exists(page) || isMissing(anchors, page, reference.group(2))) {
          broken.add(file + ": " + reference.group());
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyFileThatAPageNamesIsThere() {
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      if (page.endsWith("CHANGELOG.md")) {
        continue;
      }
      Matcher named = WORD_OF_CODE.matcher(read(page));
      while (named.find()) {
        if (!Files.exists(Path.of(named.group(1)))) {
          missing.add(page + ": " + named.group(1));
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void noRuleIsNamedByANumberOfADocumentThatIsNotHere() {
    List<String> riddles = new ArrayList<>();
    for (Path file : texts()) {
      Matcher number = BY_NUMBER.matcher(read(file));
      while (number.find()) {
        riddles.add(file + ": " + number.group());
      }
    }

    assertThat(riddles).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/insider-api.md", "docs/segment-spec.md"})
  void everySectionOfFactsSaysHowSureTheyAre(String page) {
    sections(read(Path.of(page)))
        .forEach(
            (heading, text) -> {
              if (!text.isBlank()) {
                assertThat(text).as(page + ", " + heading).containsPattern(SURE);
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "## Rate limit, rate-limit",
    "### `default` and *others*, default-and-others",
    "## Segment's spec: the facts?, segments-spec-the-facts",
    "# Who may join [what](there.md), who-may-join-what"
  })
  void anAnchorIsWhatAPageMakesOfItsHeading(String heading, String anchor) {
    assertThat(anchorOf(heading)).isEqualTo(anchor);
  }

  private static boolean isMissing(Map<Path, Set<String>> known, Path page, String anchor) {
    return anchor != null
        && page.toString().endsWith(".md")
        && !known.computeIfAbsent(page, any -> anchors(read(any))).contains(anchor);
  }

  /** The headings of a page as addresses; of equal ones the second has a number. */
  private static Set<String> anchors(String page) {
    Set<String> anchors = new TreeSet<>();
    for (String line : (Iterable<String>) withoutCode(page).lines()::iterator) {
      if (line.startsWith("#")) {
        String anchor = anchorOf(line);
        String own = anchor;
        for (int i = 1; !anchors.add(own); i++) {
          own = anchor + "-" + i;
        }
      }
    }
    return anchors;
  }

  /** As GitHub does: small letters, digits, {@code _}, and {@code -} for a blank. */
  private static String anchorOf(String heading) {
    return heading
        .replaceFirst("^#+\\s+", "")
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  /** Each heading of the second and third level with the text up to the next one. */
  private static Map<String, String> sections(String page) {
    Map<String, String> sections = new LinkedHashMap<>();
    Matcher heading = HEADING.matcher(page);
    int end = heading.find() ? heading.start() : page.length();
    while (end < page.length()) {
      String name = heading.group();
      int start = heading.end();
      end = heading.find() ? heading.start() : page.length();
      sections.put(name, name.endsWith("nobody says") ? "" : page.substring(start, end));
    }
    return sections;
  }

  /** Without what stands between fences, where a {@code #} is no heading. */
  private static String withoutCode(String page) {
    return page.replaceAll("(?ms)^```.*?^```", "");
  }

  private static Collection<Path> pages() {
    List<Path> pages = new ArrayList<>(under("docs"));
    pages.removeIf(file -> !file.toString().endsWith(".md"));
    for (String name : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")) {
      pages.add(Path.of(name));
    }
    return pages;
  }

  private static Collection<Path> texts() {
    List<Path> texts = new ArrayList<>(pages());
    ROOTS.forEach(root -> texts.addAll(under(root)));
    texts.removeIf(
        file ->
            !PLAIN_TEXT.contains(extension(file))
                || file.endsWith("DocumentationTest.java")
                || isLong(file));
    return new TreeSet<>(texts);
  }

  private static List<Path> under(String root) {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(Files::isRegularFile).filter(DocumentationTest::isSource).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSource(Path file) {
    for (Path part : file) {
      if (part.toString().equals("target")) {
        return false;
      }
    }
    return true;
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).equals(name)
        ? ""
        : name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean isLong(Path file) {
    try {
      return Files.size(file) > LONGEST_TEXT;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
