package io.segmentinsider.tools.console.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.tools.console.watch.Health.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The console and conf/prometheus/rules.yaml have one set of rules. */
class AlertTest {

  private static final Path RULES = Path.of("conf/prometheus/rules.yaml");

  /**
   * What a look can't judge: the one adds up counters of an hour, and job/report reads topics; the
   * other asks for five minutes without a commit.
   */
  private static final Set<String> NOT_ON_THE_PAGE =
      Set.of("SegmentInsiderUnaccounted", "SegmentInsiderCommitsRefused");

  private static final Pattern THRESHOLD = Pattern.compile("(?:>|<=|==)\\s*(\\d+)\\b");

  private static Map<String, JsonNode> rules() throws IOException {
    JsonNode document =
        new ObjectMapper()
            .valueToTree(
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(RULES)));
    Map<String, JsonNode> rules = new TreeMap<>();
    for (JsonNode rule : document.path("groups").path(0).path("rules")) {
      if (rule.has("alert")) {
        rules.put(rule.path("alert").asText(), rule);
      }
    }
    return rules;
  }

  @Test
  void everyAlertIsOnThePageOrListedAsNotBeing() throws IOException {
    Set<String> known =
        Arrays.stream(Alert.values())
            .map(Alert::ruleName)
            .collect(Collectors.toCollection(TreeSet::new));
    known.addAll(NOT_ON_THE_PAGE);

    assertThat(rules().keySet()).isEqualTo(known);
  }

  @ParameterizedTest
  @EnumSource
  void anAlertHasTheThresholdAndTheLevelOfTheRule(Alert alert) throws IOException {
    JsonNode rule = rules().get(alert.ruleName());

    Set<Long> thresholds =
        THRESHOLD
            .matcher(rule.path("expr").asText())
            .results()
            .map(found -> Long.valueOf(found.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(thresholds).contains(alert.threshold());
    // None of anything, and a job that has run for long enough.
    thresholds.removeAll(List.of(0L, Alert.NO_CHECKPOINT.threshold(), alert.threshold()));
    assertThat(thresholds).isEmpty();
    assertThat(rule.at("/labels/severity").asText())
        .isEqualTo(alert.level() == Level.ACT ? "critical" : "warning");
  }

  @ParameterizedTest
  @EnumSource
  void whereWaitingDoesNotHelpTheRuleSaysSoToo(FailureCause cause) throws IOException {
    String rule = rules().get(Alert.HELD_FOR_GOOD.ruleName()).path("expr").asText();
    String causes = rule.replaceFirst(".*cause=~\"", "").replaceFirst("\".*", "");

    assertThat(cause.code().matches(causes)).isEqualTo(!cause.waitingHelps());
  }
}
