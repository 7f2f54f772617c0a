package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code job/local}, with a Maven and a Java that only say how they were called. */
class LocalScriptTest {

  private static final Instant SOURCES = Instant.parse("2026-05-01T00:00:00Z");

  @TempDir private Path root;

  @BeforeEach
  void aSourceTree() throws IOException {
    for (String folder : List.of("job", "bin", "jdk/bin", "src/main", "conf/mappings", "target")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.copy(Path.of("job/local"), root.resolve("job/local"));
    for (String source : List.of("pom.xml", "src/main/A.java", "conf/mappings/default.json")) {
      Files.setLastModifiedTime(
          Files.writeString(root.resolve(source), ""), FileTime.from(SOURCES));
    }
    script("jdk/bin/java", "echo \"java $*\"; cat");
  }

  @Test
  void theFirstCommandSaysWhatItDoesAndHowFarItIs() throws Exception {
    script(
        "bin/mvn",
        """
        for i in $(seq 250); do echo "[INFO] Downloaded from central: https://a/b$i.jar (1 kB)"; done
        echo '[INFO] --- maven-resources-plugin:3.3.1:resources (default-resources) @ x ---'
        echo '[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ x ---'
        echo '[INFO] --- maven-shade-plugin:3.6.1:shade (local-jar) @ x ---'
        touch "$(dirname "$2")/target/segment-insider-stream-1-local.jar"
        """);

    Run run = run("input", "preview", "--pretty", "a b");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err().lines())
        .startsWith(
            "Building the jars, as they are missing or older than the sources: about a",
            "minute. The first time Maven fetches libraries, which takes minutes more.",
            "  100 files fetched",
            "  200 files fetched",
            "  compiling",
            "  packing the tools")
        .last()
        .asString()
        .matches("  built in \\d+ s");
    assertThat(run.out())
        .startsWith("java ")
        .contains("segment-insider-stream-1-local.jar preview --pretty a b\n")
        .endsWith("input");
  }

  @Test
  void aJarThatIsYoungerThanItsSourcesIsNotBuilt() throws Exception {
    jar(SOURCES.plusSeconds(1));
    script("bin/mvn", "exit 7");

    Run run = run("", "demo");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aJarThatIsOlderIsNotRunIfItCannotBeBuilt() throws Exception {
    jar(SOURCES.minusSeconds(1));
    script("bin/mvn", "echo '[ERROR] A.java:1: no'; exit 7");

    Run run = run("", "demo");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.err()).contains("[ERROR] A.java:1: no").doesNotContain("built in");
    assertThat(run.out()).isEmpty();
  }

  private void jar(Instant time) throws IOException {
    Files.setLastModifiedTime(
        Files.writeString(root.resolve("target/segment-insider-stream-1-local.jar"), ""),
        FileTime.from(time));
  }

  private void script(String name, String text) throws IOException {
    Path script = Files.writeString(root.resolve(name), "#!/usr/bin/env bash\n" + text + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Run(int exitCode, String out, String err) {}

  private Run run(String input, String... words) throws Exception {
    ProcessBuilder command = new ProcessBuilder("bash", root.resolve("job/local").toString());
    command.command().addAll(List.of(words));
    command.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    command.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    command.environment().remove("JAVA_OPTS");
    Path out = root.resolve("out");
    Path err = root.resolve("err");
    Process process = command.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    int exitCode = process.waitFor();
    return new Run(exitCode, Files.readString(out), Files.readString(err));
  }
}
