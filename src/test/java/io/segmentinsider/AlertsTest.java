package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.record.JobMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the alerts and the dashboard promise to whoever is woken by them. */
class AlertsTest {

  private static final Path RULES = Path.of("conf/prometheus/rules.yaml");
  private static final Path TESTS = Path.of("conf/prometheus/rules-test.yaml");
  private static final Path DASHBOARD = Path.of("conf/grafana/dashboard.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What docs/metrics.md has and no picture shows, with the reason. */
  private static final Map<JobMetric, String> NOT_SHOWN =
      Map.of(
          JobMetric.HOLDS, "heldMs shows each hold with its cause",
          JobMetric.DEAD_LETTERED, "deadLetters has the same by reason",
          JobMetric.LONGEST_BUDGET_SPENT_MS,
              "of somebody who fails alone, whom usersFailingAlone counts",
          JobMetric.BROKEN_CONTROL_RECORDS, "the log names the position");

  @Test
  void everyAlertLeadsToASectionOfTheRunbook() throws IOException {
    List<String> sections =
        Files.readAllLines(Path.of("docs/operations.md")).stream()
            .filter(line -> line.startsWith("#"))
            .map(AlertsTest::anchor)
            .toList();

    alerts()
        .forEach(
            (name, alert) -> {
              assertThat(alert.at("/annotations/runbook").asText())
                  .as(name)
                  .startsWith("docs/operations.md#");
              assertThat(sections)
                  .as(name)
                  .contains(alert.at("/annotations/runbook").asText().split("#", 2)[1]);
              assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
            });
  }

  @Test
  void ofEveryAlertATestShowsThatItFiresAndThatItDoesNot() throws IOException {
    TreeSet<String> fires = new TreeSet<>();
    TreeSet<String> isSilent = new TreeSet<>();
    for (JsonNode test : yaml(TESTS).path("tests")) {
      for (JsonNode look : test.path("alert_rule_test")) {
        (look.path("exp_alerts").isEmpty() ? isSilent : fires).add(look.path("alertname").asText());
      }
    }

    assertThat(fires).containsExactlyElementsOf(alerts().keySet());
    assertThat(isSilent).containsExactlyElementsOf(alerts().keySet());
  }

  @Test
  void theRowsOfTheDashboardAreAnOperatorsQuestions() throws IOException {
    List<String> rows = new ArrayList<>();
    for (JsonNode panel : JSON.readTree(DASHBOARD.toFile()).path("panels")) {
      if (panel.path("type").asText().equals("row")) {
        rows.add(panel.path("title").asText());
      }
    }

    assertThat(rows)
        .containsExactly(
            "Is it well?",
            "How far behind is it?",
            "What is refused, and why?",
            "What does Insider say?",
            "What does it cost?");
  }

  @Test
  void everyMetricOfAnOperatorIsInTheTable() throws IOException {
    Set<String> known =
        new TreeSet<>(
            List.of("numRecordsIn", "pendingRecords", "failedCommittables", "pendingCommittables"));
    for (JobMetric metric : JobMetric.values()) {
      StringBuilder name = new StringBuilder();
      // What is written to Kafka stands below "user".
      if (metric.stage().startsWith("outcome-")) {
        name.append("user_");
      }
      metric.labels().forEach(label -> name.append(label).append('_'));
      known.add(name.append(metric.metricName()).toString());
    }
    Matcher named =
        Pattern.compile("flink_taskmanager_job_task_operator_(\\w+)")
            .matcher(Files.readString(RULES) + Files.readString(DASHBOARD));

    assertThat(named.results().map(found -> found.group(1)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(known).contains(name));
  }

  @Test
  void everyMetricIsOnTheDashboardOrInAnAlertOrIsLeftOutForAReason() throws IOException {
    String shown = Files.readString(RULES) + Files.readString(DASHBOARD).replace("\\\"", "\"");
    Set<JobMetric> missing = EnumSet.noneOf(JobMetric.class);
    for (JobMetric metric : JobMetric.values()) {
      Matcher named = Pattern.compile(nameOf(metric) + "\\b(\\{[^}]*})?").matcher(shown);
      if (named.results().noneMatch(found -> isOf(metric, found.group(1)))) {
        missing.add(metric);
      }
    }

    assertThat(missing).isEqualTo(NOT_SHOWN.keySet());
  }

  private static String nameOf(JobMetric metric) {
    // What is written to Kafka stands below "user".
    return "flink_taskmanager_job_task_operator_"
        + (metric.stage().startsWith("outcome-") ? "user_" : "")
        + metric.labels().stream().map(label -> label + "_").collect(Collectors.joining())
        + metric.metricName();
  }

  /** Operators may have metrics of one name. */
  private static boolean isOf(JobMetric metric, @Nullable String selector) {
    return selector == null
        || !selector.contains("operator_name")
        || selector.matches(".*[\"|]" + metric.stage() + "[\"|].*");
  }

  private static Map<String, JsonNode> alerts() throws IOException {
    Map<String, JsonNode> alerts = new TreeMap<>();
    for (JsonNode group : yaml(RULES).path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.has("alert")) {
          alerts.put(rule.path("alert").asText(), rule);
        }
      }
    }
    return alerts;
  }

  /** As GitHub makes it of a heading. */
  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }

  private static JsonNode yaml(Path file) throws IOException {
    return JSON.valueToTree(
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }
}
