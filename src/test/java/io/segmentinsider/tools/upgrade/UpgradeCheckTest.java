package io.segmentinsider.tools.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradeCheckTest {

  private final Map<OperatorID, String> graph = new HashMap<>();
  private final Map<OperatorID, Integer> maxParallelism = new HashMap<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          outcome-audit: Writer           | NOTE     | identity.audit
          Sink Committer: outcome-audit   | NOTE     | identity.audit
          outcome-control: Writer         | NOTE     | forget.control-topic
          outcome-shadow: Writer          | NOTE     | delivery.mode is live
          control-source                  | LOSS     | forget.control-topic
          first-user-ids                  | LOSS     | source.trusted-topics
          user-aliases                    | LOSS     | source.trusted-topics
          identity-loyalty_id             | LOSS     | identity-loyalty_id
          identity-phone                  | LOSS     | its option is off
          delivery                        | OBSTACLE | delivery.mode is shadow
          identity-device                 | OBSTACLE | has no operator identity-device
          profile                         | OBSTACLE | has no operator profile
          outcome-receipts: Writer        | OBSTACLE | has no operator outcome-receipts
          segment-source                  | OBSTACLE | has no operator segment-source
          """)
  void stateWithoutAnOperatorIsTheWorkOfAnOptionOrAnObstacle(
      String operator, String kind, String text) {
    UpgradeCheck check = check(1, kept(operator, 128, true, null));

    List<String> said =
        switch (kind) {
          case "NOTE" -> check.notes();
          case "LOSS" -> check.losses();
          default -> check.obstacles();
        };
    assertThat(said).singleElement().asString().contains(text);
    assertThat(check.notes().size() + check.losses().size() + check.obstacles().size())
        .isEqualTo(1);
    assertThat(check.drops()).isEqualTo(!kind.equals("OBSTACLE"));
  }

  @Test
  void anOperatorWithoutStateMayGo() {
    UpgradeCheck check = check(1, kept("profile", 128, false, null));
    assertThat(check.obstacles()).isEmpty();
    assertThat(check.drops()).isFalse();
  }

  @Test
  void whatTheNewJarCannotReadIsAnObstacle() {
    SavepointContents.Kept profile = kept("profile", 128, true, "no format of that name");
    wire(profile, 128);
    assertThat(check(1, profile).obstacles())
        .containsExactly("the state of profile can't be read: no format of that name");
  }

  @Test
  void maxParallelismStaysAndBoundsParallelism() {
    SavepointContents.Kept profile = kept("profile", 128, true, null);
    wire(profile, 128);
    assertThat(check(128, profile).obstacles()).isEmpty();
    assertThat(check(129, profile).obstacles())
        .singleElement()
        .asString()
        .contains("129")
        .contains("128");
    wire(profile, 256);
    assertThat(check(1, profile).obstacles())
        .singleElement()
        .asString()
        .contains("job.max-parallelism is 256");
  }

  private void wire(SavepointContents.Kept kept, int max) {
    graph.put(kept.id(), kept.name());
    maxParallelism.put(kept.id(), max);
  }

  private UpgradeCheck check(int parallelism, SavepointContents.Kept... kept) {
    return UpgradeCheck.of(
        new JobProgram.Look(
            new JobProgram.Graph(graph, maxParallelism), new SavepointContents(List.of(kept))),
        parallelism);
  }

  private static SavepointContents.Kept kept(
      String name, int maxParallelism, boolean hasState, @Nullable String unreadable) {
    return new SavepointContents.Kept(
        new OperatorID(name.hashCode(), 1), name, maxParallelism, hasState, unreadable);
  }
}
