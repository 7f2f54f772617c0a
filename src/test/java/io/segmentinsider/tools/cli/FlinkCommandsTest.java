package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.delivery.http.TestKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the commands that look after a job say, print as JSON, and exit with. */
class FlinkCommandsTest {

  private static final String JOB = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "fedcba9876543210fedcba9876543210";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private StandInJobManager flink;

  @BeforeEach
  void start() throws IOException {
    flink = new StandInJobManager();
  }

  @AfterEach
  void stop() {
    flink.close();
  }

  private int run(String... words) {
    return runAt(flink.address().toString(), words);
  }

  private int runAt(String address, String... words) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--rest", address));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private int upgrade(String... words) throws IOException {
    return upgradeOf(Files.writeString(directory.resolve("running.jar"), "no jar"), words);
  }

  private int upgradeOf(Path jar, String... words) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "upgrade",
                "--jar",
                jar.toString(),
                "-D",
                "kafka.bootstrap.servers=localhost:9092",
                "-D",
                "delivery.partner-name=shop"));
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    assertThat(out.toString().strip()).hasLineCount(1);
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void statusIsZeroForAJobThatRunsAndHasCompletedACheckpoint() {
    flink.with(JOB, "RUNNING");
    assertThat(run("status")).isZero();
    assertThat(out.toString())
        .contains(JOB, "shop, RUNNING", "parallelism 2", "restarts         3")
        .contains("2,048 bytes, took 15 ms, " + StandInJobManager.CHECKPOINT)
        .contains("12 updates delivered, 4 wait for Insider");
  }

  @Test
  void statusIsOneForAJobThatHasCompletedNoCheckpoint() {
    flink.with(JOB, "RUNNING").withoutCheckpoint();
    assertThat(run("status")).isEqualTo(1);
    assertThat(out.toString()).contains("last checkpoint  NONE");
  }

  @Test
  void statusIsOneForAJobThatDoesNotRun() {
    flink
        .with(JOB, "RESTARTING")
        .whoseJobFailed("a.B: outer\\n\\tat x\\nCaused by: c.D: no room\\n");
    assertThat(run("status")).isEqualTo(1);
    assertThat(out.toString()).contains("last failure     c.D: no room");
  }

  @Test
  void statusAsJsonHasTheSame() throws IOException {
    flink.with(JOB, "RUNNING");
    assertThat(run("status", "--json")).isZero();
    assertThat(json().fieldNames())
        .toIterable()
        .containsExactly(
            "job",
            "name",
            "state",
            "since",
            "parallelism",
            "restarts",
            "lastFailure",
            "lastCheckpoint",
            "delivered",
            "unsettledUpdates");
    assertThat(json().at("/lastCheckpoint/path").asText()).isEqualTo(StandInJobManager.CHECKPOINT);
    assertThat(json().path("restarts").asLong()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "savepoint", "stop", "upgrade"})
  void withoutAJobNothingIsDone(String command) throws IOException {
    flink.with(JOB, "FINISHED");
    int exitCode = command.equals("upgrade") ? upgrade("--stop-only") : run(command);
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString().strip()).hasLineCount(1).startsWith("no job runs at http");
    assertThat(flink.changes()).isEmpty();
  }

  /** Whoever gives up there has stopped the job, and starts none. */
  @Test
  void aQuestionForTheEndOfTheJobThatIsNotAnsweredIsAskedAgain() {
    flink.with(JOB, "RUNNING").whoseNextStatusIsLost();
    assertThat(run("stop")).as(err.toString()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "savepoint", "stop", "upgrade"})
  void amongSeveralJobsOneMustBeNamed(String command) throws IOException {
    flink.with(JOB, "RUNNING").with(OTHER, "RUNNING");
    int exitCode = command.equals("upgrade") ? upgrade("--stop-only") : run(command);
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("name one with --job", JOB, OTHER);
    assertThat(flink.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "savepoint", "stop"})
  void aJobThatIsNotThereIsNamed(String command) {
    flink.with(JOB, "RUNNING");
    assertThat(run(command, "--job", OTHER)).isEqualTo(2);
    assertThat(err.toString()).startsWith("there is no job " + OTHER);
    assertThat(flink.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "savepoint", "stop"})
  void nobodyAnswers(String command) {
    flink.close();
    assertThat(run(command)).isEqualTo(2);
    assertThat(err.toString().strip())
        .hasLineCount(1)
        .startsWith("no JobManager answers at")
        .endsWith("check --rest and the network");
  }

  @Test
  void aSavepointLetsTheJobGoOn() {
    flink.with(JOB, "RUNNING");
    assertThat(run("savepoint")).isZero();
    assertThat(out.toString().strip()).isEqualTo(StandInJobManager.SAVEPOINT);
    assertThat(err.toString().strip()).isEqualTo("4,096 bytes, took 30 ms");
    assertThat(flink.changes()).containsExactly("POST /jobs/" + JOB + "/savepoints");
  }

  @Test
  void aStopEndsTheJobWithASavepoint() throws IOException {
    flink.with(JOB, "RUNNING");
    assertThat(run("stop", "--json")).isZero();
    assertThat(json().path("job").asText()).isEqualTo(JOB);
    assertThat(json().path("savepoint").asText()).isEqualTo(StandInJobManager.SAVEPOINT);
    assertThat(json().path("bytes").asLong()).isEqualTo(4096);
    assertThat(json().path("durationMs").asLong()).isEqualTo(30);
    assertThat(flink.changes()).containsExactly("POST /jobs/" + JOB + "/stop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"savepoint", "stop"})
  void aSavepointThatFailsSaysWhy(String command) {
    flink.with(JOB, "RUNNING").whoseSavepointsFail("a.B: x\\nCaused by: c.D: the disk is full\\n");
    assertThat(run(command)).isEqualTo(2);
    assertThat(err.toString().strip()).isEqualTo("the savepoint failed: c.D: the disk is full");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUpgradeThatOnlyStopsPrintsTheSavepoint() throws IOException {
    flink.with(JOB, "RUNNING");
    assertThat(upgrade("--unchecked", "--stop-only")).isZero();
    assertThat(out.toString().strip()).isEqualTo(StandInJobManager.SAVEPOINT);
    assertThat(flink.changes()).containsExactly("POST /jobs/" + JOB + "/stop");
  }

  @Test
  void anUpgradeThatOnlyStopsAsJsonStartedNoJob() throws IOException {
    flink.with(JOB, "RUNNING");
    assertThat(upgrade("--unchecked", "--stop-only", "--json")).isZero();
    assertThat(json().path("job").isNull()).isTrue();
    assertThat(json().path("savepoint").asText()).isEqualTo(StandInJobManager.SAVEPOINT);
    assertThat(json().path("wentBackBecause").isNull()).isTrue();
  }

  @Test
  void inAnOutageTheJobEndsWithoutASavepoint() throws IOException {
    flink.with(JOB, "RUNNING");
    assertThat(upgrade("--unchecked", "--stop-only", "--from-last-checkpoint")).isZero();
    assertThat(out.toString().strip()).isEqualTo(StandInJobManager.CHECKPOINT);
    assertThat(err.toString()).contains("Calls that were made since are made again");
    assertThat(flink.changes()).containsExactly("PATCH /jobs/" + JOB + "?mode=cancel");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aJobWithoutACheckpointThatOutlivesItIsNotEndedForOne(boolean inMemory) throws IOException {
    flink.with(JOB, "RUNNING");
    StandInJobManager none = inMemory ? flink.withCheckpointsInMemory() : flink.withoutCheckpoint();
    assertThat(upgrade("--unchecked", "--stop-only", "--from-last-checkpoint")).isEqualTo(2);
    assertThat(err.toString()).contains("nothing was changed", "execution.checkpointing.dir");
    assertThat(none.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--check", "--stop-only"})
  void aJarThatIsNoneChangesNothing(String how) throws IOException {
    flink.with(JOB, "RUNNING");
    assertThat(upgrade(how)).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("\tat ");
    assertThat(flink.changes()).isEmpty();
  }

  @Test
  void aWrongOptionChangesNothing() throws IOException {
    flink.with(JOB, "RUNNING");
    assertThat(upgrade("--set", "delivery.max-in-flight=0")).isEqualTo(2);
    assertThat(err.toString().strip()).hasLineCount(1).contains("delivery.max-in-flight");
    assertThat(flink.changes()).isEmpty();
  }

  @Test
  void aFileOfAnotherKindChangesNothing() throws IOException {
    flink.with(JOB, "RUNNING");
    Path text = Files.writeString(directory.resolve("new.txt"), "");
    assertThat(upgrade(text.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is no .jar, no .yaml and no .json");
    assertThat(flink.changes()).isEmpty();
  }

  @Test
  void ifNotEvenTheOldJobStartsThatIsSaid() throws IOException {
    flink.with(JOB, "RUNNING");
    assertThat(upgrade("--unchecked")).isEqualTo(2);
    assertThat(err.toString())
        .contains("NO JOB RUNS", StandInJobManager.SAVEPOINT)
        .doesNotContain("\tat ");
  }

  @Test
  void aStopThatIsLateSaysThatTheJobEndsWhenItComes() {
    flink.with(JOB, "RUNNING").whoseSavepointsTake(1_000);
    assertThat(run("stop", "--patience", "1ms")).isEqualTo(2);
    assertThat(err.toString())
        .contains("THE JOB ENDS WHEN IT COMES", "600 s", "job/status --job " + JOB);
  }

  @Test
  void aSavepointThatIsLateEndsNoJob() {
    flink.with(JOB, "RUNNING").whoseSavepointsTake(1_000);
    assertThat(run("savepoint", "--patience", "1ms")).isEqualTo(2);
    assertThat(err.toString()).contains("the job runs on").doesNotContain("ENDS");
  }

  @Test
  void anUpgradeGoesOnFromAStopThatSucceedsLate() throws IOException {
    flink.with(JOB, "RUNNING").whoseSavepointsTake(3).whoseJobsRunWell();
    assertThat(upgradeOf(tinyJar(), "--unchecked", "--savepoint-patience", "1ms")).isZero();
    assertThat(err.toString())
        .contains("the job ends when it comes", "for 600 s at most")
        .contains("stopped with " + StandInJobManager.SAVEPOINT);
    assertThat(flink.changes())
        .containsExactly("POST /jobs/" + JOB + "/stop", "POST /jobs " + submitted(0));
  }

  @Test
  void anUpgradeStartsNothingAfterAStopThatFailsLate() throws IOException {
    flink
        .with(JOB, "RUNNING")
        .whoseSavepointsTake(3)
        .whoseSavepointsFail("a.B: x\\nCaused by: c.D: Checkpoint expired before completing.\\n");
    assertThat(upgradeOf(tinyJar(), "--unchecked", "--savepoint-patience", "1ms")).isEqualTo(2);
    assertThat(err.toString())
        .contains("the savepoint failed: c.D: Checkpoint expired before completing.");
    assertThat(flink.changes()).containsExactly("POST /jobs/" + JOB + "/stop");
  }

  @Test
  void anUpgradeThatNeverLearnsWhatBecameOfTheStopSaysSo() throws IOException {
    flink.with(JOB, "RUNNING").whoseSavepointsTake(1_000).whoseCheckpointsTimeOutAfter(2);
    assertThat(upgradeOf(tinyJar(), "--unchecked", "--savepoint-patience", "1ms")).isEqualTo(2);
    assertThat(err.toString()).contains("WHETHER JOB " + JOB + " RUNS ON IS NOT KNOWN");
    assertThat(flink.changes()).containsExactly("POST /jobs/" + JOB + "/stop");
  }

  @Test
  void inAnOutageAJobThatRunsAndWaitsStays() throws IOException {
    flink.with(JOB, "RUNNING").whoseJobsRunWell().whoseDeliveryIsHeld();
    assertThat(upgradeOf(tinyJar(), "--unchecked", "--from-last-checkpoint", "--patience", "600ms"))
        .isZero();
    assertThat(err.toString()).contains("nothing is delivered", "It runs without a failure");
    assertThat(flink.changes())
        .containsExactly("PATCH /jobs/" + JOB + "?mode=cancel", "POST /jobs " + submitted(0));
  }

  @Test
  void aJobThatWaitsIsGivenUpWhereASavepointWasPossible() throws IOException {
    flink.with(JOB, "RUNNING").whoseJobsRunWell().whoseDeliveryIsHeld();
    assertThat(upgradeOf(tinyJar(), "--unchecked", "--patience", "600ms")).isEqualTo(1);
    assertThat(out.toString()).contains("NOT upgraded");
  }

  @Test
  void aStopWhoseAnswerWasLostIsLookedFor() {
    flink.with(JOB, "RUNNING").whoseAnswerToTheStopIsLost();
    assertThat(run("stop")).isZero();
    assertThat(out.toString().strip()).isEqualTo(StandInJobManager.SAVEPOINT);
  }

  /** A server that shows this certificate, in the place of the one without any. */
  private TestKeys.Pair secured() throws Exception {
    TestKeys.Pair pair = new TestKeys(directory).pair("flink", "RSA");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(pair.store(), pair.password());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    flink.close();
    flink = StandInJobManager.secured(context);
    return pair;
  }

  private Path flinkConf(Path truststore, String password) throws IOException {
    Path conf = Files.createDirectories(directory.resolve("conf"));
    Files.writeString(
        conf.resolve("config.yaml"),
        """
        parallelism:
          default: 2
        security:
          ssl:
            rest:
              enabled: true
              truststore: %s
              truststore-password: %s
        """
            .formatted(truststore, password));
    return conf;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/insider/flink", "/insider/flink/"})
  void anUpgradeGoesThroughHttps(String prefix) throws Exception {
    TestKeys.Pair pair = secured();
    flink.with(JOB, "RUNNING").whoseJobsRunWell().below(prefix.replaceFirst("/$", ""));
    Path conf = flinkConf(pair.file(), new String(pair.password()));
    assertThat(upgradeOf(tinyJar(), "--unchecked", "--flink-conf", conf.toString()))
        .as(err.toString())
        .isZero();
    assertThat(flink.changes())
        .containsExactly("POST /jobs/" + JOB + "/stop", "POST /jobs " + submitted(0));
  }

  @Test
  void theOldJobIsStartedAgainThroughHttps() throws Exception {
    TestKeys.Pair pair = secured();
    flink.with(JOB, "RUNNING");
    Path conf = flinkConf(pair.file(), new String(pair.password()));
    assertThat(upgradeOf(tinyJar(), "--unchecked", "--flink-conf", conf.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("the old job runs again as " + submitted(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "savepoint", "stop", "upgrade"})
  void whoIsNotTrustedIsToldNothing(String command) throws Exception {
    secured();
    flink.with(JOB, "RUNNING");
    int exitCode = command.equals("upgrade") ? upgrade("--unchecked") : run(command);
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString().strip())
        .hasLineCount(1)
        .contains(flink.address().toString(), "--flink-conf");
    assertThat(flink.changes()).isEmpty();
  }

  @Test
  void aTruststoreThatDoesNotOpenChangesNothing() throws Exception {
    TestKeys.Pair pair = secured();
    flink.with(JOB, "RUNNING");
    Path conf = flinkConf(pair.file(), "another");
    assertThat(upgrade("--unchecked", "--flink-conf", conf.toString())).isEqualTo(2);
    assertThat(err.toString().strip()).hasLineCount(1).startsWith("--flink-conf " + conf);
    assertThat(flink.changes()).isEmpty();
  }

  @Test
  void aFlinkConfNeedsAnHttpsAddress() throws Exception {
    flink.with(JOB, "RUNNING");
    assertThat(run("stop", "--flink-conf", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).startsWith("--flink-conf does nothing without an https address");
    assertThat(flink.changes()).isEmpty();
  }

  @Test
  void whereFlinksClientHasNoWayNothingIsStopped() throws IOException {
    flink.with(JOB, "RUNNING").behindAProxyForBrowsers();
    assertThat(upgradeOf(tinyJar(), "--unchecked")).isEqualTo(2);
    assertThat(err.toString())
        .contains("nothing was changed", "Flink's client", "has no way to " + flink.address())
        .doesNotContain("\tat ");
    assertThat(flink.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobmanager:8081",
        "ftp://jobmanager",
        "http://me:secret@jobmanager:8081",
        "http://jobmanager:8081/?a=b",
        "http://jobmanager:8081/#/overview"
      })
  void whatIsNoAddressOfFlinkIsRefused(String address) {
    assertThat(runAt(address, "stop")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("--rest is no address such as http://jobmanager:8081")
        .doesNotContain("secret");
  }

  /** A jar whose job every cluster takes. */
  private Path tinyJar() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TinyJob.class.getName());
    Path jar = directory.resolve("tiny.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  private int upgradeOfTinyJob() throws IOException {
    return upgradeOf(tinyJar(), "--unchecked");
  }

  private String submitted(int index) {
    return flink.changes().stream()
        .filter(change -> change.startsWith("POST /jobs "))
        .toList()
        .get(index)
        .substring("POST /jobs ".length());
  }

  @Test
  void aJobThatTheClusterTookWithoutAnAnswerIsEndedBeforeTheOldOneIsStarted() throws IOException {
    flink.with(JOB, "RUNNING").whoseNextAnswerIsLost();
    assertThat(upgradeOfTinyJob()).isEqualTo(1);
    String late = submitted(0);
    assertThat(flink.changes())
        .containsExactly(
            "POST /jobs/" + JOB + "/stop",
            "POST /jobs " + late,
            "PATCH /jobs/" + late + "?mode=cancel",
            "POST /jobs " + submitted(1));
    assertThat(out.toString()).contains("the old job runs again as " + submitted(1));
  }

  @Test
  void ifTheNewJobCantBeEndedTheOldOneIsStartedAndBothAreNamed() throws IOException {
    flink.with(JOB, "RUNNING").whoseJobsCannotBeCancelled();
    assertThat(upgradeOfTinyJob()).isEqualTo(1);
    assertThat(err.toString())
        .contains("TWO JOBS MAY RUN: " + submitted(0), submitted(1), StandInJobManager.SAVEPOINT)
        .doesNotContain("\tat ");
  }

  @Test
  void ifTheJobManagerIsGoneAfterTheStopTheOldJobIsTriedAndTheSavepointNamed() throws IOException {
    flink.with(JOB, "RUNNING").thatFailsAfterTheStop();
    assertThat(upgradeOfTinyJob()).isEqualTo(2);
    assertThat(submitted(1)).as("the old job").isNotEmpty();
    assertThat(err.toString())
        .contains("THE NEW JOB MAY RUN as " + submitted(0))
        .contains("could not be started from " + StandInJobManager.SAVEPOINT)
        .doesNotContain("\tat ");
  }
}
