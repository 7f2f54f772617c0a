package io.segmentinsider.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DictionaryCommandTest {

  private static final String EVENTS =
      """
      {'type':'identify','userId':'u1','traits':{'age':3,'plan':'pro','email':'a@b.co'}}
      {'type':'identify','userId':'u2','traits':{'plan':7}}
      {'type':'track','event':'Song Played','userId':'u1','properties':{'rating':5,'name':'x y'}}
      {'type':'track','event':'Product Viewed','userId':'u1','properties':{'name':'z','rating':1}}
      {'type':'track','event':'Secret','userId':'u1','integrations':{'All':false}}
      no JSON
      """;

  @Test
  void listsWhatWouldReachInsider(@TempDir Path directory) throws IOException {
    Path csv = directory.resolve("dictionary.csv");
    StringWriter table = new StringWriter();
    int exitCode =
        new CommandLine(
                new DictionaryCommand(
                    new ByteArrayInputStream(EVENTS.replace('\'', '"').getBytes(UTF_8))))
            .setOut(new PrintWriter(table))
            .execute("--csv", csv.toString());
    assertThat(exitCode).isZero();
    assertThat(Files.readString(csv))
        .isEqualToNormalizingNewlines(
            """
            kind,name,place,count,type,example,events
            identifier,email,default,1,string,e-mail address,
            identifier,uuid,default,4,string,word,
            attribute,age,default,1,number,integer,
            attribute,plan,custom,2,number or string,integer or word,
            event,product_detail_page_view,default,1,,,
            event,song_played,custom,1,,,
            parameter,name,default,2,string,text or word,product_detail_page_view song_played
            parameter,rating,custom,2,number,integer,product_detail_page_view song_played
            """);
    assertThat(table.toString())
        .contains("attribute   plan")
        .contains("custom attributes: 1 of 80")
        .contains("custom parameters: 1 of 80")
        .endsWith(
            "samples: 6 read, 4 mapped, 0 unmatched, 1 refused, 1 suppressed;"
                + " job/preview says why\n");
  }

  /** Who writes the tracking code sees what of it can't be read, and no value of anybody. */
  @Test
  void qualityCountsWhatCanNotBeRead(@TempDir Path directory) throws IOException {
    String events =
        """
        {'type':'identify','userId':'u1','traits':{'age':'of age','email':'ann at example','plan':'x'}}
        {'type':'identify','userId':'u2','traits':{'age':34,'email':'ann@example.test'}}
        {'type':'track','event':'=HYPERLINK(1)','userId':'u1','timestamp':'gone','receivedAt':'2026-11-01T10:00:00Z'}
        {'type':'track','event':'Product Viewed','properties':{'name':'Lamp'}}
        oops
        """;
    Path csv = directory.resolve("quality.csv");
    StringWriter table = new StringWriter();
    int exitCode =
        new CommandLine(
                new DictionaryCommand(
                    new ByteArrayInputStream(events.replace('\'', '"').getBytes(UTF_8))))
            .setOut(new PrintWriter(table))
            .execute("--quality", "--csv", csv.toString());

    assertThat(exitCode).isZero();
    assertThat(table.toString())
        .containsPattern("identify +2 +0")
        .containsPattern("track Product Viewed +1 +1 +no-identifier")
        .containsPattern("\\(no event\\) +1 +1 +invalid-json")
        .containsPattern("identify +attributes.age +1 +0 +1 +field-left-out")
        .containsPattern("identify +identifiers.email +1 +0 +1 +identifier-malformed")
        .contains("timestamp-replaced")
        .doesNotContain("of age", "ann");
    assertThat(Files.readString(csv)).contains("track =HYPERLINK(1)").doesNotContain("\n=");
  }

  @Test
  void samplesMayBeCompressed() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(EVENTS.lines().findFirst().orElseThrow().replace('\'', '"').getBytes(UTF_8));
    }
    StringWriter table = new StringWriter();
    new CommandLine(new DictionaryCommand(new ByteArrayInputStream(compressed.toByteArray())))
        .setOut(new PrintWriter(table))
        .execute();
    assertThat(table.toString()).endsWith("\nsamples: 1 read, 1 mapped\n");
  }

  @Test
  void aDamagedFileIsNamed(@TempDir Path directory) throws IOException {
    Path damaged = directory.resolve("day.ndjson.gz");
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(EVENTS.getBytes(UTF_8));
    }
    Files.write(damaged, Arrays.copyOf(compressed.toByteArray(), 40));
    StringWriter err = new StringWriter();
    int exitCode =
        Main.commandLine().setErr(new PrintWriter(err)).execute("dictionary", damaged.toString());
    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString())
        .startsWith(damaged + " can't be read or written: it is no whole gzip");
  }

  @ParameterizedTest(name = "{0} is of class {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "1.2.3.4"                     | IP address
          "1.234.567"                   | number as text
          [{"a":1}]                     | JSON text
          "a@b.co"                      | e-mail address
          "+14155550100"                | phone number
          "4155550100"                  | number as text
          "https://x"                   | URL
          "2024-05-01"                  | date-time
          [1,"Ada Lovelace"]            | list of integer or text
          1.5                           | decimal
          """)
  void saysTheClassOfAValueAndNeverTheValue(String value, String valueClass) {
    String event =
        "{\"type\":\"track\",\"userId\":\"u1\",\"event\":\"a\",\"properties\":{\"x\":%s}}";
    StringWriter table = new StringWriter();
    new CommandLine(
            new DictionaryCommand(new ByteArrayInputStream(event.formatted(value).getBytes(UTF_8))))
        .setOut(new PrintWriter(table))
        .execute();
    assertThat(table.toString().lines().filter(line -> line.startsWith("parameter   x")))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("  " + valueClass).doesNotContain("Ada"));
  }

  @Test
  void oneLongNameDoesNotMoveTheColumnsOfTheOthers() {
    String events =
        """
        {"type":"track","userId":"u1","event":"a","properties":{"%s":1,"seat":2}}
        """
            .formatted("x".repeat(300));
    StringWriter table = new StringWriter();
    new CommandLine(new DictionaryCommand(new ByteArrayInputStream(events.getBytes(UTF_8))))
        .setOut(new PrintWriter(table))
        .execute();
    assertThat(table.toString().lines().filter(line -> line.contains(" seat ")))
        .singleElement()
        .satisfies(line -> assertThat(line).hasSizeLessThan(120));
  }
}
