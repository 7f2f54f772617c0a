package io.segmentinsider.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.lab.report.RecentLatencies.Percentiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchResultTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static BenchResult.Measured pass(Row row, double seconds, double cpuSeconds) {
    return new BenchResult.Measured(
        row,
        new Pass(1_000_000, (long) (seconds * 1e9), (long) (cpuSeconds * 1e9)),
        300,
        0.02,
        null);
  }

  private final BenchResult result =
      new BenchResult(
          1_000_000,
          50_000,
          List.of(
              pass(Row.TREE, 4, 4),
              pass(Row.JOB, 20, 30),
              pass(Row.NAIVE, 50, 60),
              pass(Row.JOB, 10, 20),
              pass(Row.JOB, 12.5, 25)),
          null);

  @Test
  void mediansOfRowsAreToldInTheirOrderAndInTheUnitOfTheTree() {
    assertThat(result.table()).hasSize(4);
    assertThat(result.table().get(1)).startsWith("tree", "250,000");
    assertThat(result.table().get(2))
        .startsWith("job", "80,000", "50,000 to 100,000", "25.00", "6.25", "", "300");
  }

  @Test
  void theJsonHasEveryRun() throws IOException {
    JsonNode json = JSON.readTree(result.toJson());
    JsonNode job = json.path("rows").path("job");
    assertThat(job.path("eventsPerSecond").asDouble()).isEqualTo(80_000);
    assertThat(job.path("cpuInT").asDouble()).isEqualTo(6.25);
    assertThat(job.path("usersPerRequest").asDouble()).isEqualTo(300);
    assertThat(job.path("runs")).hasSize(3);
    assertThat(json.path("rows").path("tree").has("usersPerRequest")).isFalse();
    assertThat(json.path("ratios").path("job / naive").asDouble()).isEqualTo(4);
  }

  @Test
  void whatOnlySomeRowsTellIsMissingWithoutThem() throws IOException {
    JsonNode json = JSON.readTree(result.toJson());
    assertThat(json.has("latencyMs")).isFalse();
    assertThat(json.has("checkpointMs")).isFalse();
    assertThat(json.has("stagesInT")).isFalse();
    assertThat(json.path("rows").path("job").has("allocatedBytesPerEvent")).isFalse();
  }

  @Test
  void latencyCheckpointsStateAndStagesAreToldOnce() throws IOException {
    Pass job =
        new Pass(
            1_000,
            1_000_000,
            20_000_000,
            5_000_000L,
            Map.of("profile -> delivery", 8_000_000L, "identity-device", 3_000_000L),
            new Pass.Checkpoints(200, 900, 400_000));
    ThreadProfile profile =
        new ThreadProfile(
            Map.of(
                "profile -> delivery",
                List.of(
                    stack("org.apache.flink.Task", "io.segmentinsider.profile.ProfileFunction"),
                    stack(
                        "io.segmentinsider.profile.ProfileFunction",
                        "io.segmentinsider.delivery.Delivery",
                        "io.segmentinsider.record.Update"),
                    stack("org.apache.flink.Task"),
                    stack("io.segmentinsider.delivery.Delivery", "java.lang.String"))),
            Map.of(
                "profile -> delivery",
                8_000_000L,
                "identity-device",
                3_000_000L,
                "identity-user",
                1_000_000L,
                ThreadTimes.COMPILATION,
                500_000L),
            1_000);
    JsonNode json =
        JSON.readTree(
            new BenchResult(
                    1_000,
                    50,
                    List.of(
                        new BenchResult.Measured(
                            Row.TREE, new Pass(1_000, 1, 2_000_000), 0, 0, null),
                        new BenchResult.Measured(Row.JOB, job, 300, 0, null),
                        new BenchResult.Measured(
                            Row.JOB_LATENCY, job, 30, 0, new Percentiles(55L, 140L))),
                    profile)
                .toJson());
    assertThat(json.path("rows").path("job").path("allocatedBytesPerEvent").asDouble())
        .isEqualTo(5_000);
    assertThat(json.path("latencyMs").path("p50").asDouble()).isEqualTo(55);
    assertThat(json.path("latencyMs").path("p99").asDouble()).isEqualTo(140);
    assertThat(json.path("usersPerRequest").asDouble()).isEqualTo(300);
    assertThat(json.path("checkpointMs").path("p50").asDouble()).isEqualTo(200);
    assertThat(json.path("checkpointMs").path("max").asDouble()).isEqualTo(900);
    assertThat(json.path("stateBytesPerUser").asDouble()).isEqualTo(8_000);
    JsonNode stages = json.path("stagesInT");
    assertThat(stages.path("profile").asDouble()).isEqualTo(2);
    assertThat(stages.path("delivery").asDouble()).isEqualTo(2);
    assertThat(stages.path("identityPerRung").asDouble()).isEqualTo(1);
    assertThat(stages.path("jit").asDouble()).isEqualTo(0.25);
  }

  private static ThreadProfile.Stack stack(String... classes) {
    return new ThreadProfile.Stack(
        Arrays.stream(classes).map(name -> new ThreadProfile.Frame(name, "run")).toList());
  }

  @Test
  void theFlameGraphIsAsWideAsTheProcessorTime() {
    ThreadProfile profile =
        new ThreadProfile(
            Map.of("profile", List.of(stack("a.Outer", "a.b.Inner<T>"), stack("a.Outer"))),
            Map.of("profile", 600L, ThreadTimes.GARBAGE, 400L),
            1);
    assertThat(profile.flameGraph("one & two"))
        .contains("one &amp; two")
        .contains("<title>profile: 60.0 %</title>")
        .contains("<title>garbage collection: 40.0 %</title>")
        .contains("a.Outer: Outer.run: 60.0 %")
        .contains("Inner&lt;T&gt;.run: 30.0 %");
  }

  @Test
  void threadsThatDoTheSameAreOneGroup() {
    assertThat(ThreadTimes.group("identity-device (2/2)#0")).isEqualTo("identity-device");
    assertThat(ThreadTimes.group("insider-http-3-1"))
        .isEqualTo(ThreadTimes.group("insider-http-4-2"));
    assertThat(BenchStage.ofThread(ThreadTimes.group("Source: segment-source -> mapping (1/2)#0")))
        .isEqualTo(BenchStage.SEGMENT);
    assertThat(BenchStage.ofThread("anything")).isEqualTo(BenchStage.OTHER);
  }

  @Test
  void theThreadsOfThisProcessTakeTimeAndMemory() {
    ThreadTimes times = new ThreadTimes();
    times.start();
    byte[] taken = new byte[1_000_000];
    times.look();
    assertThat(times.allocatedBytes()).isGreaterThanOrEqualTo(taken.length);
    assertThat(times.nanos()).containsKey(ThreadTimes.group(Thread.currentThread().getName()));
  }

  @Test
  void aHalvedPaceEndsAndTellsOfItsHalf() {
    List<Integer> half = new ArrayList<>();
    int[] given = {0};
    HalvedPace pace = new HalvedPace(1_000_000, 10, () -> half.add(given[0]));
    while (pace.next()) {
      given[0]++;
    }
    assertThat(given[0]).isEqualTo(10);
    assertThat(half).containsExactly(5);
  }

  @Test
  void aBusyMachineIsSaid() {
    assertThat(result.remarks()).noneMatch(line -> line.contains("Others"));
    BenchResult.Measured disturbed =
        new BenchResult.Measured(Row.JOB, new Pass(10, 1_000, 1_000), 1, 0.8, null);
    assertThat(new BenchResult(10, 5, List.of(disturbed), null).remarks())
        .anyMatch(line -> line.contains("0.80 processors"));
  }

  @Test
  void aPassSurvivesItsLine() {
    Pass pass = new Pass(3, 4, 5, 6L, Map.of("profile", 7L), new Pass.Checkpoints(8, 9, 10));
    assertThat(Pass.read(pass.toLine())).isEqualTo(pass);
    assertThat(Pass.read("PASS {\"events\":3,\"nanos\":4,\"cpuNanos\":5}"))
        .isEqualTo(new Pass(3, 4, 5));
    assertThatThrownBy(() -> Pass.read("PASS nothing"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rowsAreNamedInSmallLetters() {
    assertThat(Row.of("job_rocksdb")).isEqualTo(Row.JOB_ROCKSDB);
    assertThatThrownBy(() -> Row.of("jobs"))
        .hasMessageContaining("jobs is none of tree, discard, ladder");
  }

  @Test
  void processorsOfOthersAreWhatTheBenchmarkDidNotTake() {
    Machine before = new Machine(0, 0);
    Machine after = new Machine(2_000_000_000L, 3_000_000_000L);
    assertThat(before.coresOfOthers(after, 2_000_000_000L)).isEqualTo(0.5);
    assertThat(before.coresOfOthers(after, 4_000_000_000L)).isZero();
    assertThat(new Machine(0, -1).coresOfOthers(after, 0)).isZero();
  }
}
