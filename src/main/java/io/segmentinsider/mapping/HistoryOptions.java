package io.segmentinsider.mapping;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.OptionReader;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.util.TimeUtils;

/**
 * What becomes of old events: those of {@code delivery.*} that the mapping decides, which knows
 * when an event happened.
 */
public final class HistoryOptions {

  public static final ConfigOption<String> SKIP_HOOKS =
      ConfigOptions.key("delivery.skip-hooks")
          .stringType()
          .defaultValue("never")
          .withDescription(
              "Which updates ask Insider to start no journeys and data streams (skip_hook): never,"
                  + " always, or those of events that were older than this when they reached Kafka,"
                  + " for example 24 h.");

  public static final ConfigOption<PastRetention> PAST_RETENTION =
      ConfigOptions.key("delivery.past-retention")
          .enumType(PastRetention.class)
          .defaultValue(PastRetention.SEND)
          .withDescription(
              "What becomes of an event that was older than Insider keeps events of its name when"
                  + " it reached Kafka: send (Insider takes it and keeps nothing), or dead-letter."
                  + " It is counted either way.");

  private HistoryOptions() {}

  static MapperSettings.History settings(OptionReader reader) {
    return new MapperSettings.History(skipHooksAboveMs(reader), reader.value(PAST_RETENTION));
  }

  private static long skipHooksAboveMs(OptionReader reader) {
    String text = reader.text(SKIP_HOOKS).trim();
    if (text.equals("never")) {
      return Long.MAX_VALUE;
    }
    if (text.equals("always")) {
      return Long.MIN_VALUE;
    }
    try {
      return TimeUtils.parseDuration(text).toMillis();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ConfigurationException(SKIP_HOOKS, text, "never, always, or an age such as 24 h");
    }
  }

  /** What becomes of an event that Insider no longer keeps. */
  public enum PastRetention {
    /** It is sent; Insider takes it and keeps nothing. */
    SEND,
    /** It is a dead letter. */
    DEAD_LETTER;

    @Override
    public String toString() {
      return OptionReader.textOf(this);
    }
  }
}
