package io.segmentinsider.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStateTest {

  @TempDir private Path directory;

  @Test
  void isReadAsItWasWritten() throws IOException, ClusterException {
    Path file = directory.resolve("cluster.json");
    ClusterState state =
        new ClusterState(
            "127.0.0.1:1",
            URI.create("http://127.0.0.1:2"),
            URI.create("http://127.0.0.1:3"),
            4,
            List.of(
                ClusterProcess.of("broker", ProcessHandle.current(), "broker.log"),
                new ClusterProcess("taskmanager-7", 17, 18, "taskmanager-7.log")));

    state.write(file);

    assertThat(ClusterState.read(file)).isEqualTo(state);
  }

  @Test
  void aProcessThatGotTheIdOfAnotherIsNotTakenForIt() {
    ProcessHandle current = ProcessHandle.current();
    ClusterProcess process = ClusterProcess.of("broker", current, "broker.log");
    ClusterProcess predecessor =
        new ClusterProcess("broker", current.pid(), process.startedAt() - 1, "broker.log");

    assertThat(process.isAlive()).isTrue();
    assertThat(predecessor.isAlive()).isFalse();
  }

  @Test
  void saysWhatToDoWithoutACluster() {
    assertThatThrownBy(() -> ClusterState.read(directory.resolve("cluster.json")))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("run job/cluster start");
  }

  @Test
  void saysWhatToDoWithAFileOfSomethingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("cluster.json"), "{}{");

    assertThatThrownBy(() -> ClusterState.read(file))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("by hand");
  }
}
