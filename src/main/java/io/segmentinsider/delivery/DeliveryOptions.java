package io.segmentinsider.delivery;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.OptionReader;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.mapping.HistoryOptions;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** How updates reach Insider: {@code delivery.*}. */
public final class DeliveryOptions {

  public static final ConfigOption<String> ENDPOINT =
      ConfigOptions.key("delivery.endpoint")
          .stringType()
          .defaultValue("https://unification.useinsider.com")
          .withDescription("Where Insider's API stands; plain http only for a local sandbox.");

  public static final ConfigOption<String> PARTNER_NAME =
      ConfigOptions.key("delivery.partner-name")
          .stringType()
          .noDefaultValue()
          .withDescription("Account name at Insider, sent as X-PARTNER-NAME in lower case.");

  public static final ConfigOption<String> TOKEN_FILE =
      ConfigOptions.key("delivery.token-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the API key of type Unified Customer Database; without it the environment"
                  + " variable INSIDER_REQUEST_TOKEN of the TaskManagers is read.");

  public static final ConfigOption<String> PARTNER_NAME_FILE =
      ConfigOptions.key("delivery.partner-name-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the account's name, which is read again with the API key when Insider"
                  + " refuses access, and wins over delivery.partner-name.");

  public static final ConfigOption<Integer> MAX_IN_FLIGHT =
      ConfigOptions.key("delivery.max-in-flight")
          .intType()
          .defaultValue(8)
          .withDescription(
              "Requests in flight per subtask at most. Those that failed before take half of them"
                  + " at most. A user is in one of them at a time.");

  public static final ConfigOption<Integer> MAX_USERS =
      ConfigOptions.key("delivery.max-users")
          .intType()
          .defaultValue(1000)
          .withDescription("Users in one request; Insider takes 1,000.");

  public static final ConfigOption<MemorySize> MAX_BODY =
      ConfigOptions.key("delivery.max-body")
          .memoryType()
          .defaultValue(new MemorySize(4_900_000))
          .withDescription("Bytes of one request body; Insider takes 5,000,000.");

