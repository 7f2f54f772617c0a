package io.segmentinsider;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationBuilder;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * Everything that this process logs at the most verbose level, whoever logs it, as it is and as
 * {@code conf/logging/json.properties} writes it. Lines are searched and counted, not kept: there
 * are very many.
 */
final class MarkedLog extends AbstractAppender implements AutoCloseable {

  private static final int EXCERPT = 160;
  private static final Path JSON = Path.of("conf/logging/json.properties");

  private final Marks marks;
  private final PatternLayout json;
  private final LoggerContext context;
  private final Configuration before;
  private final SortedMap<String, String> found = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicLong> linesByLogger = new ConcurrentHashMap<>();

  private MarkedLog(Marks marks, PatternLayout json, LoggerContext context) {
    super("marked-log", null, null, true, Property.EMPTY_ARRAY);
    this.marks = marks;
    this.json = json;
    this.context = context;
    this.before = context.getConfiguration();
  }

  /** Listens from now on. */
  static MarkedLog listen(Marks marks) {
    Properties properties = new Properties();
    properties.setProperty("rootLogger.level", "all");
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    MarkedLog log = new MarkedLog(marks, json(), context);
    log.start();
    Configuration verbose =
        new PropertiesConfigurationBuilder()
            .setRootProperties(properties)
            .setConfigurationSource(ConfigurationSource.NULL_SOURCE)
            .setLoggerContext(context)
            .build();
    context.reconfigure(verbose);
    verbose.getRootLogger().addAppender(log, Level.ALL, null);
    context.updateLoggers();
    return log;
  }

  private static PatternLayout json() {
    Properties shipped = new Properties();
    try (Reader reader = Files.newBufferedReader(JSON)) {
      shipped.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PatternLayout.newBuilder()
        .withPattern(shipped.getProperty("appender.console.layout.pattern"))
        .withAlwaysWriteExceptions(false)
        .build();
  }

  @Override
  public void append(LogEvent event) {
    linesByLogger
        .computeIfAbsent(event.getLoggerName(), name -> new AtomicLong())
        .incrementAndGet();
    search(event, event.getMessage().getFormattedMessage());
    search(event, event.getThreadName());
    search(event, json.toSerializable(event));
    if (event.getThrown() != null) {
      StringWriter trace = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(trace));
      search(event, trace.toString());
    }
  }

  private void search(LogEvent event, String text) {
    int at = marks.indexIn(text);
    if (at >= 0) {
      found.putIfAbsent(
          event.getLoggerName() + " " + event.getLevel(),
          text.substring(Math.max(0, at - EXCERPT), Math.min(text.length(), at + EXCERPT)));
    }
  }

  /** By logger and level, one excerpt each of what held a mark. */
  SortedMap<String, String> found() {
    return found;
  }

  /** Lines of all loggers with this prefix. */
  long lines(String prefix) {
    return linesByLogger.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .mapToLong(entry -> entry.getValue().get())
        .sum();
  }

  /** Restores the logging of before. */
  @Override
  public void close() {
    context.reconfigure(before);
    stop();
  }
}
