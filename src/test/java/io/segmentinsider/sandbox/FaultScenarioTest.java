package io.segmentinsider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The named mixtures of faults. */
class FaultScenarioTest {

  private static final UserMatch VICTIM = new UserMatch.WithIdentifier("uuid", "u1");

  @ParameterizedTest
  @EnumSource(FaultScenario.class)
  void everyScenarioCanBeOrderedInAnotherProcess(FaultScenario scenario) throws Exception {
    List<Fault> faults = scenario.faults(Duration.ofMillis(1_500), VICTIM);

    assertThat(FaultJson.read(FaultJson.write(faults))).isEqualTo(faults);
    assertThat(FaultScenario.of(scenario.code())).isEqualTo(scenario);
    assertThat(faults.isEmpty()).isEqualTo(scenario == FaultScenario.NONE);
  }

  @Test
  void namesAreThoseOfTheDemo() {
    assertThat(FaultScenario.codes())
        .containsExactly(
            "none",
            "slow",
            "throttled",
            "throttled-silent",
            "flaky",
            "resets",
            "half-answers",
            "silent",
            "partial",
            "ambiguous",
            "poison",
            "firewall",
            "late",
            "outage",
            "expired-token",
            "too-large");
    assertThatThrownBy(() -> FaultScenario.of("nonsense")).hasMessageContaining("half-answers");
  }

  @Test
  void aClientInAnotherProcessOrdersAndClears() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults())) {
      SandboxClient client = new SandboxClient(sandbox.uri());
      assertThat(client.isUp()).isTrue();

      client.order(FaultScenario.POISON.faults(Duration.ofSeconds(1), VICTIM));
      assertThat(sandbox.faults().active().values())
          .containsExactly(Fault.always(new Fault.Poison(VICTIM)));

      client.clearFaults();
      assertThat(sandbox.faults().active()).isEmpty();
      assertThat(client.statistics()).isEqualTo(sandbox.statistics());
    }
  }
}
