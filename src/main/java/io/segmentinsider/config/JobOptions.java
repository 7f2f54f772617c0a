package io.segmentinsider.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/**
 * Every option of the job, in the order of the stages. Keys that start with {@link #KAFKA_PREFIX}
 * pass through to the Kafka clients, and Flink's own options pass through to Flink.
 */
public final class JobOptions {

  /** Prefix of properties for all Kafka clients: {@code kafka.security.protocol} and so on. */
  public static final String KAFKA_PREFIX = "kafka.";

  public static final ConfigOption<String> JOB_NAME =
      ConfigOptions.key("job.name")
          .stringType()
          .defaultValue("segment-insider-stream")
          .withDescription("Name of the job; also the default prefix of its Kafka transactions.");

  public static final ConfigOption<Integer> MAX_PARALLELISM =
      ConfigOptions.key("job.max-parallelism")
          .intType()
          .defaultValue(1024)
          .withDescription(
              "Upper bound of any later parallelism. It can't change once there is state.");

  public static final ConfigOption<List<String>> SOURCE_TOPICS =
      ConfigOptions.key("source.topics")
          .stringType()
          .asList()
          .defaultValues("segment-events")
          .withDescription("Topics that hold Segment events, separated by ';'.");

  public static final ConfigOption<String> SOURCE_TOPIC_PATTERN =
      ConfigOptions.key("source.topic-pattern")
          .stringType()
          .noDefaultValue()
          .withDescription("A regular expression for topics, instead of source.topics.");

