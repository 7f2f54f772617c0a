package io.segmentinsider.delivery.http;

/**
 * Keeps Netty out of the JDK's flight recorder. Netty 4.2 registers a listener there and never
 * takes it back, so the JDK would hold all classes of a job that has ended: on a session cluster
 * about 22 MB of a TaskManager's metaspace for each.
 */
public final class NettyEvents {

  private static final String ENABLED = "io.netty.jfr.enabled";

  private NettyEvents() {}

  /**
   * Must come before the first use of Netty, which reads the property once per class loader. What
   * the process was started with wins.
   */
  public static void keepOutOfFlightRecorder() {
    if (System.getProperty(ENABLED) == null) {
      System.setProperty(ENABLED, "false");
    }
  }
}
