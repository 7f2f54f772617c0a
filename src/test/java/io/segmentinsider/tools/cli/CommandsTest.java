package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What holds of every command, whatever it does. */
class CommandsTest {

  private static final int COLUMNS = 80;

  /** Half of the width is the description's; a word that is wider has to be broken. */
  private static final int LONGEST_WORD = 48;

  /** Events or cases; the others say in their help that they need something else. */
  private static final Set<String> READERS =
      Set.of("dictionary", "mapping-test", "preview", "publish");

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** The words that lead to a command, and it. */
  record Named(List<String> words, CommandLine command) {

    CommandSpec spec() {
      return command.getCommandSpec();
    }

    /** What has to be there before the command does anything. */
    List<String> required() {
      List<String> required = new ArrayList<>(words);
      for (OptionSpec option : spec().options()) {
        if (option.required() && option.group() == null) {
          required.addAll(List.of(option.longestName(), "1"));
        }
      }
      // A group of which one has to be given.
      if (words.equals(List.of("trace"))) {
        required.addAll(List.of("--message", "m"));
      }
      for (PositionalParamSpec positional : spec().positionalParameters()) {
        required.addAll(Collections.nCopies(positional.arity().min(), "1"));
      }
      return required;
    }

    boolean isLeaf() {
      return command.getSubcommands().isEmpty();
    }

    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  static Stream<Named> commands() {
    return commands(List.of(), Main.commandLine());
  }

  private static Stream<Named> commands(List<String> words, CommandLine command) {
    return Stream.concat(
        Stream.of(new Named(words, command)),
        command.getSubcommands().entrySet().stream()
            .flatMap(
                below -> {
                  List<String> more = new ArrayList<>(words);
                  more.add(below.getKey());
                  return commands(more, below.getValue());
                }));
  }

  static Stream<Named> leaves() {
    return commands().filter(Named::isLeaf);
  }

