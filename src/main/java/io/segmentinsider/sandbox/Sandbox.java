package io.segmentinsider.sandbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * A local Insider that listens on a port of this machine; docs/sandbox.md says what it does. One
 * thread of its own does all the work.
 */
public final class Sandbox implements AutoCloseable {

  private final Insider insider;
  private final Listener listener;
  private final URI uri;

  private Sandbox(Insider insider, Listener listener, URI uri) {
    this.insider = insider;
    this.listener = listener;
    this.uri = uri;
  }

  /**
   * Starts a sandbox; it takes calls when this returns.
   *
   * @throws IOException if it cannot listen at the address, usually because another process does
   */
  public static Sandbox start(SandboxSettings settings) throws IOException {
    return start(settings, System::nanoTime);
  }

  /** The same with a clock for rate limits and the durations of faults. */
  static Sandbox start(SandboxSettings settings, LongSupplier nanoClock) throws IOException {
    Insider insider = new Insider(settings, nanoClock);
    try {
      Listener listener = new Listener(settings.host(), settings.port(), new Router(insider));
      insider.faults().attach(listener);
      return new Sandbox(
          insider, listener, URI.create("http://" + settings.host() + ":" + listener.portNumber()));
    } catch (IOException e) {
      insider.close();
      throw e;
    }
  }

  /** Where it listens: scheme, host and port. */
  public URI uri() {
    return uri;
  }

  /** What it has seen so far. */
  public SandboxStatistics statistics() {
    return insider.statistics();
  }

  /** What goes wrong on purpose. */
  public Faults faults() {
    return insider.faults();
  }

  /**
   * Writes all profiles as NDJSON, sorted, so that equal contents are equal bytes.
   *
   * @throws IOException if the file cannot be written
   */
  public void writeProfiles(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      insider.writeProfiles(out);
    }
  }

  /**
   * Writes all user objects that came in as NDJSON, in the order in which their requests ended.
   *
   * @throws IOException if the file cannot be written
   * @throws IllegalStateException if the settings do not ask for a recording
   */
  public void writeSent(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      insider.writeSent(out);
    }
  }

  /** Whether user objects are recorded, so that {@link #writeSent} can write them. */
  public boolean isRecording() {
    return insider.isRecording();
  }

  /** Closes all connections and ends its thread. */
  @Override
  public void close() {
    listener.close();
    try {
      insider.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the recording could not be closed", e);
    }
  }
}
