package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.config.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentInsiderJobTest {

  /** The broker's port is closed: what is refused is refused before anybody is asked. */
  private static void submit(String... options) throws Exception {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("--config", "conf/job.yaml", "-D", "kafka.bootstrap.servers=127.0.0.1:9"));
    args.addAll(List.of(options));
    SegmentInsiderJob.main(args.toArray(String[]::new));
  }

  @Test
  void aSubmitRefusesAFileThatTheJobCouldNotUse(@TempDir Path folder) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "one\ntwo\n");

    assertThatThrownBy(() -> submit("-D", "delivery.token-file=" + token))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'delivery.token-file'")
        .hasMessageContaining("a line break");
  }

  @Test
  void aSubmitRefusesASaltThatCanBeGuessed(@TempDir Path folder) throws Exception {
    Path salt = Files.writeString(folder.resolve("salt"), "short");

    assertThatThrownBy(
            () -> submit("-D", "identity.audit=true", "-D", "identity.audit-salt-file=" + salt))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'identity.audit-salt-file'")
        .hasMessageContaining("16 bytes");
  }
}
