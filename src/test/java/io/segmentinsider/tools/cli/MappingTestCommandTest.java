package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MappingTestCommandTest {

  private static final String GOOD =
      "{'id':'good','mapping':{'a':{'@path':'$.b'}},'input':{'b':'\u2028'},"
          + "'expect':{'output':{'a':'\u2028'}}}";
  private static final String BAD = "{'id':'bad','mapping':{'a':1},'expect':{'output':{'a':2}}}";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = new CommandLine(new MappingTestCommand());
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(out));
    return command.execute(arguments);
  }

  private String file(String name, String... cases) throws IOException {
    Path file = directory.resolve(name);
    String text = (String.join("\n", cases) + "\n").replace('\'', '"');
    try (OutputStream stream =
        name.endsWith(".gz")
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : Files.newOutputStream(file)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file.toString();
  }

  @Test
  void succeedsWhenEverythingPasses() throws IOException {
    assertThat(run(file("a.ndjson", GOOD, "", GOOD), file("b.ndjson.gz", GOOD))).isZero();
    assertThat(out.toString()).isEqualTo("3 passed, 0 failed" + System.lineSeparator());
  }

  @Test
  void namesWhatFails() throws IOException {
    String file = file("a.ndjson", GOOD, BAD, "{", GOOD);
    assertThat(run("--preset", "default", file)).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "FAILED " + file + ":2 bad",
            "  a: expected 2, but is 1",
            "FAILED " + file + ":3",
            "  The text is not one JSON value, from column 2 on",
            "2 passed, 2 failed");
  }

  @Test
  void failsOnAFileWithoutACase() throws IOException {
    assertThat(run(file("a.ndjson", GOOD), file("empty.ndjson", ""))).isEqualTo(1);
    assertThat(out.toString()).contains("the file holds no case").contains("1 passed, 1 failed");
  }

  @Test
  void runsNothingIfAFileIsMissing() throws IOException {
    assertThat(run(file("a.ndjson", GOOD), directory.resolve("gone").toString())).isEqualTo(2);
    assertThat(out.toString())
        .contains("there is no file to read at", "gone")
        .doesNotContain("1 passed");
  }

  @Test
  void standardInputIsReadAsFilesAre() {
    byte[] cases = (GOOD + "\n" + BAD).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    CommandLine command =
        new CommandLine(new MappingTestCommand(new ByteArrayInputStream(cases)))
            .setOut(new PrintWriter(out));
    assertThat(command.execute()).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "FAILED standard input:2 bad", "  a: expected 2, but is 1", "1 passed, 1 failed");
  }

  @Test
  void aCaseMayGoThroughTheWholeFile() throws IOException {
    String mine = file("mine.json", "{'extends':'default','remove':['Page']}");
    String cases =
        file(
            "cases.ndjson",
            "{'event':{'type':'page','userId':'u'},'expect':{'mappings':[]}}",
            "{'event':{'type':'alias','userId':'u','previousId':'o'},'expect':{'suppressed':[]}}",
            "{'id':'x','event':{'type':'screen','userId':'u'},'expect':{'mappings':['Page']}}");
    assertThat(run("--mappings", mine, cases)).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "FAILED " + cases + ":3 x",
            "  mappings.0: expected \"Page\", but is \"Screen\"",
            "2 passed, 1 failed");
  }

  @Test
  void aMappingThatNoJobCouldUseIsSaid() throws IOException {
    String mine = file("mine.json", "{'extends':'default','remove':['Pages']}");
    CommandLine command = Main.commandLine();
    command.setErr(new PrintWriter(out, true));
    assertThat(command.execute("mapping-test", "--mappings", mine, file("a.ndjson", GOOD)))
        .isEqualTo(2);
    assertThat(out.toString()).contains("/remove/0 names no mapping: Pages");
  }
}