  public static final ConfigOption<List<String>> SOURCE_TRUSTED_TOPICS =
      ConfigOptions.key("source.trusted-topics")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Topics, of those that are read, whose senders may delete or suppress a user, and change"
                  + " a user id. Name none that a browser or an app writes to.");

  public static final ConfigOption<String> SOURCE_GROUP_ID =
      ConfigOptions.key("source.group-id")
          .stringType()
          .defaultValue("segment-insider-stream")
          .withDescription("Consumer group whose committed offsets are read and written.");

  public static final ConfigOption<StartPosition> SOURCE_START =
      ConfigOptions.key("source.start")
          .enumType(StartPosition.class)
          .defaultValue(StartPosition.COMMITTED)
          .withDescription(
              "Where a job without restored state starts: committed (earliest where nothing is"
                  + " committed), earliest, or timestamp.");

  public static final ConfigOption<String> SOURCE_START_TIMESTAMP =
      ConfigOptions.key("source.start-timestamp")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "For source.start: timestamp; ISO-8601, for example 2026-05-01T00:00:00Z.");

  public static final ConfigOption<StopPosition> SOURCE_STOP =
      ConfigOptions.key("source.stop")
          .enumType(StopPosition.class)
          .defaultValue(StopPosition.NEVER)
          .withDescription(
              "never, or end-offsets: the job ends at the offsets that the topics had at its"
                  + " start.");

  public static final ConfigOption<Duration> SOURCE_PARTITION_DISCOVERY =
      ConfigOptions.key("source.partition-discovery")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How often new partitions and topics are looked for; 0 switches it off.");

  public static final ConfigOption<MemorySize> SOURCE_MAX_EVENT_SIZE =
      ConfigOptions.key("source.max-event-size")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(4))
          .withDescription("A larger record is refused as too-large.");

  public static final ConfigOption<Integer> SOURCE_MAX_DEPTH =
      ConfigOptions.key("source.max-depth")
          .intType()
          .defaultValue(64)
          .withDescription("A record nested deeper is refused as too-deep.");

  public static final ConfigOption<Duration> SOURCE_MAX_CLOCK_LEAD =
      ConfigOptions.key("source.max-clock-lead")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "An event time that lies further than this after the Kafka timestamp of its record"
                  + " counts as that timestamp: a time in the future would win against every true"
                  + " one until it comes.");

  public static final ConfigOption<String> SOURCE_ENVELOPE =
      ConfigOptions.key("source.envelope")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Where the events stand in a record, if something else is around them: a path such as"
                  + " payload, detail, message.data or batch; $ for a record that is a list or a"
                  + " batch itself. A list, or the batch member of an object, is several events.");

  public static final ConfigOption<Integer> SOURCE_MAX_EVENTS =
      ConfigOptions.key("source.max-events")
          .intType()
          .defaultValue(2_500)
          .withDescription(
              "Events of one record at most, with source.envelope; a record with more is refused as"
                  + " too-large.");

  public static final ConfigOption<String> MAPPING_PRESET =
      ConfigOptions.key("mapping.preset")
          .stringType()
          .defaultValue("default")
          .withDescription(
              "The bundled mapping: default (the guide), or segment-actions (what Segment's own"
                  + " destination does).");

  public static final ConfigOption<String> MAPPING_FILE =
      ConfigOptions.key("mapping.file")
          .stringType()
          .noDefaultValue()
          .withDescription("A mapping file, instead of a preset.");

  public static final ConfigOption<String> MAPPING_DEFAULT_REGION =
      ConfigOptions.key("mapping.default-region")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Two-letter country of phone numbers that are written without a country code.");

  public static final ConfigOption<String> MAPPING_DEFAULT_CURRENCY =
      ConfigOptions.key("mapping.default-currency")
          .stringType()
          .defaultValue("USD")
          .withDescription(
              "Currency of amounts that name none; US dollars as the Segment spec assumes.");

  public static final ConfigOption<Map<String, String>> MAPPING_CURRENCY_SIGNS =
      ConfigOptions.key("mapping.currency-signs")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "Which currency a sign or word stands for that several share: $:USD,kr:SEK. Without"
                  + " it they are not read; signs that are clear need none.");

  public static final ConfigOption<DecimalSeparator> MAPPING_DECIMAL_SEPARATOR =
      ConfigOptions.key("mapping.decimal-separator")
          .enumType(DecimalSeparator.class)
          .noDefaultValue()
          .withDescription(
              "point or comma: the decimal separator of numbers in text with a single point or"
                  + " comma before exactly three digits, such as 1.299. Without it they have two"
                  + " readings, and are not read; every other form is clear.");

  public static final ConfigOption<DateOrder> MAPPING_DATE_ORDER =
      ConfigOptions.key("mapping.date-order")
          .enumType(DateOrder.class)
          .noDefaultValue()
          .withDescription(
              "day-first or month-first: how birthdays such as 03/04/1990 are read if the person's"
                  + " country is not known or uses both. Without it they are left out; with a"
                  + " country, or if only one order is a date, they are clear.");

  public static final ConfigOption<List<String>> MAPPING_CATEGORY_SEPARATORS =
      ConfigOptions.key("mapping.category-separators")
          .stringType()
          .asList()
          .defaultValues(">", " / ")
          .withDescription(
              "What separates the steps of a category path, separated by ';', in quotes where a"
                  + " blank belongs to it: '>;\" / \"'. A slash without blanks around it is part of"
                  + " a name such as TV/Video, unless '/' is named.");

  public static final ConfigOption<String> MAPPING_ORDER_EVENT =
      ConfigOptions.key("mapping.order-event")
          .stringType()
          .defaultValue("confirmation_page_view")
          .withDescription("Insider's event for an order: confirmation_page_view or purchase.");

  public static final ConfigOption<List<String>> MAPPING_DROP =
      ConfigOptions.key("mapping.drop")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Fields that never leave, whatever the mapping, separated by ';':"
                  + " attributes.last_ip;event_params.user_agent.");

  public static final ConfigOption<List<String>> MAPPING_HASH =
      ConfigOptions.key("mapping.hash")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Fields whose values leave as their SHA-256, in the form of mapping.drop.");

  public static final ConfigOption<List<String>> MAPPING_DROP_URL_PARAMETERS =
      ConfigOptions.key("mapping.drop-url-parameters")
          .stringType()
          .asList()
          .defaultValues(
              "*token",
              "*password",
              "passwd",
              "pwd",
              "*secret",
              "*email",
              "*emailaddress",
              "mail",
              "*phone",
              "tel",
              "auth",
              "authorization",
              "jwt",
              "*session",
              "*sessionid",
              "*sessid",
              "sid",
              "key",
              "*apikey",
              "*accesskey",
              "sig",
              "signature",
              "code",
              "*verificationcode",
              "*authcode",
              "otp",
              "pin",
              "ticket",
              "username")
          .withDescription(
              "Query parameters that leave in no address, whatever the field, separated by ';'."
                  + " Names are compared without case, '_' and '-'; a '*' in front stands for any"
                  + " beginning; [] is none. What Segment's actions build goes out as it is unless"
                  + " this option or the next one is set.");

  public static final ConfigOption<List<String>> MAPPING_HASH_URL_PARAMETERS =
      ConfigOptions.key("mapping.hash-url-parameters")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Query parameters whose values leave as their SHA-256, in the form of"
                  + " mapping.drop-url-parameters; this goes first.");

  public static final ConfigOption<Integer> MAPPING_MAX_NEW_NAMES =
      ConfigOptions.key("mapping.max-new-names-per-day")
          .intType()
          .defaultValue(0)
          .withDescription(
              "How many custom names a day may bring that were never sent; attributes and"
                  + " parameters count together, and a day is one of Kafka's timestamps in UTC."
                  + " Further ones are left out and counted as name-over-ceiling. 0 is no"
                  + " ceiling.");

  public static final ConfigOption<List<String>> MAPPING_KNOWN_NAMES =
      ConfigOptions.key("mapping.known-names")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Custom names that exist in the account already and are new on no day, in the form of"
                  + " mapping.drop.");

  public static final ConfigOption<Boolean> MAPPING_SHIPPING_COST_AS_NUMBER =
      ConfigOptions.key("mapping.shipping-cost-as-number")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the default mapping sends shipping_cost as a number instead of the text that"
                  + " Insider documents.");

  public static final ConfigOption<Nulls> MAPPING_NULLS =
      ConfigOptions.key("mapping.nulls")
          .enumType(Nulls.class)
          .defaultValue(Nulls.IGNORE)
          .withDescription(
              "What a trait that is null means to the default mapping: ignore, it says nothing and"
                  + " is counted; or clear, its attribute is removed at Insider.");

  public static final ConfigOption<MemorySize> MAPPING_MAX_UPDATE_SIZE =
      ConfigOptions.key("mapping.max-update-size")
          .memoryType()
          .defaultValue(new MemorySize(4_900_000))
          .withDescription(
              "Bytes that one mapping may make of one event, each product line with all parameters"
                  + " that it is sent with; more is refused as update-too-large.");

  public static final ConfigOption<Integer> MAPPING_MAX_LINES =
      ConfigOptions.key("mapping.max-lines")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "Product lines of one event at most; an event with more is refused as"
                  + " update-too-large.");

  public static final ConfigOption<Integer> MAPPING_MAX_NAMES =
      ConfigOptions.key("mapping.max-names")
          .intType()
          .defaultValue(2_000)
          .withDescription(
              "Names that one event may bring at most: its attributes, its parameters, those of one"
                  + " line; an event with more is refused as update-too-large.");

  public static final ConfigOption<Integer> MAPPING_MAX_NAME_LENGTH =
      ConfigOptions.key("mapping.max-name-length")
          .intType()
          .defaultValue(256)
          .withDescription(
              "Characters of a custom name at most; what has a longer one is left out and counted."
                  + " An event with a longer name is refused as invalid-event-name.");

  public static final ConfigOption<Boolean> IDENTITY_EMAIL =
      ConfigOptions.key("identity.email-as-identifier")
          .booleanType()
          .defaultValue(true)
          .withDescription("Whether an e-mail that the mapping names as identifier is one.");

  public static final ConfigOption<Boolean> IDENTITY_PHONE =
      ConfigOptions.key("identity.phone-as-identifier")
          .booleanType()
          .defaultValue(true)
          .withDescription("Whether a phone number that the mapping names as identifier is one.");

  public static final ConfigOption<List<String>> IDENTITY_CUSTOM =
      ConfigOptions.key("identity.custom-identifiers")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Custom identifiers in the order of the ladder, weakest first, separated by ';'."
                  + " Every one that a mapping names has its rung in any case, in the order of the"
                  + " file, below these. One that is named here keeps its rung, and what is known"
                  + " by it, while no mapping names it.");

  public static final ConfigOption<Stitching> IDENTITY_STITCHING =
      ConfigOptions.key("identity.stitching")
          .enumType(Stitching.class)
          .defaultValue(Stitching.LAST_KNOWN)
          .withDescription(
              "Which user an anonymous event belongs to: last-known, first-known, or off.");

  public static final ConfigOption<Conflicts> IDENTITY_CONFLICTS =
      ConfigOptions.key("identity.conflicts")
          .enumType(Conflicts.class)
          .defaultValue(Conflicts.PROTECT)
          .withDescription(
              "protect: an identifier that belongs to another user is not sent as one, so that"
                  + " Insider never merges two people; send: it is.");

  public static final ConfigOption<ChangedIdentifierPolicy> IDENTITY_CHANGED_IDENTIFIERS =
      ConfigOptions.key("identity.changed-identifiers")
          .enumType(ChangedIdentifierPolicy.class)
          .defaultValue(ChangedIdentifierPolicy.KEEP)
          .withDescription(
              "What happens if a user has another e-mail or phone number than before: keep, Insider"
                  + " keeps the first one as identifier, and the newest one goes as attribute, too;"
                  + " or update, Insider's identifier is changed, for good, if the event comes from"
                  + " one of source.trusted-topics and nobody else has the address.");

  public static final ConfigOption<Duration> IDENTITY_REPEAT_WINDOW =
      ConfigOptions.key("identity.repeat-window")
          .durationType()
          .defaultValue(Duration.ofHours(24))
          .withDescription("How long a message is remembered, from its first sight.");

  public static final ConfigOption<Integer> IDENTITY_MAX_MESSAGES =
      ConfigOptions.key("identity.max-messages")
          .intType()
          .defaultValue(262_144)
          .withDescription(
              "Messages that are remembered of one device at most. Of a machine that sends more"
                  + " within identity.repeat-window the oldest are forgotten and counted as"
                  + " messagesForgotten; a repeat of one is sent again.");

  public static final ConfigOption<Duration> IDENTITY_LINK_TTL =
      ConfigOptions.key("identity.link-ttl")
          .durationType()
          .defaultValue(Duration.ofDays(365))
          .withDescription("How long a link is kept after an event last named its identifier.");

  public static final ConfigOption<List<String>> IDENTITY_BLOCKED_VALUES =
      ConfigOptions.key("identity.blocked-values")
          .stringType()
          .asList()
          .defaultValues(
              "undefined",
              "null",
              "none",
              "nil",
              "nan",
              "n/a",
              "n.a.",
              "na",
              "true",
              "false",
              "0",
              "1",
              "-",
              "[object Object]",
              "unknown",
              "anonymous",
              "anonymous user",
              "anonim",
              "guest",
              "test",
              "not set",
              "not available",
              "not applicable",
              "not provided",
              "not specified",
              "not found",
              "not logged in",
              "logged out",
              "unauthenticated",
              "unidentified",
              "unspecified",
              "unset",
              "undef",
              "missing",
              "empty",
              "void",
              "invalid",
              "placeholder",
              "dummy",
              "no id",
              "no user",
              "no user id",
              "no name",
              "no value",
              "no email",
              "no mail",
              "no e-mail address",
              "no phone",
              "no reply",
              "do not reply")
          .withDescription(
              "Values that identify nobody, in any case, with or without quotes, brackets and"
                  + " separators: as user id, device, e-mail address or its mailbox, custom"
                  + " identifier and message id. Blanks, zeros, -1, templates that were not filled"
                  + " in and the like are always blocked.");

  public static final ConfigOption<Integer> IDENTITY_SHARED_USERS =
      ConfigOptions.key("identity.shared-device-users")
          .intType()
          .defaultValue(3)
          .withDescription(
              "A device that more users than this signed in on within the window is shared: its"
                  + " anonymous events are nobody's. At most 7.");

  public static final ConfigOption<Duration> IDENTITY_SHARED_WINDOW =
      ConfigOptions.key("identity.shared-device-window")
          .durationType()
          .defaultValue(Duration.ofDays(30))
          .withDescription(
              "The time of events in which the users of a device are counted, and for which it then"
                  + " counts as shared.");

  public static final ConfigOption<Integer> IDENTITY_MAX_IDENTIFIERS =
      ConfigOptions.key("identity.max-identifiers")
          .intType()
          .defaultValue(100)
          .withDescription(
              "Identifiers that one person is sent with at most; further ones are left out.");

  public static final ConfigOption<Boolean> IDENTITY_AUDIT =
      ConfigOptions.key("identity.audit")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Writes every link that is learned, moved or refused, and every identifier that is"
                  + " left out, to identity.audit-topic, with salted hashes in place of personal"
                  + " values.");

  public static final ConfigOption<String> IDENTITY_AUDIT_TOPIC =
      ConfigOptions.key("identity.audit-topic")
          .stringType()
          .defaultValue("segment-insider-audit")
          .withDescription("Topic of the audit.");

  public static final ConfigOption<String> IDENTITY_AUDIT_SALT_FILE =
      ConfigOptions.key("identity.audit-salt-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the secret salt of the audit's hashes, 16 bytes at least; identity.audit"
                  + " needs it on every TaskManager. Another salt gives other hashes.");

  public static final ConfigOption<Consent> CONSENT_REQUIRED =
      ConfigOptions.key("consent.required")
          .enumType(Consent.class)
          .defaultValue(Consent.NONE)
          .withDescription(
              "gdpr: nothing is sent of a person whose gdpr_optin is not known to be true, but for"
                  + " the opt-out itself; none: everything is sent.");

  public static final ConfigOption<List<String>> CONSENT_CATEGORIES =
      ConfigOptions.key("consent.categories")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Categories of context.consent.categoryPreferences; an event that says false for one"
                  + " of them is not sent.");

  public static final ConfigOption<String> FORGET_EVENT =
      ConfigOptions.key("forget.event")
          .stringType()
          .defaultValue("User Deleted")
          .withDescription(
              "The track event that erases its user at Insider; Segment's own deletion payload does"
                  + " too.");

  public static final ConfigOption<String> SUPPRESS_EVENT =
      ConfigOptions.key("suppress.event")
          .stringType()
          .defaultValue("User Suppressed")
          .withDescription(
              "The track event after which nothing of its user is sent any more; events of the type"
                  + " suppress do the same. Obeyed out of source.trusted-topics only.");

  public static final ConfigOption<String> UNSUPPRESS_EVENT =
      ConfigOptions.key("unsuppress.event")
          .stringType()
          .defaultValue("User Unsuppressed")
          .withDescription(
              "The track event that ends a suppression; events of the type unsuppress do the same."
                  + " Obeyed out of source.trusted-topics only.");

  public static final ConfigOption<String> FORGET_CONTROL_TOPIC =
      ConfigOptions.key("forget.control-topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topic by which a deletion erases links and remembered messages of the person too; it"
                  + " must exist. Without it they stay until identity.link-ttl and"
                  + " identity.repeat-window end.");

  public static final ConfigOption<Duration> PROFILE_REFRESH =
      ConfigOptions.key("profile.refresh")
          .durationType()
          .defaultValue(Duration.ofHours(24))
          .withDescription(
              "An unchanged attribute is not sent again before this; 0 sends every attribute"
                  + " always.");

  public static final ConfigOption<Duration> PROFILE_TTL =
      ConfigOptions.key("profile.ttl")
          .durationType()
          .defaultValue(Duration.ofDays(365))
          .withDescription("How long a person's record is kept after the last update.");

  public static final ConfigOption<Integer> PROFILE_MAX_ATTRIBUTES =
      ConfigOptions.key("profile.max-attributes")
          .intType()
          .defaultValue(300)
          .withDescription(
              "Attributes of one person that are remembered at most. Further custom ones are sent"
                  + " each time they come, also if they did not change or are older.");

  public static final ConfigOption<Integer> PROFILE_RESEND_EPOCH =
      ConfigOptions.key("profile.resend-epoch")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Another number lets every attribute be sent once more, when it next comes.");

  public static final ConfigOption<String> DELIVERY_ENDPOINT =
      ConfigOptions.key("delivery.endpoint")
          .stringType()
          .defaultValue("https://unification.useinsider.com")
          .withDescription("Where Insider's API stands; plain http only for a local sandbox.");

  public static final ConfigOption<String> DELIVERY_PARTNER_NAME =
      ConfigOptions.key("delivery.partner-name")
          .stringType()
          .noDefaultValue()
          .withDescription("Account name at Insider, sent as X-PARTNER-NAME in lower case.");

  public static final ConfigOption<String> DELIVERY_TOKEN_FILE =
      ConfigOptions.key("delivery.token-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the API key of type Unified Customer Database; without it the environment"
                  + " variable INSIDER_REQUEST_TOKEN of the TaskManagers is read.");

  public static final ConfigOption<String> DELIVERY_PARTNER_NAME_FILE =
      ConfigOptions.key("delivery.partner-name-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the account's name, which is read again with the API key when Insider"
                  + " refuses access, and wins over delivery.partner-name.");

  public static final ConfigOption<Integer> DELIVERY_MAX_IN_FLIGHT =
      ConfigOptions.key("delivery.max-in-flight")
          .intType()
          .defaultValue(8)
          .withDeprecatedKeys("delivery.lanes")
          .withDescription(
              "Requests in flight per subtask at most. Those that failed before take half of them"
                  + " at most. A user is in one of them at a time.");

  public static final ConfigOption<Integer> DELIVERY_MAX_USERS =
      ConfigOptions.key("delivery.max-users")
          .intType()
          .defaultValue(1000)
          .withDescription("Users in one request; Insider takes 1,000.");

  public static final ConfigOption<MemorySize> DELIVERY_MAX_BODY =
      ConfigOptions.key("delivery.max-body")
          .memoryType()
          .defaultValue(new MemorySize(4_900_000))
          .withDescription("Bytes of one request body; Insider takes 5,000,000.");

  public static final ConfigOption<MemorySize> DELIVERY_MAX_WAITING =
      ConfigOptions.key("delivery.max-waiting")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(32))
          .withDescription(
              "Bytes of unsettled updates per subtask before the job reads more slowly.");

  public static final ConfigOption<Duration> DELIVERY_LINGER =
      ConfigOptions.key("delivery.linger")
          .durationType()
          .defaultValue(Duration.ofMillis(20))
          .withDescription("How long a request waits to fill up; 0 sends at once.");

  public static final ConfigOption<Duration> DELIVERY_REQUEST_TIMEOUT =
      ConfigOptions.key("delivery.request-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription("How long one request may take; then it is made again.");

  public static final ConfigOption<Duration> DELIVERY_LATE_EFFECTS =
      ConfigOptions.key("delivery.late-effects")
          .durationType()
          .defaultValue(Duration.ofSeconds(15))
          .withDescription(
              "How long after a time-out, a connection that is cut, or an answer 408, 502, 504 or 524"
                  + " Insider may still be at work on the request. Newer updates of its users wait so"
                  + " long, so that an older value can't land after a newer one; 0 does not wait.");

  public static final ConfigOption<Integer> DELIVERY_REQUESTS_PER_MINUTE =
      ConfigOptions.key("delivery.requests-per-minute")
          .intType()
          .defaultValue(25_000)
          .withDescription("Pace of the whole job; Insider takes 25,000 a minute for one account.");

  public static final ConfigOption<Integer> DELIVERY_SINGLE_CALL_SHARE =
      ConfigOptions.key("delivery.single-call-share")
          .intType()
          .defaultValue(10)
          .withDescription(
              "Percent of delivery.requests-per-minute for deletions and changes of a user id,"
                  + " which are calls of their own; the rest is for upserts. Neither can use up the"
                  + " other's.");

  public static final ConfigOption<Duration> DELIVERY_BACKOFF_INITIAL =
      ConfigOptions.key("delivery.backoff-initial")
          .durationType()
          .defaultValue(Duration.ofMillis(200))
          .withDescription("Wait before the first retry; it doubles with every further one.");

  public static final ConfigOption<Duration> DELIVERY_BACKOFF_MAX =
      ConfigOptions.key("delivery.backoff-max")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription("Longest wait between two tries.");

  public static final ConfigOption<Duration> DELIVERY_RETRY_AFTER_MAX =
      ConfigOptions.key("delivery.retry-after-max")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription("Ceiling for what a Retry-After header may ask for.");

  public static final ConfigOption<Duration> DELIVERY_RETRY_BUDGET =
      ConfigOptions.key("delivery.retry-budget")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "How long one user may keep failing while other requests succeed, before it becomes a"
                  + " dead letter. Nothing ends while everything fails.");

  public static final ConfigOption<String> DELIVERY_SKIP_HOOKS =
      ConfigOptions.key("delivery.skip-hooks")
          .stringType()
          .defaultValue("never")
          .withDescription(
              "Which updates ask Insider to start no journeys and data streams (skip_hook): never,"
                  + " always, or those of events that were older than this when they reached Kafka,"
                  + " for example 24 h.");

  public static final ConfigOption<PastRetention> DELIVERY_PAST_RETENTION =
      ConfigOptions.key("delivery.past-retention")
          .enumType(PastRetention.class)
          .defaultValue(PastRetention.SEND)
          .withDescription(
              "What becomes of an event that was older than Insider keeps events of its name when"
                  + " it reached Kafka: send (Insider takes it and keeps nothing), or dead-letter."
                  + " It is counted either way.");

  public static final ConfigOption<DeliveryMode> DELIVERY_MODE =
      ConfigOptions.key("delivery.mode")
          .enumType(DeliveryMode.class)
          .defaultValue(DeliveryMode.LIVE)
          .withDescription(
              "live: updates are sent to Insider; shadow: what would be sent is written to"
                  + " delivery.shadow-topic instead, for a run beside another destination.");

  public static final ConfigOption<String> DELIVERY_SHADOW_TOPIC =
      ConfigOptions.key("delivery.shadow-topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topic of the calls that delivery.mode: shadow does not make; it holds personal"
                  + " data.");

  public static final ConfigOption<Boolean> DELIVERY_TRACE =
      ConfigOptions.key("delivery.trace")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Adds the header by which the sandbox checks order and counts repeats; for tests.");

  public static final ConfigOption<String> OUTCOME_RECEIPTS_TOPIC =
      ConfigOptions.key("outcome.receipts-topic")
          .stringType()
          .defaultValue("segment-insider-receipts")
          .withDescription("Topic of the receipts.");

  public static final ConfigOption<String> OUTCOME_DEAD_LETTERS_TOPIC =
      ConfigOptions.key("outcome.dead-letters-topic")
          .stringType()
          .defaultValue("segment-insider-dead-letters")
          .withDescription("Topic of the dead letters.");

  public static final ConfigOption<Guarantee> OUTCOME_GUARANTEE =
      ConfigOptions.key("outcome.guarantee")
          .enumType(Guarantee.class)
          .defaultValue(Guarantee.EXACTLY_ONCE)
          .withDescription(
              "exactly-once: receipts and dead letters in Kafka transactions, to be read with"
                  + " isolation.level read_committed; at-least-once: without, so some may come"
                  + " twice after a crash. forget.control-topic is written in transactions in"
                  + " either case.");

  public static final ConfigOption<Duration> OUTCOME_TRANSACTION_TIMEOUT =
      ConfigOptions.key("outcome.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "How long a transaction may stay open; at most the broker's"
                  + " transaction.max.timeout.ms, and longer than the longest outage between two"
                  + " checkpoints.");

  public static final ConfigOption<String> OUTCOME_TRANSACTIONAL_ID_PREFIX =
      ConfigOptions.key("outcome.transactional-id-prefix")
          .stringType()
          .noDefaultValue()
          .withDescription("Prefix of the transactional ids; the job's name without it.");

  public static final ConfigOption<String> HTTP_PROXY_HOST =
      ConfigOptions.key("http.proxy-host")
          .stringType()
          .noDefaultValue()
          .withDescription("Proxy for the calls to Insider: a name or an address.");

  public static final ConfigOption<Integer> HTTP_PROXY_PORT =
      ConfigOptions.key("http.proxy-port")
          .intType()
          .defaultValue(3128)
          .withDescription("Port of the proxy.");

  public static final ConfigOption<String> HTTP_PROXY_USER =
      ConfigOptions.key("http.proxy-user")
          .stringType()
          .noDefaultValue()
          .withDescription("User at the proxy (Basic), with http.proxy-password-file.");

  public static final ConfigOption<String> HTTP_PROXY_PASSWORD_FILE =
      ConfigOptions.key("http.proxy-password-file")
          .stringType()
          .noDefaultValue()
          .withDescription("File with the password of http.proxy-user, on one line.");

  public static final ConfigOption<String> HTTP_TRUSTED_CERTIFICATES =
      ConfigOptions.key("http.trusted-certificates")
          .stringType()
          .noDefaultValue()
          .withDescription("PEM file of authorities to trust instead of the JDK's own.");

  public static final ConfigOption<String> HTTP_CLIENT_CERTIFICATE =
      ConfigOptions.key("http.client-certificate")
          .stringType()
          .noDefaultValue()
          .withDescription("PEM file of the certificate that this client shows.");

  public static final ConfigOption<String> HTTP_CLIENT_KEY =
      ConfigOptions.key("http.client-key")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "PEM file of the key to http.client-certificate, as PKCS#8 (BEGIN PRIVATE KEY, or BEGIN"
                  + " ENCRYPTED PRIVATE KEY with http.client-key-password-file).");

  public static final ConfigOption<String> HTTP_CLIENT_KEY_PASSWORD_FILE =
      ConfigOptions.key("http.client-key-password-file")
          .stringType()
          .noDefaultValue()
          .withDescription("File with the password of http.client-key, on one line.");

  public static final ConfigOption<Duration> HTTP_CONNECT_TIMEOUT =
      ConfigOptions.key("http.connect-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription("How long a connection may take to open.");

  public static final ConfigOption<Duration> HTTP_IDLE_TIMEOUT =
      ConfigOptions.key("http.idle-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(50))
          .withDescription("How long an idle connection is kept for the next request.");

  public static final ConfigOption<Duration> HTTP_MAX_CONNECTION_AGE =
      ConfigOptions.key("http.max-connection-age")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "After this a connection takes no further request, and the next one looks Insider's name"
                  + " up again: so a change of addresses is seen.");

  /** All of them, in order; the reference page and the check of unknown keys read this list. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          JOB_NAME,
          MAX_PARALLELISM,
          SOURCE_TOPICS,
          SOURCE_TOPIC_PATTERN,
          SOURCE_TRUSTED_TOPICS,
          SOURCE_GROUP_ID,
          SOURCE_START,
          SOURCE_START_TIMESTAMP,
          SOURCE_STOP,
          SOURCE_PARTITION_DISCOVERY,
          SOURCE_MAX_EVENT_SIZE,
          SOURCE_MAX_DEPTH,
          SOURCE_MAX_CLOCK_LEAD,
          SOURCE_ENVELOPE,
          SOURCE_MAX_EVENTS,
          MAPPING_PRESET,
          MAPPING_FILE,
          MAPPING_DEFAULT_REGION,
          MAPPING_DEFAULT_CURRENCY,
          MAPPING_CURRENCY_SIGNS,
          MAPPING_DECIMAL_SEPARATOR,
          MAPPING_DATE_ORDER,
          MAPPING_CATEGORY_SEPARATORS,
          MAPPING_ORDER_EVENT,
          MAPPING_DROP,
          MAPPING_HASH,
          MAPPING_DROP_URL_PARAMETERS,
          MAPPING_HASH_URL_PARAMETERS,
          MAPPING_MAX_NEW_NAMES,
          MAPPING_KNOWN_NAMES,
          MAPPING_SHIPPING_COST_AS_NUMBER,
          MAPPING_NULLS,
          MAPPING_MAX_UPDATE_SIZE,
          MAPPING_MAX_LINES,
          MAPPING_MAX_NAMES,
          MAPPING_MAX_NAME_LENGTH,
          IDENTITY_EMAIL,
          IDENTITY_PHONE,
          IDENTITY_CUSTOM,
          IDENTITY_STITCHING,
          IDENTITY_CONFLICTS,
          IDENTITY_CHANGED_IDENTIFIERS,
          IDENTITY_REPEAT_WINDOW,
          IDENTITY_MAX_MESSAGES,
          IDENTITY_LINK_TTL,
          IDENTITY_BLOCKED_VALUES,
          IDENTITY_SHARED_USERS,
          IDENTITY_SHARED_WINDOW,
          IDENTITY_MAX_IDENTIFIERS,
          IDENTITY_AUDIT,
          IDENTITY_AUDIT_TOPIC,
          IDENTITY_AUDIT_SALT_FILE,
          CONSENT_REQUIRED,
          CONSENT_CATEGORIES,
          FORGET_EVENT,
          SUPPRESS_EVENT,
          UNSUPPRESS_EVENT,
          FORGET_CONTROL_TOPIC,
          PROFILE_REFRESH,
          PROFILE_TTL,
          PROFILE_MAX_ATTRIBUTES,
          PROFILE_RESEND_EPOCH,
          DELIVERY_ENDPOINT,
          DELIVERY_PARTNER_NAME,
          DELIVERY_PARTNER_NAME_FILE,
          DELIVERY_TOKEN_FILE,
          DELIVERY_MAX_IN_FLIGHT,
          DELIVERY_MAX_USERS,
          DELIVERY_MAX_BODY,
          DELIVERY_MAX_WAITING,
          DELIVERY_LINGER,
          DELIVERY_REQUEST_TIMEOUT,
          DELIVERY_LATE_EFFECTS,
          DELIVERY_REQUESTS_PER_MINUTE,
          DELIVERY_SINGLE_CALL_SHARE,
          DELIVERY_BACKOFF_INITIAL,
          DELIVERY_BACKOFF_MAX,
          DELIVERY_RETRY_AFTER_MAX,
          DELIVERY_RETRY_BUDGET,
          DELIVERY_SKIP_HOOKS,
          DELIVERY_PAST_RETENTION,
          DELIVERY_MODE,
          DELIVERY_SHADOW_TOPIC,
          DELIVERY_TRACE,
          OUTCOME_RECEIPTS_TOPIC,
          OUTCOME_DEAD_LETTERS_TOPIC,
          OUTCOME_GUARANTEE,
          OUTCOME_TRANSACTION_TIMEOUT,
          OUTCOME_TRANSACTIONAL_ID_PREFIX,
          HTTP_PROXY_HOST,
          HTTP_PROXY_PORT,
          HTTP_PROXY_USER,
          HTTP_PROXY_PASSWORD_FILE,
          HTTP_TRUSTED_CERTIFICATES,
          HTTP_CLIENT_CERTIFICATE,
          HTTP_CLIENT_KEY,
          HTTP_CLIENT_KEY_PASSWORD_FILE,
          HTTP_CONNECT_TIMEOUT,
          HTTP_IDLE_TIMEOUT,
          HTTP_MAX_CONNECTION_AGE);

  private JobOptions() {}

  private static String optionValue(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Which of day and month comes first. */
  public enum DateOrder {
    /** {@code 14/03/1990}. */
    DAY_FIRST,
    /** {@code 03/14/1990}. */
    MONTH_FIRST;

    @Override
    public String toString() {
      return optionValue(this);
    }
  }

  /** What stands before the decimals of a number. */
  public enum DecimalSeparator {
    /** {@code 12.5}. */
    POINT('.'),
    /** {@code 12,5}. */
    COMMA(',');

    private final char sign;

    DecimalSeparator(char sign) {
      this.sign = sign;
    }

    /** The character. */
    public char sign() {
      return sign;
    }

    @Override
    public String toString() {
      return optionValue(this);
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
      return optionValue(this);
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
      return optionValue(this);
    }
  }

  /** Which user an event without a user id belongs to. */
  public enum Stitching {
    /** The user that the identifier was last seen with. */
    LAST_KNOWN,
    /** The user that the identifier was first seen with. */
    FIRST_KNOWN,
    /** None: links are learned, but not used. */
    OFF;

    @Override
    public String toString() {
      return optionValue(this);
    }
  }

  /** What a trait that is null means. */
  public enum Nulls {
    /** It says nothing. */
    IGNORE,
    /** The attribute is removed. */
    CLEAR;

    @Override
    public String toString() {
      return optionValue(this);
    }
  }

  /** What happens to an e-mail or phone number of a user that Insider has and that changed. */
  public enum ChangedIdentifierPolicy {
    /** It stays. */
    KEEP,
    /** It is changed. */
    UPDATE;

    @Override
    public String toString() {
      return optionValue(this);
    }
  }

  /** What happens to an identifier that belongs to another user. */
  public enum Conflicts {
    /** It is not sent as an identifier. */
    PROTECT,
    /** It is sent, and Insider may merge the two. */
    SEND;

    @Override
    public String toString() {
      return optionValue(this);
    }
  }

  /** Whose data may be sent. */
  public enum Consent {
    /** Everybody's. */
    NONE,
    /** That of people who opted in. */
    GDPR;

    @Override
    public String toString() {
      return optionValue(this);
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
      return optionValue(this);
    }
  }

  /** Where updates go. */
  public enum DeliveryMode {
    /** To Insider. */
    LIVE,
    /** To a topic. */
    SHADOW;

    @Override
    public String toString() {
      return optionValue(this);
    }
  }

  /** How receipts and dead letters are written. */
  public enum Guarantee {
    /** In Kafka transactions that end with the checkpoint. */
    EXACTLY_ONCE,
    /** Without transactions. */
    AT_LEAST_ONCE;

    @Override
    public String toString() {
      return optionValue(this);
    }
  }
}
