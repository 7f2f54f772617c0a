package io.segmentinsider.segment;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.OptionReader;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** What the job reads: {@code source.*}. */
public final class SourceOptions {

  public static final ConfigOption<List<String>> TOPICS =
      ConfigOptions.key("source.topics")
          .stringType()
          .asList()
          .defaultValues("segment-events")
          .withDescription("Topics that hold Segment events, separated by ';'.");

  public static final ConfigOption<String> TOPIC_PATTERN =
      ConfigOptions.key("source.topic-pattern")
          .stringType()
          .noDefaultValue()
          .withDescription("A regular expression for topics, instead of source.topics.");

  public static final ConfigOption<List<String>> TRUSTED_TOPICS =
      ConfigOptions.key("source.trusted-topics")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Topics, of those that are read, whose senders may delete or suppress a user, and change"
                  + " a user id. Name none that a browser or an app writes to.");

  public static final ConfigOption<String> GROUP_ID =
      ConfigOptions.key("source.group-id")
          .stringType()
          .defaultValue("segment-insider-stream")
          .withDescription("Consumer group whose committed offsets are read and written.");

  public static final ConfigOption<StartPosition> START =
      ConfigOptions.key("source.start")
          .enumType(StartPosition.class)
          .defaultValue(StartPosition.COMMITTED)
          .withDescription(
              "Where a job without restored state starts: committed (earliest where nothing is"
                  + " committed), earliest, or timestamp.");

  public static final ConfigOption<String> START_TIMESTAMP =
      ConfigOptions.key("source.start-timestamp")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "For source.start: timestamp; ISO-8601, for example 2026-05-01T00:00:00Z.");

  public static final ConfigOption<StopPosition> STOP =
      ConfigOptions.key("source.stop")
          .enumType(StopPosition.class)
          .defaultValue(StopPosition.NEVER)
          .withDescription(
              "never, or end-offsets: the job ends at the offsets that the topics had at its"
                  + " start.");

  public static final ConfigOption<Duration> PARTITION_DISCOVERY =
      ConfigOptions.key("source.partition-discovery")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How often new partitions and topics are looked for; 0 switches it off.");

  public static final ConfigOption<MemorySize> MAX_EVENT_SIZE =
      ConfigOptions.key("source.max-event-size")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(4))
          .withDescription("A larger record is refused as too-large.");

  public static final ConfigOption<Integer> MAX_DEPTH =
      ConfigOptions.key("source.max-depth")
          .intType()
          .defaultValue(64)
          .withDescription("A record nested deeper is refused as too-deep.");

  public static final ConfigOption<Duration> MAX_CLOCK_LEAD =
      ConfigOptions.key("source.max-clock-lead")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "An event time that lies further than this after the Kafka timestamp of its record"
                  + " counts as that timestamp: a time in the future would win against every true"
                  + " one until it comes.");

  public static final ConfigOption<String> ENVELOPE =
      ConfigOptions.key("source.envelope")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Where the events stand in a record, if something else is around them: a path such as"
                  + " payload, detail, message.data or batch; $ for a record that is a list or a"
                  + " batch itself. A list, or the batch member of an object, is several events.");

  public static final ConfigOption<Integer> MAX_EVENTS =
      ConfigOptions.key("source.max-events")
          .intType()
          .defaultValue(2_500)
          .withDescription(
              "Events of one record at most, with source.envelope; a record with more is refused as"
                  + " too-large.");

  /** All of them, in the order of the reference page. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          TOPICS,
          TOPIC_PATTERN,
          TRUSTED_TOPICS,
          GROUP_ID,
          START,
          START_TIMESTAMP,
          STOP,
          PARTITION_DISCOVERY,
          MAX_EVENT_SIZE,
          MAX_DEPTH,
          MAX_CLOCK_LEAD,
          ENVELOPE,
          MAX_EVENTS);

  private SourceOptions() {}

  /**
   * The checked settings.
   *
   * @throws ConfigurationException for the first wrong option
   */
  public static SourceSettings settings(OptionReader reader) {
    StartPosition start = reader.value(START);
    String pattern = topicPattern(reader);
    return new SourceSettings(
        pattern == null ? reader.names(TOPICS) : List.of(),
        pattern,
        reader.text(GROUP_ID),
        start,
        start == StartPosition.TIMESTAMP ? instant(reader.value(START_TIMESTAMP)) : null,
        reader.value(STOP),
        reader.atLeastZero(PARTITION_DISCOVERY),
        reader.value(MAX_EVENT_SIZE).getBytes(),
        reader.between(MAX_DEPTH, 1, 1000),
        reader.atLeastZero(MAX_CLOCK_LEAD),
        envelope(reader),
        reader.between(MAX_EVENTS, 1, 100_000),
        IdentifierOptions.blockedValues(reader));
  }

  /**
   * The pattern of topics; null if they are named.
   *
   * @throws ConfigurationException if it is none
   */
  @Nullable
  public static String topicPattern(OptionReader reader) {
    String pattern = reader.value(TOPIC_PATTERN);
    try {
      return pattern == null ? null : Pattern.compile(pattern).pattern();
    } catch (PatternSyntaxException e) {
      throw new ConfigurationException(TOPIC_PATTERN, pattern, "a regular expression");
    }
  }

  /**
   * Topics whose senders are trusted. A name that the job does not read would be trust that
   * somebody believes in and nobody has.
   *
   * @throws ConfigurationException if one is not read
   */
  public static Set<String> trustedTopics(OptionReader reader) {
    List<String> trusted = reader.names(TRUSTED_TOPICS);
    String pattern = topicPattern(reader);
    List<String> topics = reader.names(TOPICS);
    for (String topic : trusted) {
      boolean isRead = pattern == null ? topics.contains(topic) : topic.matches(pattern);
      if (!isRead) {
        throw new ConfigurationException(
            TRUSTED_TOPICS,
            topic,
            pattern == null
                ? "one of source.topics, " + topics
                : "a topic that source.topic-pattern, " + pattern + ", matches");
      }
    }
    return Set.copyOf(trusted);
  }

  @Nullable
  private static String envelope(OptionReader reader) {
    String path = reader.unlessBlank(ENVELOPE);
    if (path != null && !path.matches("(\\$\\.)?[^.]+(\\.[^.]+)*")) {
      throw new ConfigurationException(
          ENVELOPE, path, "$, or names joined by dots, such as message.data");
    }
    return path;
  }

  private static Instant instant(@Nullable String text) {
    try {
      return Instant.parse(text == null ? "" : text);
    } catch (DateTimeParseException e) {
      throw new ConfigurationException(
          START_TIMESTAMP,
          text,
          "a time such as 2026-05-01T00:00:00Z, as source.start is timestamp");
    }
  }

  /** Where a job without restored state starts to read. */
  public enum StartPosition {
    /** At the group's committed offsets, at the earliest where there are none. */
    COMMITTED,
    /** At the earliest offsets. */
    EARLIEST,
    /** At the first record of that Kafka timestamp or later. */
    TIMESTAMP;

    @Override
    public String toString() {
      return OptionReader.textOf(this);
    }
  }

  /** Where the job stops to read. */
  public enum StopPosition {
    /** It runs until it is stopped. */
    NEVER,
    /** It ends by itself at the offsets that the topics had at its start. */
    END_OFFSETS;

    @Override
    public String toString() {
      return OptionReader.textOf(this);
    }
  }
}
