package io.segmentinsider;

import io.segmentinsider.sandbox.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Sees when a sandbox takes user objects, by asking it many times a second, and so how long
 * delivery stood still.
 */
public final class DeliveryWatch implements AutoCloseable {

  private static final long LOOK_EVERY_MS = 50;

  private final SandboxClient sandbox;
  private final Thread thread = new Thread(this::look, "delivery-watch");
  private long accepted;
  private long begun = System.nanoTime();
  private long lastDelivery = begun;
  private Gap longest = new Gap(Duration.ZERO, Duration.ZERO);

  private DeliveryWatch(URI sandbox) {
    this.sandbox = new SandboxClient(sandbox);
  }

  /** A watch that has begun. */
  public static DeliveryWatch of(URI sandbox) {
    DeliveryWatch watch = new DeliveryWatch(sandbox);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /**
   * The longest time without a delivery.
   *
   * @param length from one delivery to the next
   * @param end from the beginning of the watch to the delivery that ended it
   */
  public record Gap(Duration length, Duration end) {

    /** Writes it down where figures of a build are, and prints it. */
    @SuppressWarnings("SystemOut")
    public void tell(String what) throws IOException {
      String text =
          String.format(
              Locale.ROOT,
              "%s: delivery stood still for %.1f s at most, and went on %.1f s after it",
              what,
              length.toMillis() / 1000.0,
              end.toMillis() / 1000.0);
      Path figures = Files.createDirectories(Path.of("target/figures"));
      Files.writeString(figures.resolve(what.replace(' ', '-') + ".txt"), text + "\n");
      System.out.println(text);
    }
  }

  /** Forgets what was, and watches from now on. */
  public synchronized void begin() {
    begun = System.nanoTime();
    lastDelivery = begun;
    longest = new Gap(Duration.ZERO, Duration.ZERO);
  }

  /** What was seen since the beginning. */
  public synchronized Gap longest() {
    return longest;
  }

  private void look() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        see(sandbox.statistics().usersAccepted());
        Thread.sleep(LOOK_EVERY_MS);
      }
    } catch (IOException | InterruptedException e) {
      // The sandbox or the test has ended.
    }
  }

  private synchronized void see(long now) {
    if (now > accepted) {
      accepted = now;
      long at = System.nanoTime();
      Duration gap = Duration.ofNanos(at - lastDelivery);
      if (gap.compareTo(longest.length()) > 0) {
        longest = new Gap(gap, Duration.ofNanos(at - begun));
      }
      lastDelivery = at;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
