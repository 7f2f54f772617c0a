package io.segmentinsider.delivery;

import io.segmentinsider.config.ConfigurationException;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the HTTP client from logging what it sends. At DEBUG it prints the headers of every
 * request, which hold the API key, and at TRACE the bytes, which are personal data. A cluster's
 * logging configuration is not this job's, and may be replaced while the job runs.
 */
final class HttpLogs {

  private static final List<Printer> PRINTERS =
      List.of(
          Printer.of("org.asynchttpclient", "org.asynchttpclient.netty.handler.HttpHandler"),
          Printer.of("io.netty.handler.logging", "io.netty.handler.logging.LoggingHandler"));

  private HttpLogs() {}

  /**
   * A family of loggers, and the one of it that prints.
   *
   * @param family common prefix of their names
   * @param logger the one that prints
   */
  private record Printer(String family, Logger logger) {

    private static Printer of(String family, String name) {
      return new Printer(family, LoggerFactory.getLogger(name));
    }
  }

  /**
   * Sets those loggers to INFO if they are more verbose; to be called before each request.
   *
   * @throws ConfigurationException if the logging of this cluster does not allow that
   */
  static void holdBack() {
    for (Printer printer : PRINTERS) {
      if (printer.logger().isDebugEnabled()) {
        silence(printer.family());
        if (printer.logger().isDebugEnabled()) {
          throw refused(printer.family());
        }
      }
    }
  }

  private static void silence(String family) {
    try {
      Configurator.setAllLevels(family, Level.INFO);
    } catch (NoClassDefFoundError e) {
      // A cluster that logs by something else than Log4j 2.
      throw refused(family);
    }
  }

  private static ConfigurationException refused(String family) {
    return new ConfigurationException(
        "level of the logger " + family,
        "debug or trace",
        "info in the logging configuration of the TaskManagers: it would print the API key");
  }
}
