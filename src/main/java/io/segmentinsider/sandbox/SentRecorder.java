package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Writes every user object that comes in to a temporary file, whatever becomes of it. Bodies that
 * cannot be read have none. For one thread.
 */
final class SentRecorder implements AutoCloseable {

  private final UpsertReader reader;
  private final Path file;
  private OutputStream out;

  SentRecorder(JsonFactory json, SeenNames names) {
    this.reader = new UpsertReader(json, names, new Warnings());
    try {
      this.file = Files.createTempFile("sandbox-sent", ".ndjson");
      this.out = open();
    } catch (IOException e) {
      throw new UncheckedIOException("the recording cannot be written to a temporary file", e);
    }
  }

  /**
   * Writes the user objects of a call.
   *
   * @param number of the request, from 1
   * @param status of the answer that was sent; 0 if none was
   */
  void record(HttpCall call, long number, int status) {
    Reused<ReceivedUser> users;
    try {
      users = reader.read(call.body(), call.length());
    } catch (InvalidRequestException e) {
      return;
    }
    String header = call.headers().get(TraceReader.NAME);
    TraceReader trace = header == null ? null : new TraceReader(header);
    try {
      for (int i = 0; i < users.size(); i++) {
        String head =
            "{\"request\":%d,\"index\":%d,\"status\":%d,\"messageIds\":[%s],\"user\":"
                .formatted(number, i, status, String.join(",", messageIds(trace)));
        out.write(head.getBytes(StandardCharsets.UTF_8));
        writeOnOneLine(call.body(), users.get(i));
        out.write('}');
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the recording cannot be written to " + file, e);
    }
  }

  /** Writes what was recorded so far, one line for each user object. */
  void writeTo(OutputStream target) throws IOException {
    out.flush();
    Files.copy(file, target);
  }

  /** Starts again with nothing. */
  void reset() {
    try {
      out.close();
      out = open();
    } catch (IOException e) {
      throw new UncheckedIOException("the recording cannot be written to " + file, e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }

  private OutputStream open() throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  private static List<String> messageIds(@Nullable TraceReader trace) {
    List<String> ids = new ArrayList<>();
    try {
      if (trace != null && trace.nextUser()) {
        while (trace.nextUpdate()) {
          ids.add(
              '"'
                  + new String(JsonStringEncoder.getInstance().quoteAsString(trace.messageId()))
                  + '"');
        }
      }
    } catch (IllegalArgumentException e) {
      ids.clear();
    }
    return ids;
  }

  /** A line break in valid JSON is a blank. */
  private void writeOnOneLine(byte[] body, ReceivedUser user) throws IOException {
    for (int i = user.start(); i < user.end(); i++) {
      out.write(body[i] == '\n' || body[i] == '\r' ? ' ' : body[i]);
    }
  }
}