  static Stream<Arguments> options() {
    return leaves()
        .flatMap(
            command ->
                command.spec().options().stream()
                    .filter(option -> option.arity().max() > 0)
                    .map(option -> Arguments.of(command, option.longestName())));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsBrokenBetweenWordsAndFitsATerminal(Named command) {
    String help = command.command().getUsageMessage(CommandLine.Help.Ansi.OFF);

    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
    Set<String> shown = new HashSet<>(List.of(help.split("\\s+")));
    Stream.of(
            Arrays.stream(command.spec().usageMessage().description()),
            command.spec().args().stream()
                .filter(arg -> !arg.hidden())
                .map(ArgSpec::description)
                .flatMap(Arrays::stream),
            command.command().getSubcommands().values().stream()
                .filter(below -> !below.getCommandSpec().usageMessage().hidden())
                .map(below -> below.getCommandSpec().usageMessage().description()[0]),
            command.spec().usageMessage().exitCodeList().values().stream())
        .flatMap(texts -> texts)
        .flatMap(text -> Stream.of(text.split("\\s+")))
        .filter(word -> !word.contains("${") && word.length() < LONGEST_WORD)
        .forEach(word -> assertThat(shown).contains(word));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsThereAndNoError(Named command) {
    List<String> words = new ArrayList<>(command.words());
    words.add("--help");

    assertThat(execute(words)).isZero();
    assertThat(out.toString()).contains("Usage:");
    assertThat(command.spec().usageMessage().description()).isNotEmpty();
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownOptionIsNamed(Named command) {
    List<String> words = command.required();
    words.add("--nonsense");

    assertThat(execute(words)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--nonsense").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aWordTooManyIsNamed(Named command) {
    if (command.spec().positionalParameters().stream()
        .anyMatch(each -> each.arity().isVariable())) {
      return;
    }
    List<String> words = command.required();
    words.add("nonsense");

    assertThat(execute(words)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("nonsense").doesNotContain("\tat ");
  }

  /** Otherwise a missing value and a misspelt option make a directory of a strange name. */
  @ParameterizedTest
  @MethodSource("options")
  void anOptionIsNoValueOfAnother(Named command, String option) {
    List<String> words = command.required();
    OptionSpec spec = command.spec().findOption(option);
    if (spec.group() != null) {
      // Beside another one of its group it is refused for that.
      words = new ArrayList<>(command.words());
      for (OptionSpec other : spec.group().options()) {
        if (!spec.group().exclusive() && !other.equals(spec)) {
          words.addAll(List.of(other.longestName(), "1"));
        }
      }
    }
    int given = words.indexOf(option);
    if (given >= 0) {
      words.subList(given, given + 2).clear();
    }
    words.addAll(List.of(option, "--nonsense"));

    assertThat(execute(words)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--nonsense").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @MethodSource("options")
  void anOptionStandsBehindItsCommand(Named command, String option) {
    List<String> words = new ArrayList<>(List.of(option, "1"));
    words.addAll(command.required());

    assertThat(execute(words)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(option).doesNotContain("\tat ");
  }

  /** Counts, sizes and ports have a least value, and say so before anything is started. */
  @ParameterizedTest
  @MethodSource("options")
  void aNumberOutOfRangeIsNamed(Named command, String name) {
    OptionSpec option = command.spec().findOption(name);
    Class<?> type = option.typeInfo().getType();
    boolean isSeed = name.equals("--seed");
    if (isSeed || !Set.of(int.class, Integer.class, long.class, Long.class).contains(type)) {
      return;
    }
    List<String> values = new ArrayList<>(List.of("-1", "many", "1.5", "99999999999999999999"));
    if (name.endsWith("port")) {
      values.add("65536");
    }
    for (String value : values) {
      List<String> words = command.required();
      int given = words.indexOf(name);
      if (given >= 0) {
        words.subList(given, given + 2).clear();
      }
      words.addAll(List.of(name, value));

      assertThat(execute(words)).as(value).isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(err.toString()).contains(name, value).doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void aFileThatIsNotThereIsNamed(Named command) {
    if (command.spec().positionalParameters().stream()
        .noneMatch(each -> each.arity().isVariable())) {
      return;
    }
    List<String> words = command.required();
    words.add("no/such/file");

    assertThat(execute(words)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString())
        .contains("there is no file to read at no/such/file")
        .doesNotContain("\tat ");
  }

  @Test
  void everyCommandThatReadsFilesReadsStandardInputToo() {
    Set<String> readers = new HashSet<>();
    leaves()
        .filter(
            command ->
                command.spec().positionalParameters().stream()
                    .anyMatch(each -> each.paramLabel().equals("FILE")))
        .forEach(command -> readers.add(command.toString()));

    assertThat(readers).isEqualTo(READERS);
    leaves()
        .forEach(
            command ->
                command.spec().args().stream()
                    .filter(arg -> readsEvents(arg))
                    .forEach(
                        arg ->
                            assertThat(String.join(" ", arg.description()))
                                .as(command + " " + arg.paramLabel())
                                .contains("- is standard input")));
  }

  private static boolean readsEvents(ArgSpec arg) {
    return arg.isPositional()
        ? arg.paramLabel().equals("FILE")
        : Set.of("--input", "--segment-export").contains(((OptionSpec) arg).longestName());
  }

  /** A reader of files, on streams of the test. */
  private enum Reader {
    PREVIEW,
    DICTIONARY,
    MAPPING_TEST;

    private Callable<Integer> command(InputStream in, OutputStream out) {
      return switch (this) {
        case PREVIEW -> new PreviewCommand(in, out);
        case DICTIONARY -> new DictionaryCommand(in);
        case MAPPING_TEST -> new MappingTestCommand(in);
      };
    }

    String read(byte[] input, String... words) {
      ByteArrayOutputStream direct = new ByteArrayOutputStream();
      StringWriter out = new StringWriter();
      CommandLine line =
          new CommandLine(command(new ByteArrayInputStream(input), direct))
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(out, true));
      assertThat(line.execute(words)).as(out.toString()).isZero();
      return (direct.toString(StandardCharsets.UTF_8) + out).replaceAll("\"receivedAt\":\\d+", "");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileAndStandardInputAreReadAlike(boolean zipped) throws IOException {
    for (Reader reader : Reader.values()) {
      String text =
          reader == Reader.MAPPING_TEST
              ? "{\"fql\":\"type = \\\"track\\\"\",\"event\":{\"type\":\"track\"},\"expect\":true}\n"
              : "[{\"type\":\"identify\",\"userId\":\"u1\",\"messageId\":\"m\",\"timestamp\":"
                  + "\"2026-05-01T00:00:00Z\",\"traits\":{\"city\":\"Rome\"}}]";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] input = zipped ? zip(bytes) : bytes;
      Path file = Files.write(directory.resolve(reader.name() + zipped), input);

      String ofFile = reader.read(new byte[0], file.toString());

      assertThat(ofFile).isNotEmpty();
      assertThat(reader.read(input)).isEqualTo(ofFile);
      assertThat(reader.read(input, "-")).isEqualTo(ofFile);
    }
  }

  @Test
  void standardInputIsReadOnce() {
    assertThat(execute(List.of("dictionary", "-", "-"))).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("standard input can be read once");
  }

  @Test
  void whoReadsTwiceReadsACopyOfStandardInput() throws IOException {
    byte[] bytes = {1, 2, 3};
    Path copy;
    try (InputFile file = InputFile.of(Path.of("-"), new ByteArrayInputStream(bytes))) {
      copy = file.path();
      assertThat(Files.readAllBytes(copy)).isEqualTo(bytes);
    }
    assertThat(copy).doesNotExist();

    Path named = Files.write(directory.resolve("named"), bytes);
    try (InputFile file = InputFile.of(named, InputStream.nullInputStream())) {
      assertThat(file.path()).isEqualTo(named);
    }
    assertThat(named).exists();
  }

  private static byte[] zip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  private int execute(List<String> words) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(words.toArray(String[]::new));
  }
}
