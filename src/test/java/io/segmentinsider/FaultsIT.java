package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.lab.demo.Demo;
import io.segmentinsider.lab.demo.DemoSettings;
import io.segmentinsider.lab.demo.Disturbance;
import io.segmentinsider.lab.demo.JobProgress;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.InputSelection;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.publish.Published;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.EndState;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.sandbox.FaultScenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What delivery promises holds whatever goes wrong at Insider, and when TaskManagers die. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(90)
class FaultsIT {

  private static final int EVENTS = 1_200;
  private static final Duration LENGTH = Duration.ofSeconds(3);
  private static final String FIREWALL_CASE = "d01-content-that-a-firewall-refuses.ndjson";

  /** So slow that there is always a request under way. */
  private static final Duration ANSWER_DELAY = Duration.ofSeconds(1);

  /**
   * Short waits, so that a few seconds are enough, and so many requests that a fault which strikes
   * one in twenty does strike.
   */
  private static final List<String> OPTIONS =
      List.of(
          "execution.checkpointing.interval=300 ms",
          "delivery.linger=5 ms",
          "delivery.max-users=2",
          "delivery.backoff-initial=50 ms",
          "delivery.backoff-max=500 ms",
          "delivery.retry-budget=3 s");

  /** What a scenario needs besides. A body of two users is never too large. */
  private static final Map<FaultScenario, List<String>> MORE_OPTIONS =
      Map.of(
          FaultScenario.SILENT, List.of("delivery.request-timeout=2 s"),
          FaultScenario.LATE, List.of("delivery.request-timeout=1 s", "delivery.late-effects=2 s"),
          FaultScenario.TOO_LARGE, List.of("delivery.max-users=20"));

  private Path folder;
  private EventInput input;
  private String firstUser;
  private EndState undisturbed;

