package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.lab.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportSummaryTest {

  private static final String LARGE =
      """
      {
        "read": 1000000000, "accepted": 900000000, "repeats": 50000000, "unmatched": 40000000,
        "refused": 10000000, "notRead": 5000000, "underWay": 5000000,
        "updates": 910000000, "delivered": 800000000, "unchanged": 90000000, "suppressed": 9000000,
        "linked": 1000000, "deadLetters": {"schema-mismatch": 10000000, "rejected": 10000000},
        "rejected": 10000000,
        "unaccounted": ["segment-events-of-the-whole-company-11@123456789012 of 2026-05-01T00:00:00Z"],
        "reasons": {"schema-mismatch": {"count": 10000000, "examples": [
          {"at": "segment-events-of-the-whole-company-11@123456789012",
           "detail": "field age: not an integer, and so it is left out of the user object"}]}},
        "repairedFields": [],
        "requests": 100000000, "usersSent": 700000000, "eventsSent": 800000000,
        "sentTwice": 1, "storedTwice": 1, "uuidMerges": 1, "outOfOrder": 1, "profiles": 100000000,
        "latencyMsP50": 100000, "latencyMsP99": 1000000, "elapsedMs": 100000000,
        "eventsPerSecond": 1000000, "cpuMicrosPerEvent": 12345.6,
        "secondHalf": {"eventsPerSecond": 1000000, "cpuMicrosPerEvent": 12345.6,
          "cpuMicrosPerEventByPart": {"profile and delivery, the HTTP client among it": 12345.6}},
        "load": {"largestQueueUpdates": 1000000000, "largestQueueBytes": 1000000000000,
          "checkpointMsP50": 1, "checkpointMsMax": 2,
          "lastCheckpoint": {"bytes": 1000000000000, "ms": 100000000},
          "lastSavepoint": {"bytes": 1000000000000, "ms": 100000000}},
        "accounted": false,
        "problems": ["LOST: 100000000 published positions have no outcome, first: segment-events-0@2"]
      }
      """;

  private static String summary() throws IOException {
    StringWriter out = new StringWriter();
    Report report = new ObjectMapper().readValue(LARGE, Report.class);
    new ReportSummary(report, Path.of("/home/somebody/segment-insider-stream/target/demo"), true)
        .print(new PrintWriter(out, true));
    return out.toString();
  }

  @Test
  void fitsATerminalHoweverLargeTheNumbersAre() throws IOException {
    assertThat(summary().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Paragraph.COLUMNS))
        .anySatisfy(line -> assertThat(line).endsWith("target/demo:"))
        .anySatisfy(line -> assertThat(line).startsWith("  sent.ndjson "));
  }

  /** What stands indented below a figure is what it consists of. */
  @Test
  void eachFigureIsTheSumOfItsParts() throws IOException {
    Pattern figure = Pattern.compile(" *([0-9,]+)  (  )?(.*)");
    List<String> sums = new ArrayList<>();
    long whole = -1;
    long parts = 0;
    String what = "";
    for (String line : summary().split("\\R", -1)) {
      Matcher matcher = figure.matcher(line);
      boolean isFigure = matcher.matches();
      if (isFigure && matcher.group(2) != null) {
        parts += number(matcher);
      } else {
        if (parts > 0) {
          assertThat(parts).as(what).isEqualTo(whole);
          sums.add(what);
        }
        whole = isFigure ? number(matcher) : -1;
        what = isFigure ? matcher.group(3) : "";
        parts = 0;
      }
      if (line.contains("requests, which took")) {
        break;
      }
    }
    assertThat(sums)
        .containsExactly(
            "events read",
            "updates made of them",
            "dead letters: of records, of updates, and of single events");
  }

  private static long number(Matcher matcher) {
    return Long.parseLong(matcher.group(1).replace(",", ""));
  }

  @Test
  void saysThatThereWasAWarmUp() throws IOException {
    assertThat(summary()).contains("the virtual machine warms up in that time");
  }

  @Test
  void aWordThatIsWiderThanALineStaysWhole() {
    String path = "/a".repeat(60);
    assertThat(Paragraph.of("  ", "It is in " + path + " now").lines())
        .containsExactly("  It is in", "    " + path, "    now");
  }
}