  public static final ConfigOption<MemorySize> MAX_WAITING =
      ConfigOptions.key("delivery.max-waiting")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(32))
          .withDescription(
              "Bytes of unsettled updates per subtask before the job reads more slowly.");

  public static final ConfigOption<Duration> LINGER =
      ConfigOptions.key("delivery.linger")
          .durationType()
          .defaultValue(Duration.ofMillis(20))
          .withDescription(
              "How long a request waits to fill up; 0 sends at once. While another is under way it"
                  + " waits for its answer, up to five times as long.");

  public static final ConfigOption<Duration> REQUEST_TIMEOUT =
      ConfigOptions.key("delivery.request-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription("How long one request may take; then it is made again.");

  public static final ConfigOption<Duration> LATE_EFFECTS =
      ConfigOptions.key("delivery.late-effects")
          .durationType()
          .defaultValue(Duration.ofSeconds(15))
          .withDescription(
              "How long after a time-out, a connection that is cut, or an answer 408, 502, 504 or 524"
                  + " Insider may still be at work on the request. Newer updates of its users wait so"
                  + " long, so that an older value can't land after a newer one; 0 does not wait.");

  public static final ConfigOption<Integer> REQUESTS_PER_MINUTE =
      ConfigOptions.key("delivery.requests-per-minute")
          .intType()
          .defaultValue(25_000)
          .withDescription("Pace of the whole job; Insider takes 25,000 a minute for one account.");

  public static final ConfigOption<Integer> SINGLE_CALL_SHARE =
      ConfigOptions.key("delivery.single-call-share")
          .intType()
          .defaultValue(10)
          .withDescription(
              "Percent of delivery.requests-per-minute for deletions and changes of a user id,"
                  + " which are calls of their own; the rest is for upserts. Neither can use up the"
                  + " other's.");

  public static final ConfigOption<Duration> BACKOFF_INITIAL =
      ConfigOptions.key("delivery.backoff-initial")
          .durationType()
          .defaultValue(Duration.ofMillis(200))
          .withDescription("Wait before the first retry; it doubles with every further one.");

  public static final ConfigOption<Duration> BACKOFF_MAX =
      ConfigOptions.key("delivery.backoff-max")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription("Longest wait between two tries.");

  public static final ConfigOption<Duration> RETRY_AFTER_MAX =
      ConfigOptions.key("delivery.retry-after-max")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription("Ceiling for what a Retry-After header may ask for.");

  public static final ConfigOption<Duration> RETRY_BUDGET =
      ConfigOptions.key("delivery.retry-budget")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "How long one user may keep failing while other requests succeed, before it becomes a"
                  + " dead letter. Nothing ends while everything fails.");

  public static final ConfigOption<DeliveryMode> MODE =
      ConfigOptions.key("delivery.mode")
          .enumType(DeliveryMode.class)
          .defaultValue(DeliveryMode.LIVE)
          .withDescription(
              "live: updates are sent to Insider; shadow: what would be sent is written to"
                  + " delivery.shadow-topic instead, for a run beside another destination.");

  public static final ConfigOption<String> SHADOW_TOPIC =
      ConfigOptions.key("delivery.shadow-topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topic of the calls that delivery.mode: shadow does not make; it holds personal"
                  + " data.");

  public static final ConfigOption<Boolean> TRACE =
      ConfigOptions.key("delivery.trace")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Adds the header by which the sandbox checks order and counts repeats; for tests.");

  /** All of them, in the order of the reference page. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          ENDPOINT,
          PARTNER_NAME,
          PARTNER_NAME_FILE,
          TOKEN_FILE,
          MAX_IN_FLIGHT,
          MAX_USERS,
          MAX_BODY,
          MAX_WAITING,
          LINGER,
          REQUEST_TIMEOUT,
          LATE_EFFECTS,
          REQUESTS_PER_MINUTE,
          SINGLE_CALL_SHARE,
          BACKOFF_INITIAL,
          BACKOFF_MAX,
          RETRY_AFTER_MAX,
          RETRY_BUDGET,
          HistoryOptions.SKIP_HOOKS,
          HistoryOptions.PAST_RETENTION,
          MODE,
          SHADOW_TOPIC,
          TRACE);

  private DeliveryOptions() {}

  /**
   * The checked settings.
   *
   * @throws ConfigurationException for the first wrong option
   */
  public static DeliverySettings settings(OptionReader reader) {
    return new DeliverySettings(
        endpoint(reader.text(ENDPOINT)),
        reader.text(PARTNER_NAME).toLowerCase(Locale.ROOT),
        reader.value(PARTNER_NAME_FILE),
        reader.value(TOKEN_FILE),
        reader.between(MAX_IN_FLIGHT, 1, 1000),
        reader.between(MAX_USERS, 1, 1000),
        Math.toIntExact(reader.bytesBetween(MAX_BODY, 1_000, 5_000_000)),
        reader.bytesBetween(MAX_WAITING, 1_000_000, Long.MAX_VALUE),
        reader.atLeastZero(LINGER),
        requestTimeout(reader),
        reader.atLeastZero(LATE_EFFECTS),
        reader.between(REQUESTS_PER_MINUTE, 1, 10_000_000),
        reader.between(SINGLE_CALL_SHARE, 1, 99),
        reader.positive(BACKOFF_INITIAL),
        reader.positive(BACKOFF_MAX),
        reader.positive(RETRY_AFTER_MAX),
        reader.positive(RETRY_BUDGET),
        reader.value(TRACE));
  }

  /** By option, the files that hold a header; null for one that is not set. */
  public static Map<ConfigOption<String>, String> headerFiles(DeliverySettings settings) {
    Map<ConfigOption<String>, String> files = new LinkedHashMap<>();
    files.put(TOKEN_FILE, settings.tokenFile());
    files.put(PARTNER_NAME_FILE, settings.partnerNameFile());
    return files;
  }

  private static Duration requestTimeout(OptionReader reader) {
    Duration timeout = reader.positive(REQUEST_TIMEOUT);
    CancellationTimeout.require(timeout, reader.configuration());
    return timeout;
  }

  private static URI endpoint(String text) {
    try {
      URI uri = URI.create(text);
      boolean local =
          "127.0.0.1".equals(uri.getHost())
              || "localhost".equals(uri.getHost())
              || "sandbox".equals(uri.getHost());
      if (uri.getHost() != null
          && ("https".equals(uri.getScheme()) || (local && "http".equals(uri.getScheme())))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(ENDPOINT, text, "an https address");
    }
    throw new ConfigurationException(
        ENDPOINT,
        text,
        "an https address; http is for a sandbox on this host only, as the token travels with it");
  }

  /** Where updates go. */
  public enum DeliveryMode {
    /** To Insider. */
    LIVE,
    /** To a topic. */
    SHADOW;

    @Override
    public String toString() {
      return OptionReader.textOf(this);
    }
  }
}