  @BeforeAll
  void runUndisturbed(@TempDir Path directory) throws Exception {
    folder = directory;
    Path part = folder.resolve("part.ndjson");
    InputSelection selection =
        InputSelection.peopleWithOneDevice(EventInput.bundledDay(), EVENTS, part);
    assertThat(selection.events()).isEqualTo(EVENTS);
    input = EventInput.file(part);
    firstUser = selection.firstUser();
    Run run = run("undisturbed", Disturbance.NONE);
    assertThat(run.report.brokenPromises()).isEmpty();
    assertThat(run.report.sentTwice()).isZero();
    undisturbed = EndState.read(run.out);
    assertThat(run.report.profiles()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(value = FaultScenario.class)
  void nothingIsLostRepeatedOrMixedUp(FaultScenario scenario) throws Exception {
    Run run = run(scenario.code(), Disturbance.of(scenario, LENGTH).withVictim(firstUser));

    assertKept(run);
    if (scenario != FaultScenario.NONE) {
      assertThat(run.strikes).as("strikes").isNotEmpty();
    }
    switch (scenario) {
      case PARTIAL, AMBIGUOUS, FIREWALL -> assertThat(run.report.rejected()).isPositive();
      case POISON -> assertThat(run.report.deadLetters()).containsKey("retry-budget");
      case TOO_LARGE -> {}
      default -> assertThat(run.deadLettersOfDelivery()).isZero();
    }
  }

  /** The value of one trait reads like an attack; the firewall says neither whose nor which. */
  @Test
  void whatAFirewallRefusesIsADeadLetterAndEverybodyElseIsDelivered() throws Exception {
    Run run =
        run(
            "firewall-case",
            EventInput.file(Path.of("src/test/resources/cases", FIREWALL_CASE)),
            List.of("delivery.max-users=500"),
            Disturbance.of(FaultScenario.FIREWALL, LENGTH).withVictim("u-07"));

    assertThat(run.report.brokenPromises()).isEmpty();
    assertThat(run.report.accounted()).isTrue();
    assertThat(run.report.rejected()).isEqualTo(1);
    assertThat(run.report.delivered()).isEqualTo(19);
    assertThat(run.strikes.get("firewall")).as("calls that met the firewall").isLessThan(30);
  }

  @Test
  void crashesChangeNothing() throws Exception {
    Run run = run("crash", crashes(FaultScenario.NONE));

    assertKept(run);
    assertThat(run.restores).isGreaterThanOrEqualTo(2);
    assertThat(run.report.sentTwice()).as("calls were under way").isPositive();
    assertThat(run.deadLettersOfDelivery()).isZero();
  }

  @Test
  void crashesUnderFaultsChangeNothing() throws Exception {
    Run run = run("crash-flaky", crashes(FaultScenario.FLAKY));

    assertKept(run);
    assertThat(run.restores).isGreaterThanOrEqualTo(2);
    assertThat(run.strikes).containsKey("server-error");
    assertThat(run.deadLettersOfDelivery()).isZero();
  }

  /**
   * Each job is cancelled with its transactions open, and the next one goes on from its checkpoint.
   * A transaction that stayed open would hide what is behind it from the report, which reads
   * committed records.
   */
  @Test
  void anotherParallelismInMidFlightChangesNothing() throws Exception {
    Run run =
        run(
            "rescale",
            Disturbance.NONE.withRescales(List.of(4, 2, 4, 1)).withAnswerDelay(ANSWER_DELAY));

    assertKept(run);
    assertThat(run.rescales).isEqualTo(4);
    assertThat(run.deadLettersOfDelivery()).isZero();
  }

  private static Disturbance crashes(FaultScenario scenario) {
    return Disturbance.of(scenario, LENGTH).withCrashes(2).withAnswerDelay(ANSWER_DELAY);
  }

  private void assertKept(Run run) throws Exception {
    assertThat(run.report.brokenPromises()).isEmpty();
    assertThat(run.report.accounted()).isTrue();
    assertThat(run.crashes).isEqualTo(run.disturbance.crashes());
    assertThat(EndState.read(run.out).differencesFrom(undisturbed)).isEmpty();
  }

  private Run run(String name, Disturbance disturbance) throws Exception {
    return run(name, input, List.of(), disturbance);
  }

  private Run run(String name, EventInput events, List<String> moreOptions, Disturbance disturbance)
      throws Exception {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(moreOptions);
    options.addAll(MORE_OPTIONS.getOrDefault(disturbance.faults(), List.of()));
    if (disturbance.crashes() > 0 || !disturbance.rescales().isEmpty()) {
      // A break waits for a checkpoint of the running job. So the pace is such that all breaks fit
      // into the input, on any machine; and there is room for all of it, as a job that restores
      // records on their way makes no checkpoint before delivery has taken them.
      options.addAll(
          List.of(
              "delivery.max-users=4",
              "delivery.max-in-flight=100",
              "delivery.requests-per-minute=240",
              "execution.checkpointing.aligned-checkpoint-timeout=0 ms"));
    }
    DemoSettings settings =
        new DemoSettings(
            Path.of("conf/job.yaml"), options, events, 1, 4, 2, false, disturbance, false);
    Path out = Files.createDirectories(folder.resolve(name));
    try (Demo demo = Demo.start(settings, () -> {})) {
      Published published = demo.publish(Progress.NONE);
      Effort effort = demo.run(published, JobProgress.NONE);
      Report report = demo.report(published, effort, out);
      return new Run(
          disturbance,
          out,
          report,
          demo.strikes(),
          demo.crashes(),
          demo.restores(),
          demo.rescales());
    }
  }

  /** What a run left. */
  private record Run(
      Disturbance disturbance,
      Path out,
      Report report,
      Map<String, Long> strikes,
      int crashes,
      long restores,
      int rescales) {

    private long deadLettersOfDelivery() {
      return report.rejected()
          + report.deadLetters().getOrDefault("retry-budget", 0L)
          + report.deadLetters().getOrDefault("user-too-large", 0L);
    }
  }
}
