package io.segmentinsider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                    new ByteArrayInputStream(
                        EVENTS.replace('\'', '"').getBytes(StandardCharsets.UTF_8))))
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
        .contains("custom parameters: 1 of 80");
  }

  @Test
  void oneLongNameDoesNotMoveTheColumnsOfTheOthers() {
    String events =
        """
        {"type":"track","userId":"u1","event":"a","properties":{"%s":1,"seat":2}}
        """
            .formatted("x".repeat(300));
    StringWriter table = new StringWriter();
    new CommandLine(
            new DictionaryCommand(
                new ByteArrayInputStream(events.getBytes(StandardCharsets.UTF_8))))
        .setOut(new PrintWriter(table))
        .execute();
    assertThat(table.toString().lines().filter(line -> line.contains(" seat ")))
        .singleElement()
        .satisfies(line -> assertThat(line).hasSizeLessThan(120));
  }
}
