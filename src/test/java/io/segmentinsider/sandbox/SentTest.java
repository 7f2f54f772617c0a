package io.segmentinsider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.sandbox.Fault.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording shows. */
class SentTest {

  @TempDir Path folder;

  @Test
  void everyUserObjectIsRecordedWhateverBecameOfIt() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withRecording(true))) {
      TestClient client = new TestClient(sandbox.uri());
      String good = "{\"identifiers\":{\"uuid\":\"u\"},\n \"attributes\":{\"name\":\"Zoë\\n\"}}";
      String trace = "00000000000000a1.0=m%22:track:1:0,m2:page:2:0";
      client.upsertUsers(trace + ";", good, "{\"attributes\":7}");
      sandbox.faults().order(FaultsTest.once(new Fault.ServerError(503, Moment.BEFORE_PROCESSING)));
      client.upsertUsers(trace, good);
      client.upsert("{\"users\":");
      sandbox.faults().order(FaultsTest.once(new Fault.ConnectionReset(Moment.AFTER_PROCESSING)));
      assertThatThrownBy(() -> client.upsertUsers(null, good)).isNotNull();
      client.call("POST", "/api/user/v1/delete", "{\"identifiers\":{\"uuid\":\"u\"}}");

      Path file = folder.resolve("sent.ndjson");
      sandbox.writeSent(file);

      String user =
          "\"user\":{\"identifiers\":{\"uuid\":\"u\"},  \"attributes\":{\"name\":\"Zoë\\n\"}}}";
      assertThat(Files.readAllLines(file))
          .containsExactly(
              "{\"request\":1,\"index\":0,\"status\":200,\"messageIds\":[\"m\\\"\",\"m2\"]," + user,
              "{\"request\":1,\"index\":1,\"status\":200,\"messageIds\":[],"
                  + "\"user\":{\"attributes\":7}}",
              "{\"request\":2,\"index\":0,\"status\":503,\"messageIds\":[\"m\\\"\",\"m2\"]," + user,
              "{\"request\":4,\"index\":0,\"status\":0,\"messageIds\":[]," + user);
      Path download = folder.resolve("download.ndjson");
      new SandboxClient(sandbox.uri()).writeSent(download);
      assertThat(download).hasSameTextualContentAs(file);

      client.call("POST", "/sandbox/reset", "");
      sandbox.writeSent(file);
      assertThat(file).isEmptyFile();
    }
  }

  @Test
  void withoutRecordingThereIsNothingToWrite() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults())) {
      assertThatThrownBy(() -> sandbox.writeSent(folder.resolve("sent.ndjson")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("recording");
      assertThatThrownBy(
              () -> new SandboxClient(sandbox.uri()).writeSent(folder.resolve("sent.ndjson")))
          .hasMessageContaining("409");
    }
  }
}
