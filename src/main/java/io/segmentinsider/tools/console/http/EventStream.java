package io.segmentinsider.tools.console.http;

import io.segmentinsider.tools.ToolJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Server-sent events of one call. */
public final class EventStream {

  private final OutputStream out;

  EventStream(OutputStream out) {
    this.out = out;
  }

  /**
   * Sends an event.
   *
   * @param name which kind
   * @param data a value that Jackson writes; JSON has no line end in it
   * @throws IOException if nobody reads any more
   */
  public void send(String name, Object data) throws IOException {
    String event =
        "event: " + name + "\ndata: " + ToolJson.MAPPER.writeValueAsString(data) + "\n\n";
    out.write(event.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
