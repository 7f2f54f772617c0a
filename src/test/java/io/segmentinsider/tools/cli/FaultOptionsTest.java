package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FaultOptionsTest {

  @Test
  void aPoisonedUserIsGivenUpWithinTheLengthOfTheFaults() {
    assertThat(options("--faults", "poison", "--faults-for", "3s").jobOptions())
        .containsExactly("delivery.retry-budget=3000 ms");
    assertThat(options("--faults", "poison").jobOptions())
        .containsExactly("delivery.retry-budget=10000 ms");
  }

  @Test
  void otherFaultsLeaveTheJobItsOwnBudget() {
    assertThat(options("--faults", "outage", "--faults-for", "3s").jobOptions()).isEmpty();
    assertThat(options().jobOptions()).isEmpty();
  }

  private static FaultOptions options(String... words) {
    return CommandLine.populateCommand(new FaultOptions(), words);
  }
}
