package io.segmentinsider.config;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * The options of the job, read and checked once at start: whoever holds these settings need not
 * check them again.
 *
 * @param jobName name of the job
 * @param maxParallelism upper bound of any later parallelism
 * @param kafka properties of all Kafka clients, without the prefix; may hold secrets
 * @param source what the segment stage reads, and its limits
 * @param mapping which mapping, and its defaults
 * @param identity the rules of the ladder
 * @param profile the rules of the profile stage
 * @param delivery the rules of delivery
 * @param http how the HTTP client reaches Insider
 * @param outcome where receipts and dead letters go
 */
public record JobSettings(
    String jobName,
    int maxParallelism,
    Map<String, String> kafka,
    Source source,
    Mapping mapping,
    Identity identity,
    Profile profile,
    Delivery delivery,
    Http http,
    Outcome outcome)
    implements Serializable {

  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  private static final Set<String> ORDER_EVENTS = Set.of("confirmation_page_view", "purchase");

  /**
   * What the segment stage reads, and its limits.
   *
   * @param topics exact names; empty if a pattern is given
   * @param topicPattern regular expression; null if topics are given
   * @param groupId consumer group
   * @param start where a job without state starts
   * @param startTimestamp for {@code start: timestamp}; null otherwise
   * @param stop where it ends
   * @param partitionDiscovery interval; zero switches it off
   * @param maxEventBytes a larger record is refused
   * @param maxDepth a record nested deeper is refused
   */
  public record Source(
      List<String> topics,
      @Nullable String topicPattern,
      String groupId,
      JobOptions.StartPosition start,
      @Nullable Instant startTimestamp,
      JobOptions.StopPosition stop,
      Duration partitionDiscovery,
      long maxEventBytes,
      int maxDepth)
      implements Serializable {}

  /**
   * Which mapping, and its defaults.
   *
   * @param preset name of the bundled mapping
   * @param file a mapping file instead; null if the preset is meant
   * @param defaultRegion two letters; null if there is none
   * @param defaultCurrency ISO 4217
   * @param orderEvent Insider's event for an order
   * @param drop fields that never leave: {@code attributes.} or {@code event_params.} and a name
   * @param hash fields whose values leave as their SHA-256
   * @param shippingCostAsNumber whether {@code shipping_cost} is a number instead of a text
   * @param consentCategories categories of consent that must not be refused
   * @param forgetEvent the track event that asks to forget a person
   * @param history what is history
   */
  public record Mapping(
      String preset,
      @Nullable String file,
      @Nullable String defaultRegion,
      String defaultCurrency,
      String orderEvent,
      Set<String> drop,
      Set<String> hash,
      boolean shippingCostAsNumber,
      List<String> consentCategories,
      String forgetEvent,
      History history)
      implements Serializable {}

  /**
   * What is history. The age of an event is its Kafka timestamp minus the time at which it
   * happened.
   *
   * @param skipHooksAboveMs updates of events older than so many milliseconds start no journeys;
   *     {@link Long#MIN_VALUE} for all, {@link Long#MAX_VALUE} for none
   * @param pastRetention what becomes of an event that Insider no longer keeps
   */
  public record History(long skipHooksAboveMs, JobOptions.PastRetention pastRetention)
      implements Serializable {

    /** All updates start journeys, and all events are sent. */
    public static final History NONE = new History(Long.MAX_VALUE, JobOptions.PastRetention.SEND);
  }

  /**
   * The rules of the ladder.
   *
   * @param emailIsIdentifier whether an e-mail may be one
   * @param phoneIsIdentifier whether a phone number may be one
   * @param customIdentifiers names with a rung of their own, weakest first
   * @param stitching which user an anonymous event belongs to
   * @param conflicts what happens to an identifier of another user
   * @param repeatWindow how long a message is remembered
   * @param linkTtl how long a link is kept
   * @param blockedValues values that identify nobody, in lower case
   * @param sharedUsers a device with more users than this is shared
   * @param sharedWindow within this time
   * @param maxIdentifiers identifiers that one person is sent with at most
   * @param consentRequired whether nothing is sent of a person before an opt-in
   */
  public record Identity(
      boolean emailIsIdentifier,
      boolean phoneIsIdentifier,
      List<String> customIdentifiers,
      JobOptions.Stitching stitching,
      JobOptions.Conflicts conflicts,
      Duration repeatWindow,
      Duration linkTtl,
      Set<String> blockedValues,
      int sharedUsers,
      Duration sharedWindow,
      int maxIdentifiers,
      boolean consentRequired)
      implements Serializable {}

  /**
   * The rules of the profile stage.
   *
   * @param refresh an unchanged attribute is not sent again before this; zero sends always
   * @param ttl how long a person's record is kept
   * @param resendEpoch what was sent under another one counts as not sent
   */
  public record Profile(Duration refresh, Duration ttl, int resendEpoch) implements Serializable {}

  /**
   * The rules of delivery.
   *
   * @param endpoint scheme and host of Insider's API
   * @param partnerName in lower case
   * @param partnerNameFile path of a file whose content wins over it; null if there is none
   * @param tokenFile path; null if the environment holds the token
   * @param lanes requests in flight per subtask at most
   * @param maxUsers users per request at most
   * @param maxBodyBytes bytes per request body at most
   * @param maxWaitingBytes bytes of unsettled updates per subtask at most
   * @param linger how long a free lane waits for a request to fill up
   * @param requestTimeout how long one request may take
   * @param requestsPerMinute pace of the whole job
   * @param singleCallShare percent of it for what the upsert can't do
   * @param backoffInitial wait before the first retry
   * @param backoffMax longest wait between two tries
   * @param retryAfterMax ceiling for Retry-After
   * @param retryBudget how long one user may keep failing alone
   * @param trace whether requests carry the sandbox's trace header
   */
  public record Delivery(
      URI endpoint,
      String partnerName,
      @Nullable String partnerNameFile,
      @Nullable String tokenFile,
      int lanes,
      int maxUsers,
      int maxBodyBytes,
      long maxWaitingBytes,
      Duration linger,
      Duration requestTimeout,
      int requestsPerMinute,
      int singleCallShare,
      Duration backoffInitial,
      Duration backoffMax,
      Duration retryAfterMax,
      Duration retryBudget,
      boolean trace)
      implements Serializable {}

  /**
   * How the HTTP client reaches Insider.
   *
   * @param proxyHost null if there is no proxy
   * @param proxyPort port of the proxy
   * @param trustedCertificates PEM file; null for the JDK's authorities
   * @param clientCertificate PEM file; null if none is shown
   * @param clientKey PEM file; null if no certificate is shown
   * @param connectTimeout how long a connection may take to open
   * @param idleTimeout how long an idle connection is kept
   */
  public record Http(
      @Nullable String proxyHost,
      int proxyPort,
      @Nullable String trustedCertificates,
      @Nullable String clientCertificate,
      @Nullable String clientKey,
      Duration connectTimeout,
      Duration idleTimeout)
      implements Serializable {}

  /**
   * Where receipts and dead letters go.
   *
   * @param receiptsTopic topic of the receipts
   * @param deadLettersTopic topic of the dead letters
   * @param guarantee with or without transactions
   * @param transactionTimeout how long a transaction may stay open
   * @param transactionalIdPrefix prefix of the transactional ids
   * @param controlTopic topic by which links of a forgotten person are erased; null if they stay
   *     until their time to live ends
   * @param audit where changes of links go; null if they are not told
   * @param shadowTopic topic of what would be sent to Insider; null if it is sent
   */
  public record Outcome(
      String receiptsTopic,
      String deadLettersTopic,
      JobOptions.Guarantee guarantee,
      Duration transactionTimeout,
      String transactionalIdPrefix,
      @Nullable String controlTopic,
      @Nullable Audit audit,
      @Nullable String shadowTopic)
      implements Serializable {}

  /**
   * Where changes of links go.
   *
   * @param topic its name
   * @param saltFile path of the file with the salt of the hashes
   */
  public record Audit(String topic, String saltFile) implements Serializable {}

  /** Leaves out the Kafka properties, which may hold secrets. */
  @Override
  public String toString() {
    return "JobSettings[" + jobName + "]";
  }

  /** The bootstrap servers of the Kafka cluster. */
  public String bootstrapServers() {
    return kafka.get(BOOTSTRAP_SERVERS);
  }

  /**
   * Reads and checks all options.
   *
   * @throws ConfigurationException for the first wrong one
   */
  public static JobSettings from(Configuration configuration) {
    Reader reader = new Reader(configuration);
    String jobName = reader.text(JobOptions.JOB_NAME);
    return new JobSettings(
        jobName,
        reader.between(JobOptions.MAX_PARALLELISM, 1, 32_768),
        reader.kafka(),
        reader.source(),
        reader.mapping(),
        reader.identity(),
        new Profile(
            reader.atLeastZero(JobOptions.PROFILE_REFRESH),
            reader.positive(JobOptions.PROFILE_TTL),
            reader.value(JobOptions.PROFILE_RESEND_EPOCH)),
        reader.delivery(),
        reader.http(),
        reader.outcome(jobName));
  }

  /** Reads one option each and names it when it is wrong. */
  private record Reader(Configuration configuration) {

    private Source source() {
      JobOptions.StartPosition start = value(JobOptions.SOURCE_START);
      String timestamp = value(JobOptions.SOURCE_START_TIMESTAMP);
      String pattern = value(JobOptions.SOURCE_TOPIC_PATTERN);
      return new Source(
          pattern == null ? names(JobOptions.SOURCE_TOPICS) : List.of(),
          pattern == null ? null : pattern(pattern),
          text(JobOptions.SOURCE_GROUP_ID),
          start,
          start == JobOptions.StartPosition.TIMESTAMP ? instant(timestamp) : null,
          value(JobOptions.SOURCE_STOP),
          atLeastZero(JobOptions.SOURCE_PARTITION_DISCOVERY),
          value(JobOptions.SOURCE_MAX_EVENT_SIZE).getBytes(),
          between(JobOptions.SOURCE_MAX_DEPTH, 1, 1000));
    }

    private Mapping mapping() {
      String orderEvent = text(JobOptions.MAPPING_ORDER_EVENT);
      if (!ORDER_EVENTS.contains(orderEvent)) {
        throw wrong(JobOptions.MAPPING_ORDER_EVENT, orderEvent, "one of " + ORDER_EVENTS);
      }
      String region = value(JobOptions.MAPPING_DEFAULT_REGION);
      if (region != null && !Set.of(Locale.getISOCountries()).contains(region)) {
        throw wrong(JobOptions.MAPPING_DEFAULT_REGION, region, "an ISO 3166 code such as SG");
      }
      String currency = text(JobOptions.MAPPING_DEFAULT_CURRENCY);
      if (!currency.matches("[A-Z]{3}")) {
        throw wrong(JobOptions.MAPPING_DEFAULT_CURRENCY, currency, "an ISO 4217 code such as USD");
      }
      return new Mapping(
          text(JobOptions.MAPPING_PRESET),
          unlessBlank(JobOptions.MAPPING_FILE),
          region,
          currency,
          orderEvent,
          fields(JobOptions.MAPPING_DROP),
          fields(JobOptions.MAPPING_HASH),
          value(JobOptions.MAPPING_SHIPPING_COST_AS_NUMBER),
          List.copyOf(value(JobOptions.CONSENT_CATEGORIES)),
          text(JobOptions.FORGET_EVENT),
          new History(skipHooksAboveMs(), value(JobOptions.DELIVERY_PAST_RETENTION)));
    }

    private long skipHooksAboveMs() {
      String text = text(JobOptions.DELIVERY_SKIP_HOOKS).trim();
      if (text.equals("never")) {
        return Long.MAX_VALUE;
      }
      if (text.equals("always")) {
        return Long.MIN_VALUE;
      }
      try {
        return TimeUtils.parseDuration(text).toMillis();
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw wrong(JobOptions.DELIVERY_SKIP_HOOKS, text, "never, always, or an age such as 24 h");
      }
    }

    private Set<String> fields(ConfigOption<List<String>> option) {
      List<String> fields = names(option);
      for (String field : fields) {
        if (!field.matches("(attributes|event_params)\\..+")) {
          throw wrong(option, field, "attributes.<name> or event_params.<name>");
        }
      }
      return Set.copyOf(new LinkedHashSet<>(fields));
    }

    /** Names, of which none holds a comma: one that does was meant to be several. */
    private List<String> names(ConfigOption<List<String>> option) {
      List<String> names = value(option);
      for (String name : names) {
        if (name.indexOf(',') >= 0) {
          throw wrong(option, name, "a YAML list, or names separated by ';'");
        }
      }
      return List.copyOf(names);
    }

    private Identity identity() {
      return new Identity(
          value(JobOptions.IDENTITY_EMAIL),
          value(JobOptions.IDENTITY_PHONE),
          names(JobOptions.IDENTITY_CUSTOM),
          value(JobOptions.IDENTITY_STITCHING),
          value(JobOptions.IDENTITY_CONFLICTS),
          positive(JobOptions.IDENTITY_REPEAT_WINDOW),
          positive(JobOptions.IDENTITY_LINK_TTL),
          Set.copyOf(
              value(JobOptions.IDENTITY_BLOCKED_VALUES).stream()
                  .map(blocked -> blocked.toLowerCase(Locale.ROOT))
                  .distinct()
                  .toList()),
          between(JobOptions.IDENTITY_SHARED_USERS, 1, 7),
          positive(JobOptions.IDENTITY_SHARED_WINDOW),
          between(JobOptions.IDENTITY_MAX_IDENTIFIERS, 3, 1000),
          value(JobOptions.CONSENT_REQUIRED) == JobOptions.Consent.GDPR);
    }

    private Delivery delivery() {
      return new Delivery(
          endpoint(),
          text(JobOptions.DELIVERY_PARTNER_NAME).toLowerCase(Locale.ROOT),
          value(JobOptions.DELIVERY_PARTNER_NAME_FILE),
          value(JobOptions.DELIVERY_TOKEN_FILE),
          between(JobOptions.DELIVERY_LANES, 1, 1000),
          between(JobOptions.DELIVERY_MAX_USERS, 1, 1000),
          Math.toIntExact(bytesBetween(JobOptions.DELIVERY_MAX_BODY, 1_000, 5_000_000)),
          bytesBetween(JobOptions.DELIVERY_MAX_WAITING, 1_000_000, Long.MAX_VALUE),
          atLeastZero(JobOptions.DELIVERY_LINGER),
          positive(JobOptions.DELIVERY_REQUEST_TIMEOUT),
          between(JobOptions.DELIVERY_REQUESTS_PER_MINUTE, 1, 10_000_000),
          between(JobOptions.DELIVERY_SINGLE_CALL_SHARE, 1, 99),
          positive(JobOptions.DELIVERY_BACKOFF_INITIAL),
          positive(JobOptions.DELIVERY_BACKOFF_MAX),
          positive(JobOptions.DELIVERY_RETRY_AFTER_MAX),
          positive(JobOptions.DELIVERY_RETRY_BUDGET),
          value(JobOptions.DELIVERY_TRACE));
    }

    private Http http() {
      return new Http(
          value(JobOptions.HTTP_PROXY_HOST),
          between(JobOptions.HTTP_PROXY_PORT, 1, 65_535),
          value(JobOptions.HTTP_TRUSTED_CERTIFICATES),
          value(JobOptions.HTTP_CLIENT_CERTIFICATE),
          value(JobOptions.HTTP_CLIENT_KEY),
          positive(JobOptions.HTTP_CONNECT_TIMEOUT),
          positive(JobOptions.HTTP_IDLE_TIMEOUT));
    }

    private Outcome outcome(String jobName) {
      String prefix = value(JobOptions.OUTCOME_TRANSACTIONAL_ID_PREFIX);
      return new Outcome(
          text(JobOptions.OUTCOME_RECEIPTS_TOPIC),
          text(JobOptions.OUTCOME_DEAD_LETTERS_TOPIC),
          value(JobOptions.OUTCOME_GUARANTEE),
          positive(JobOptions.OUTCOME_TRANSACTION_TIMEOUT),
          prefix == null ? jobName : prefix,
          value(JobOptions.FORGET_CONTROL_TOPIC),
          value(JobOptions.IDENTITY_AUDIT) ? audit() : null,
          value(JobOptions.DELIVERY_MODE) == JobOptions.DeliveryMode.SHADOW
              ? text(JobOptions.DELIVERY_SHADOW_TOPIC)
              : null);
    }

    private Audit audit() {
      String saltFile = value(JobOptions.IDENTITY_AUDIT_SALT_FILE);
      if (saltFile == null || saltFile.isBlank()) {
        throw wrong(
            JobOptions.IDENTITY_AUDIT_SALT_FILE,
            saltFile,
            "the path of a file with a secret salt, as identity.audit is true");
      }
      return new Audit(text(JobOptions.IDENTITY_AUDIT_TOPIC), saltFile);
    }

    private Map<String, String> kafka() {
      Map<String, String> properties = new HashMap<>();
      configuration
          .toMap()
          .forEach(
              (key, value) -> {
                if (key.startsWith(JobOptions.KAFKA_PREFIX)) {
                  properties.put(key.substring(JobOptions.KAFKA_PREFIX.length()), value);
                }
              });
      if (!properties.containsKey(BOOTSTRAP_SERVERS)) {
        throw new ConfigurationException(
            JobOptions.KAFKA_PREFIX + BOOTSTRAP_SERVERS, "", "host:port of the Kafka cluster");
      }
      return properties;
    }

    private URI endpoint() {
      String text = text(JobOptions.DELIVERY_ENDPOINT);
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
        throw wrong(JobOptions.DELIVERY_ENDPOINT, text, "an https address");
      }
      throw wrong(
          JobOptions.DELIVERY_ENDPOINT,
          text,
          "an https address; http is for a sandbox on this host only, as the token travels with it");
    }

    private String pattern(String pattern) {
      try {
        return Pattern.compile(pattern).pattern();
      } catch (PatternSyntaxException e) {
        throw wrong(JobOptions.SOURCE_TOPIC_PATTERN, pattern, "a regular expression");
      }
    }

    private Instant instant(@Nullable String text) {
      try {
        return Instant.parse(text == null ? "" : text);
      } catch (DateTimeParseException e) {
        throw wrong(
            JobOptions.SOURCE_START_TIMESTAMP,
            text,
            "a time such as 2026-05-01T00:00:00Z, as source.start is timestamp");
      }
    }

    private String text(ConfigOption<String> option) {
      String text = value(option);
      if (text == null || text.isBlank()) {
        throw wrong(option, text, "a value, as it is required");
      }
      return text;
    }

    /** A blank value takes back what a configuration file says. */
    @Nullable
    private String unlessBlank(ConfigOption<String> option) {
      String text = value(option);
      return text == null || text.isBlank() ? null : text;
    }

    private int between(ConfigOption<Integer> option, int least, int most) {
      int number = value(option);
      if (number < least || number > most) {
        throw wrong(option, Integer.toString(number), "a number from " + least + " to " + most);
      }
      return number;
    }

    private long bytesBetween(ConfigOption<MemorySize> option, long least, long most) {
      long bytes = value(option).getBytes();
      if (bytes < least || bytes > most) {
        throw wrong(option, bytes + " bytes", "from " + least + " to " + most + " bytes");
      }
      return bytes;
    }

    private Duration positive(ConfigOption<Duration> option) {
      Duration duration = value(option);
      if (duration.isNegative() || duration.isZero()) {
        throw wrong(option, duration.toString(), "a duration above zero, such as 30 s");
      }
      return duration;
    }

    private Duration atLeastZero(ConfigOption<Duration> option) {
      Duration duration = value(option);
      if (duration.isNegative()) {
        throw wrong(option, duration.toString(), "a duration, or 0");
      }
      return duration;
    }

    private <T> T value(ConfigOption<T> option) {
      try {
        return configuration.get(option);
      } catch (IllegalArgumentException e) {
        throw wrong(option, configuration.toMap().get(option.key()), formOf(option));
      }
    }

    /** What may stand in the place of a value that is not of the type of its option. */
    private static String formOf(ConfigOption<?> option) {
      Object example = option.defaultValue();
      if (example instanceof Enum<?> constant) {
        return "one of " + Arrays.toString(constant.getDeclaringClass().getEnumConstants());
      }
      if (example instanceof Duration) {
        return "a duration such as 500 ms, 30 s or 15 min";
      }
      if (example instanceof MemorySize) {
        return "an amount of bytes such as 500 kb or 32 mb";
      }
      if (example instanceof Boolean) {
        return "true or false";
      }
      return "a value of the form of its default, " + example;
    }

    private static ConfigurationException wrong(
        ConfigOption<?> option, @Nullable String value, String expected) {
      return new ConfigurationException(option.key(), value, expected);
    }
  }
}
