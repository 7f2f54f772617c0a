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
  private static final List<ConfigOption<String>> OWN_TOPICS =
      List.of(
          JobOptions.OUTCOME_RECEIPTS_TOPIC,
          JobOptions.OUTCOME_DEAD_LETTERS_TOPIC,
          JobOptions.FORGET_CONTROL_TOPIC,
          JobOptions.IDENTITY_AUDIT_TOPIC,
          JobOptions.DELIVERY_SHADOW_TOPIC);
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** The job tells no more names apart than twice as many. */
  private static final int MAX_NEW_NAMES = 1_000;

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
   * @param maxClockLead how far an event time may lie after its record's Kafka timestamp
   * @param envelope path of the events in a record; null if a record is an event
   * @param maxEvents events of one record at most
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
      int maxDepth,
      Duration maxClockLead,
      @Nullable String envelope,
      int maxEvents)
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
   * @param queryParameters which query parameters leave no address
   * @param newNames how many custom names may be new
   * @param shippingCostAsNumber whether {@code shipping_cost} is a number instead of a text
   * @param nulls what a trait that is null means
   * @param consentCategories categories of consent that must not be refused
   * @param regulationEvents the track events that ask to delete or suppress a user
   * @param trustedTopics topics whose senders may delete or suppress a user, and change a user id
   * @param history what is history
   * @param readings which reading is meant where a value has several
   * @param maxClockLead how far a time may lie after its record's Kafka timestamp
   * @param bounds what one event may become
   */
  public record Mapping(
      String preset,
      @Nullable String file,
      @Nullable String defaultRegion,
      String defaultCurrency,
      String orderEvent,
      Set<String> drop,
      Set<String> hash,
      QueryParameters queryParameters,
      NewNames newNames,
      boolean shippingCostAsNumber,
      JobOptions.Nulls nulls,
      List<String> consentCategories,
      RegulationEvents regulationEvents,
      Set<String> trustedTopics,
      History history,
      Readings readings,
      Duration maxClockLead,
      Bounds bounds)
      implements Serializable {}

  /**
   * The names of track events by which a company asks for what Segment calls regulations.
   *
   * @param delete forgets its user
   * @param suppress lets nothing more of its user through
   * @param unsuppress lets it through again
   */
  public record RegulationEvents(String delete, String suppress, String unsuppress)
      implements Serializable {}

  /**
   * What one mapping may make of one event.
   *
   * @param maxBytes bytes of the user object
   * @param maxLines product lines
   * @param maxNames names of attributes, of parameters, of one line
   * @param maxNameLength characters of a custom name
   */
  public record Bounds(int maxBytes, int maxLines, int maxNames, int maxNameLength)
      implements Serializable {}

  /**
   * Which reading is meant where a value has several.
   *
   * @param currencySigns the ISO 4217 code that is meant by a sign or word
   * @param decimalSeparator of numbers in text such as {@code 1.299}; null leaves them out
   * @param dateOrder of day and month in dates such as {@code 03/04/1990}; null leaves them out
   * @param categorySeparators what stands between the steps of a category path
   */
  public record Readings(
      Map<String, String> currencySigns,
      @Nullable JobOptions.DecimalSeparator decimalSeparator,
      @Nullable JobOptions.DateOrder dateOrder,
      List<String> categorySeparators)
      implements Serializable {

    /** What has several readings is left out. */
    public static final Readings NONE =
        new Readings(Map.of(), null, null, JobOptions.MAPPING_CATEGORY_SEPARATORS.defaultValue());
  }

  /**
   * Query parameters of addresses. A star in front of a name stands for any beginning.
   *
   * @param drop names of those that never leave
   * @param hash names of those whose values leave as their SHA-256; this goes first
   * @param configured whether somebody has asked for it, or it is the default
   */
  public record QueryParameters(List<String> drop, List<String> hash, boolean configured)
      implements Serializable {

    /** All of them leave. */
    public static final QueryParameters NONE = new QueryParameters(List.of(), List.of(), false);
  }

  /**
   * How many custom names may be new.
   *
   * @param perDay on one day; 0 for any number
   * @param known names that are new on no day: {@code attributes.} or {@code event_params.} and a
   *     name
   */
  public record NewNames(int perDay, Set<String> known) implements Serializable {}

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
   * @param maxMessages messages that are remembered of one device at most
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
      int maxMessages,
      boolean consentRequired)
      implements Serializable {}

  /**
   * The rules of the profile stage.
   *
   * @param refresh an unchanged attribute is not sent again before this; zero sends always
   * @param ttl how long a person's record is kept
   * @param maxAttributes attributes of a person that are remembered at most
   * @param resendEpoch what was sent under another one counts as not sent
   * @param changedIdentifiers what happens to an e-mail or phone number that changed
   * @param trustedTopics topics whose events may ask for it
   * @param awaitsErasures whether a deletion that Insider confirmed comes back by a control topic
   */
  public record Profile(
      Duration refresh,
      Duration ttl,
      int maxAttributes,
      int resendEpoch,
      JobOptions.ChangedIdentifierPolicy changedIdentifiers,
      Set<String> trustedTopics,
      boolean awaitsErasures)
      implements Serializable {}

  /**
   * The rules of delivery.
   *
   * @param endpoint scheme and host of Insider's API
   * @param partnerName in lower case
   * @param partnerNameFile path of a file whose content wins over it; null if there is none
   * @param tokenFile path; null if the environment holds the token
   * @param maxInFlight requests in flight per subtask at most
   * @param maxUsers users per request at most
   * @param maxBodyBytes bytes per request body at most
   * @param maxWaitingBytes bytes of unsettled updates per subtask at most
   * @param linger how long a request waits to fill up
   * @param requestTimeout how long one request may take
   * @param lateEffects how long after a time-out Insider may still be at work on the request
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
      int maxInFlight,
      int maxUsers,
      int maxBodyBytes,
      long maxWaitingBytes,
      Duration linger,
      Duration requestTimeout,
      Duration lateEffects,
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
   * @param proxy null if there is none
   * @param trustedCertificates PEM file; null for the JDK's authorities
   * @param client null if no certificate is shown
   * @param connectTimeout how long a connection may take to open
   * @param idleTimeout how long an idle connection is kept
   * @param maxConnectionAge how long a connection takes requests
   */
  public record Http(
      @Nullable Proxy proxy,
      @Nullable String trustedCertificates,
      @Nullable ClientCertificate client,
      Duration connectTimeout,
      Duration idleTimeout,
      Duration maxConnectionAge)
      implements Serializable {}

  /**
   * A proxy for the calls to Insider.
   *
   * @param host name or address
   * @param port its port
   * @param user null if it asks for none
   * @param passwordFile file of the user's password; null without a user
   */
  public record Proxy(String host, int port, @Nullable String user, @Nullable String passwordFile)
      implements Serializable {}

  /**
   * What this client shows of itself.
   *
   * @param certificate PEM file, its own certificate first
   * @param key PEM file of its key
   * @param keyPasswordFile file of the key's password; null if it is not encrypted
   */
  public record ClientCertificate(String certificate, String key, @Nullable String keyPasswordFile)
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
      implements Serializable {

    /**
     * Whether anything is written in transactions. The control topic always is: what it frees must
     * not be read before a checkpoint holds that Insider has confirmed the deletion.
     */
    public boolean usesTransactions() {
      return guarantee == JobOptions.Guarantee.EXACTLY_ONCE || controlTopic != null;
    }
  }

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
    reader.requireOwnTopicsApart();
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
            reader.between(JobOptions.PROFILE_MAX_ATTRIBUTES, 1, 10_000),
            reader.value(JobOptions.PROFILE_RESEND_EPOCH),
            reader.changedIdentifiers(),
            reader.trustedTopics(),
            reader.awaitsErasures()),
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
          between(JobOptions.SOURCE_MAX_DEPTH, 1, 1000),
          atLeastZero(JobOptions.SOURCE_MAX_CLOCK_LEAD),
          envelope(),
          between(JobOptions.SOURCE_MAX_EVENTS, 1, 100_000));
    }

    @Nullable
    private String envelope() {
      String path = unlessBlank(JobOptions.SOURCE_ENVELOPE);
      if (path != null && !path.matches("(\\$\\.)?[^.]+(\\.[^.]+)*")) {
        throw wrong(
            JobOptions.SOURCE_ENVELOPE, path, "$, or names joined by dots, such as message.data");
      }
      return path;
    }

    /**
     * A job that reads what it writes never ends, and two kinds of records in one topic can't be
     * read. Topics of what is switched off count as well: they may be left from another run.
     */
    private void requireOwnTopicsApart() {
      String pattern = value(JobOptions.SOURCE_TOPIC_PATTERN);
      Pattern matched = pattern == null ? null : Pattern.compile(pattern(pattern));
      List<String> topics = pattern == null ? value(JobOptions.SOURCE_TOPICS) : List.of();
      Map<String, String> optionOf = new HashMap<>();
      for (ConfigOption<String> option : OWN_TOPICS) {
        String own = value(option);
        if (own == null) {
          continue;
        }
        if (topics.contains(own)) {
          throw wrong(
              JobOptions.SOURCE_TOPICS, own, "other topics than the job's own, " + option.key());
        }
        if (matched != null && matched.matcher(own).matches()) {
          throw wrong(
              JobOptions.SOURCE_TOPIC_PATTERN,
              pattern,
              "a pattern that does not match "
                  + own
                  + ", which the job writes ("
                  + option.key()
                  + ")");
        }
        String other = optionOf.put(own, option.key());
        if (other != null) {
          throw wrong(option, own, "another topic than that of " + other);
        }
      }
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
          hashed(),
          new QueryParameters(
              parameters(JobOptions.MAPPING_DROP_URL_PARAMETERS),
              parameters(JobOptions.MAPPING_HASH_URL_PARAMETERS),
              configuration.contains(JobOptions.MAPPING_DROP_URL_PARAMETERS)
                  || configuration.contains(JobOptions.MAPPING_HASH_URL_PARAMETERS)),
          new NewNames(
              between(JobOptions.MAPPING_MAX_NEW_NAMES, 0, MAX_NEW_NAMES),
              fields(JobOptions.MAPPING_KNOWN_NAMES)),
          value(JobOptions.MAPPING_SHIPPING_COST_AS_NUMBER),
          value(JobOptions.MAPPING_NULLS),
          List.copyOf(value(JobOptions.CONSENT_CATEGORIES)),
          regulationEvents(),
          trustedTopics(),
          new History(skipHooksAboveMs(), value(JobOptions.DELIVERY_PAST_RETENTION)),
          readings(),
          atLeastZero(JobOptions.SOURCE_MAX_CLOCK_LEAD),
          new Bounds(
              Math.toIntExact(bytesBetween(JobOptions.MAPPING_MAX_UPDATE_SIZE, 1_000, 100_000_000)),
              between(JobOptions.MAPPING_MAX_LINES, 1, 1_000_000),
              between(JobOptions.MAPPING_MAX_NAMES, 1, 1_000_000),
              between(JobOptions.MAPPING_MAX_NAME_LENGTH, 1, 10_000)));
    }

    private RegulationEvents regulationEvents() {
      Map<String, ConfigOption<String>> asked = new HashMap<>();
      for (ConfigOption<String> option :
          List.of(
              JobOptions.FORGET_EVENT, JobOptions.SUPPRESS_EVENT, JobOptions.UNSUPPRESS_EVENT)) {
        ConfigOption<String> other = asked.put(text(option), option);
        if (other != null) {
          throw wrong(option, text(option), "another event than that of " + other.key());
        }
      }
      return new RegulationEvents(
          text(JobOptions.FORGET_EVENT),
          text(JobOptions.SUPPRESS_EVENT),
          text(JobOptions.UNSUPPRESS_EVENT));
    }

    /**
     * A name that the job does not read would be trust that somebody believes in and nobody has.
     */
    private Set<String> trustedTopics() {
      List<String> trusted = names(JobOptions.SOURCE_TRUSTED_TOPICS);
      String pattern = value(JobOptions.SOURCE_TOPIC_PATTERN);
      List<String> topics = names(JobOptions.SOURCE_TOPICS);
      for (String topic : trusted) {
        boolean isRead = pattern == null ? topics.contains(topic) : topic.matches(pattern(pattern));
        if (!isRead) {
          throw wrong(
              JobOptions.SOURCE_TRUSTED_TOPICS,
              topic,
              pattern == null
                  ? "one of source.topics, " + topics
                  : "a topic that source.topic-pattern, " + pattern + ", matches");
        }
      }
      return Set.copyOf(new LinkedHashSet<>(trusted));
    }

    private Readings readings() {
      return new Readings(
          Map.copyOf(value(JobOptions.MAPPING_CURRENCY_SIGNS)),
          choice(JobOptions.MAPPING_DECIMAL_SEPARATOR, JobOptions.DecimalSeparator.values()),
          choice(JobOptions.MAPPING_DATE_ORDER, JobOptions.DateOrder.values()),
          categorySeparators());
    }

    private List<String> categorySeparators() {
      List<String> separators = value(JobOptions.MAPPING_CATEGORY_SEPARATORS);
      for (String separator : separators) {
        if (separator.isBlank()) {
          throw wrong(
              JobOptions.MAPPING_CATEGORY_SEPARATORS, separator, "signs or words, such as >");
        }
      }
      return List.copyOf(separators);
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

    /** An identifier leaves as it is, whatever becomes of the attribute of its name. */
    private Set<String> hashed() {
      Set<String> fields = fields(JobOptions.MAPPING_HASH);
      requireNoIdentifier(fields, "email", JobOptions.IDENTITY_EMAIL);
      requireNoIdentifier(fields, "phone_number", JobOptions.IDENTITY_PHONE);
      return fields;
    }

    private void requireNoIdentifier(
        Set<String> fields, String name, ConfigOption<Boolean> asIdentifier) {
      String field = "attributes." + name;
      if (fields.contains(field) && value(asIdentifier)) {
        throw wrong(
            JobOptions.MAPPING_HASH,
            field,
            "other fields, unless "
                + asIdentifier.key()
                + " is false: the identifier would leave readable");
      }
    }

    private List<String> parameters(ConfigOption<List<String>> option) {
      List<String> parameters = names(option);
      for (String parameter : parameters) {
        if (!parameter.strip().matches("\\*?[^*]*[\\p{L}\\p{N}][^*]*")) {
          throw wrong(option, parameter, "a name such as token, or *token for all that end so");
        }
      }
      return parameters;
    }

    /** A change can't be undone: it takes trust, and that nobody else's address is taken for it. */
    private JobOptions.ChangedIdentifierPolicy changedIdentifiers() {
      JobOptions.ChangedIdentifierPolicy policy = value(JobOptions.IDENTITY_CHANGED_IDENTIFIERS);
      if (policy == JobOptions.ChangedIdentifierPolicy.KEEP) {
        return policy;
      }
      if (value(JobOptions.IDENTITY_CONFLICTS) != JobOptions.Conflicts.PROTECT) {
        throw wrong(
            JobOptions.IDENTITY_CHANGED_IDENTIFIERS,
            policy.toString(),
            "keep, unless "
                + JobOptions.IDENTITY_CONFLICTS.key()
                + " is protect, so that the address of another person is none");
      }
      if (trustedTopics().isEmpty()) {
        throw wrong(
            JobOptions.IDENTITY_CHANGED_IDENTIFIERS,
            policy.toString(),
            "keep, unless "
                + JobOptions.SOURCE_TRUSTED_TOPICS.key()
                + " names a topic: changes can't be undone, and no other topic may ask for them");
      }
      return policy;
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
          between(JobOptions.IDENTITY_MAX_MESSAGES, 1_000, 100_000_000),
          value(JobOptions.CONSENT_REQUIRED) == JobOptions.Consent.GDPR);
    }

    private Delivery delivery() {
      return new Delivery(
          endpoint(),
          text(JobOptions.DELIVERY_PARTNER_NAME).toLowerCase(Locale.ROOT),
          value(JobOptions.DELIVERY_PARTNER_NAME_FILE),
          value(JobOptions.DELIVERY_TOKEN_FILE),
          between(JobOptions.DELIVERY_MAX_IN_FLIGHT, 1, 1000),
          between(JobOptions.DELIVERY_MAX_USERS, 1, 1000),
          Math.toIntExact(bytesBetween(JobOptions.DELIVERY_MAX_BODY, 1_000, 5_000_000)),
          bytesBetween(JobOptions.DELIVERY_MAX_WAITING, 1_000_000, Long.MAX_VALUE),
          atLeastZero(JobOptions.DELIVERY_LINGER),
          requestTimeout(),
          atLeastZero(JobOptions.DELIVERY_LATE_EFFECTS),
          between(JobOptions.DELIVERY_REQUESTS_PER_MINUTE, 1, 10_000_000),
          between(JobOptions.DELIVERY_SINGLE_CALL_SHARE, 1, 99),
          positive(JobOptions.DELIVERY_BACKOFF_INITIAL),
          positive(JobOptions.DELIVERY_BACKOFF_MAX),
          positive(JobOptions.DELIVERY_RETRY_AFTER_MAX),
          positive(JobOptions.DELIVERY_RETRY_BUDGET),
          value(JobOptions.DELIVERY_TRACE));
    }

    private Duration requestTimeout() {
      Duration timeout = positive(JobOptions.DELIVERY_REQUEST_TIMEOUT);
      CancellationTimeout.require(timeout, configuration);
      return timeout;
    }

    private Http http() {
      return new Http(
          proxy(),
          unlessBlank(JobOptions.HTTP_TRUSTED_CERTIFICATES),
          clientCertificate(),
          positive(JobOptions.HTTP_CONNECT_TIMEOUT),
          positive(JobOptions.HTTP_IDLE_TIMEOUT),
          positive(JobOptions.HTTP_MAX_CONNECTION_AGE));
    }

    @Nullable
    private Proxy proxy() {
      String host = unlessBlank(JobOptions.HTTP_PROXY_HOST);
      String user = unlessBlank(JobOptions.HTTP_PROXY_USER);
      String passwordFile = unlessBlank(JobOptions.HTTP_PROXY_PASSWORD_FILE);
      if (host != null && (host.indexOf('/') >= 0 || host.indexOf('@') >= 0 || hasPort(host))) {
        throw wrong(
            JobOptions.HTTP_PROXY_HOST,
            host.indexOf('@') >= 0 ? "with an @" : host,
            "a name or an address alone: no scheme, http.proxy-port for the port, http.proxy-user"
                + " and http.proxy-password-file for the user");
      }
      requireTogether(JobOptions.HTTP_PROXY_USER, user, JobOptions.HTTP_PROXY_HOST, host);
      requireTogether(
          JobOptions.HTTP_PROXY_PASSWORD_FILE, passwordFile, JobOptions.HTTP_PROXY_USER, user);
      requireTogether(
          JobOptions.HTTP_PROXY_USER, user, JobOptions.HTTP_PROXY_PASSWORD_FILE, passwordFile);
      int port = between(JobOptions.HTTP_PROXY_PORT, 1, 65_535);
      return host == null ? null : new Proxy(host, port, user, passwordFile);
    }

    /** An IPv6 address has several colons. */
    private static boolean hasPort(String host) {
      int colon = host.indexOf(':');
      return colon >= 0 && host.indexOf(':', colon + 1) < 0;
    }

    @Nullable
    private ClientCertificate clientCertificate() {
      String certificate = unlessBlank(JobOptions.HTTP_CLIENT_CERTIFICATE);
      String key = unlessBlank(JobOptions.HTTP_CLIENT_KEY);
      String passwordFile = unlessBlank(JobOptions.HTTP_CLIENT_KEY_PASSWORD_FILE);
      requireTogether(
          JobOptions.HTTP_CLIENT_CERTIFICATE, certificate, JobOptions.HTTP_CLIENT_KEY, key);
      requireTogether(
          JobOptions.HTTP_CLIENT_KEY, key, JobOptions.HTTP_CLIENT_CERTIFICATE, certificate);
      requireTogether(
          JobOptions.HTTP_CLIENT_KEY_PASSWORD_FILE, passwordFile, JobOptions.HTTP_CLIENT_KEY, key);
      return certificate == null ? null : new ClientCertificate(certificate, key, passwordFile);
    }

    private static void requireTogether(
        ConfigOption<String> option,
        @Nullable String value,
        ConfigOption<String> needed,
        @Nullable String neededValue) {
      if (value != null && neededValue == null) {
        throw wrong(needed, null, "a value, as " + option.key() + " is set");
      }
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

    /** In the shadow nothing is deleted, so that nothing comes back. */
    private boolean awaitsErasures() {
      return value(JobOptions.FORGET_CONTROL_TOPIC) != null
          && value(JobOptions.DELIVERY_MODE) == JobOptions.DeliveryMode.LIVE;
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
      KafkaProperties.check(properties);
      if ("OAUTHBEARER".equals(properties.get("sasl.mechanism"))) {
        properties.putIfAbsent(
            "sasl.client.callback.handler.class", OAuthBearerCallbackHandler.class.getName());
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
          "an https address; http is for a sandbox on this host only, as the token travels with"
              + " it");
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
      return notTooLong(option, duration);
    }

    private Duration atLeastZero(ConfigOption<Duration> option) {
      Duration duration = value(option);
      if (duration.isNegative()) {
        throw wrong(option, duration.toString(), "a duration, or 0");
      }
      return notTooLong(option, duration);
    }

    /** A time that lies so far after now can be counted in milliseconds everywhere. */
    private static Duration notTooLong(ConfigOption<Duration> option, Duration duration) {
      if (duration.compareTo(LONGEST) > 0) {
        throw wrong(
            option, duration.toString(), "a duration of at most " + LONGEST.toDays() + " d");
      }
      return duration;
    }

    private <T> T value(ConfigOption<T> option) {
      requireUnit(option);
      try {
        return configuration.get(option);
      } catch (IllegalArgumentException e) {
        throw wrong(option, configuration.toMap().get(option.key()), formOf(option));
      }
    }

    /**
     * Flink takes a number without a unit for milliseconds, and hardly anybody means them: 15 for
     * fifteen minutes.
     */
    private void requireUnit(ConfigOption<?> option) {
      String text = configuration.toMap().get(option.key());
      if (option.hasDefaultValue()
          && option.defaultValue() instanceof Duration
          && text != null
          && text.strip().matches("0*[1-9][0-9]*")) {
        throw wrong(option, text, "a duration with its unit, such as " + text.strip() + " min");
      }
    }

    /** A constant of an option that has no default. */
    @Nullable
    private <E extends Enum<E>> E choice(ConfigOption<E> option, E[] constants) {
      try {
        return configuration.get(option);
      } catch (IllegalArgumentException e) {
        throw wrong(
            option,
            configuration.toMap().get(option.key()),
            "one of " + Arrays.toString(constants));
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
