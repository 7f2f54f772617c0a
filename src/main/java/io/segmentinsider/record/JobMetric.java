package io.segmentinsider.record;

import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The job's own metrics, in the order of the stream: names, labels and what they tell. A metric is
 * registered here and nowhere else, and docs/metrics.md is made from these texts.
 *
 * <p>Names are stable. Labels have few values, and none is personal.
 */
public enum JobMetric {
  OFFSET_GAPS(
      "offsetGaps",
      "segment-source",
      "Gaps: how often Kafka did not have what was to be read next in a partition.",
      "Above 0: events are lost to this job. A dead letter and `job/report` name the positions;"
          + " make the retention longer than the job may be off."),
  RECORDS_REFUSED(
      "refused",
      "segment",
      "Records and events that are no Segment events; each is a dead letter.",
      "A rise after a release of a sender: look at the dead letters' reasons."),
  CLOCKS_AHEAD(
      "clocksAhead",
      "segment",
      "Events whose time lies after Kafka's and was replaced.",
      "Many: devices or servers with wrong clocks."),
  UPDATES("updates", "mapping", "Updates that events became.", "The load."),
  EVENTS_REFUSED(
      "refused",
      "mapping",
      "Events that matched a mapping and can't be mapped; each is a dead letter.",
      "A rise: look at the dead letters' reasons."),
  UNMATCHED(
      "unmatched",
      "mapping",
      "Events that no mapping wants.",
      "A rise after a release of a sender: an event has a new name."),
  UNMATCHED_BY_NAME(
      "unmatchedByName",
      "mapping",
      List.of("event"),
      "The same by name, up to 100 names in each subtask; the others, and what looks personal, are"
          + " `(others)`.",
      "Tells which."),
  REPAIRS(
      "repairs",
      "mapping",
      List.of("repair"),
      "Repairs by their kind ([reasons.md](reasons.md)).",
      "A rise: a sender changed a field."),
  NEW_NAMES(
      "newNames",
      "mapping",
      List.of("place"),
      "Custom names that went out for the first time, by `attributes` and `event_params`.",
      "Keeps rising: names are made of values; set mapping.max-new-names-per-day."),
  ALIAS_CHANGES(
      "changes", "user-aliases", "Changes of a user id that were obeyed.", "Usually few."),
  ALIAS_DELETIONS(
      "deletions", "user-aliases", "Deletions of a user that were obeyed.", "Usually few."),
  ALIASES_REFUSED(
      "refused",
      "user-aliases",
      "Changes of a user id that were refused, as they close a circle, say.",
      "Above 0: look at the receipts' reasons."),
  USERS_SUPPRESSED(
      "usersSuppressed",
      "user-aliases",
      "Requests to suppress a user that were obeyed.",
      "Usually few."),
  USERS_UNSUPPRESSED(
      "usersUnsuppressed",
      "user-aliases",
      "Requests to end a suppression that were obeyed.",
      "Usually few."),
  SUPPRESSED_UPDATES(
      "suppressedUpdates",
      "first-user-ids",
      "Updates that were kept back, as their user is suppressed.",
      "A rise after a request: right. A rise without one: look who writes into the trusted topics."),
  REPEATS(
      "repeats",
      "identity-…",
      "Events that came before, by message id.",
      "A rise: a sender or Segment sends again."),
  UNTRUSTED(
      "untrusted",
      "identity-…",
      "Deletions, suppressions and changes of a user id out of topics that are not trusted.",
      "Above 0: somebody tries, or source.trusted-topics lacks a topic."),
  LINKS_LEARNED(
      "linksLearned",
      "identity-…",
      "Identifiers that were given a user for the first time.",
      "The usual rate of logins."),
  LINKS_MOVED(
      "linksMoved",
      "identity-…",
      "Identifiers that were given another user.",
      "A rise: shared devices, or an id that stands for many."),
  LINKS_REFUSED(
      "linksRefused",
      "identity-…",
      "Identifiers that were not given another user, as they belong to somebody for sure.",
      "A rise: a value that identifies nobody; see identity.blocked-values."),
  STITCHED(
      "stitched",
      "identity-…",
      "Updates without a user id that were given one.",
      "Falls to 0: user ids no longer arrive."),
  MESSAGES_FORGOTTEN(
      "messagesForgotten",
      "identity-…",
      "Message ids that were forgotten early, as a device has too many.",
      "Above 0: a machine sends as one device; see identity.max-messages."),
  CONFLICTS(
      "conflicts",
      "profile",
      "Identifiers that were left out, as Insider has them with another user.",
      "A rise: shared addresses or phones."),
  IDENTIFIERS_OVER_LIMIT(
      "identifiersOverLimit",
      "profile",
      "Identifiers that were left out, as a profile takes no more of their kind.",
      "A rise: an id that stands for many."),
  IDENTIFIERS_CHANGED(
      "identifiersChanged",
      "profile",
      "Identifiers of a user that Insider is asked to change.",
      "Each is a call of its own, at the pace of single calls."),
  STALE_ATTRIBUTES(
      "staleAttributes",
      "profile",
      "Attributes that were left out, as a newer value was sent.",
      "A rise: events arrive late."),
  UNCHANGED_ATTRIBUTES(
      "unchangedAttributes",
      "profile",
      "Attributes that were left out, as Insider has the value.",
      "What profile.refresh saves."),
  ATTRIBUTES_OVER_LIMIT(
      "attributesOverLimit",
      "profile",
      "Attributes that are not remembered, as a person has too many.",
      "Above 0: names are made of values; see profile.max-attributes."),
  REQUESTS("requests", "delivery", "Requests to Insider.", "0 while updates wait: held."),
  USERS("users", "delivery", "User objects in them.", "Divided by `requests`: how full they are."),
  ANSWERS(
      "answers",
      "delivery",
      List.of("endpoint", "answer"),
      "Requests by what was answered: `taken`, `taken-in-part`, `refused-unnamed`, `too-large`,"
          + " `forbidden`, one of the causes of `heldMs`, and for calls that hold nobody's data"
          + " `neutral-…`.",
      "Tells which day it is."),
  RETRIES("retries", "delivery", "Requests that are made again.", "A rise: see `answers`."),
  HOLDS("holds", "delivery", "How often calls began to be held back.", "A rise: see `heldMs`."),
  HELD_MS(
      "heldMs",
      "delivery",
      List.of("cause"),
      "Milliseconds for which calls of one kind or all have been held back for that cause; 0 if"
          + " none are.",
      "Above 300000 for any cause: an outage (`time-out`, `connection-lost`, `server-error`, …)"
          + " passes; `credentials`, `no-entry`, `certificate-not-trusted`, `tls-failed`,"
          + " `proxy-authentication`, `redirect`, `not-found`, `web-page`, `malformed-request`,"
          + " `call-not-made` need somebody: the log"
          + " says what to do."),
  UNKNOWN_ANSWERS(
      "unknownAnswers",
      "delivery",
      "Answers with a status that no document knows.",
      "Above 0: ask Insider's support."),
  DELIVERED("delivered", "delivery", "Updates that Insider took.", "The throughput."),
  DEAD_LETTERED(
      "deadLettered",
      "delivery",
      "Updates and events that delivery gave up, and deletions of further user ids.",
      "A rise: see `deadLetters`, and the log for a user id that was not deleted."),
  UNSETTLED_UPDATES(
      "unsettledUpdates",
      "delivery",
      "Updates that are neither delivered nor dead letters.",
      "High for long: delivery is the bottleneck, or is held."),
  UNSETTLED_BYTES(
      "unsettledBytes",
      "delivery",
      "Their bytes in memory, roughly.",
      "At delivery.max-waiting: the job reads more slowly."),
  OLDEST_UNSETTLED_MS(
      "oldestUnsettledMs",
      "delivery",
      "Milliseconds that the oldest of them has waited; looked at each second.",
      "Rises without end while `delivered` rises too: somebody fails alone."),
  USERS_FAILING_ALONE(
      "usersFailingAlone",
      "delivery",
      "Users who wait aside, as their requests fail although nobody else is in them.",
      "A few: poisoned content. Many: an outage that looks like it."),
  LONGEST_BUDGET_SPENT_MS(
      "longestRetryBudgetSpentMs",
      "delivery",
      "Milliseconds of delivery.retry-budget that the user has spent who has spent most.",
      "Near delivery.retry-budget: a dead letter `retry-budget` is to come."),
  REQUESTS_PER_MINUTE(
      "requestsPerMinute",
      "delivery",
      "The pace: upserts a minute that this subtask makes at most at present.",
      "Below its share of delivery.requests-per-minute: Insider asked for less (429), or an outage"
          + " was just over."),
  SINGLE_CALLS_PER_MINUTE(
      "singleCallsPerMinute",
      "delivery",
      "The same for deletions and changes of identifiers.",
      "As above; see delivery.single-call-share."),
  LAST_CHECKPOINT_AGE_MS(
      "lastCheckpointAgeMs",
      "delivery",
      "Milliseconds since the last checkpoint was complete, with which the transactions of receipts"
          + " and dead letters are committed; since the start if none was.",
      "Near outcome.transaction-timeout: receipts will be lost"
          + " ([guarantees.md](guarantees.md)). Not in the shadow."),
  RECEIPTS(
      "receipts",
      "outcome-receipts",
      List.of("status"),
      "Receipts by status.",
      "`suppressed` and `unmatched` tell where events go."),
  DEAD_LETTERS(
      "deadLetters",
      "outcome-dead-letters",
      List.of("reason"),
      "Dead letters by reason ([reasons.md](reasons.md)).",
      "A rise of any: the page of reasons says what to do, `job/replay` sends them again."),
  CONTROL_OFFSET_GAPS(
      "offsetGaps",
      "control-source",
      "The same for the control topic: confirmations of deletions are lost to this job.",
      "Above 0: the log names the positions. What was a deleted person's stays theirs until"
          + " identity.link-ttl has passed; make the retention of the topic longer."),
  BROKEN_CONTROL_RECORDS(
      "brokenControlRecords",
      "control-source",
      "Records in the control topic that are no erasures, and were passed over.",
      "Above 0: somebody else writes to the topic, or a newer release did.");

  private final String metricName;
  private final String stage;

  // Unmodifiable, as all constants make it by List.of.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> labels;

  private final String meaning;
  private final String advice;

  JobMetric(String metricName, String stage, String meaning, String advice) {
    this(metricName, stage, List.of(), meaning, advice);
  }

  JobMetric(String metricName, String stage, List<String> labels, String meaning, String advice) {
    this.metricName = metricName;
    this.stage = stage;
    this.labels = labels;
    this.meaning = meaning;
    this.advice = advice;
  }

  /** The name, without labels. */
  public String metricName() {
    return metricName;
  }

  /** The operator that has it; {@code identity-…} is each rung of the ladder. */
  public String stage() {
    return stage;
  }

  /** What it is divided by. */
  public List<String> labels() {
    return labels;
  }

  /** What it counts or shows. */
  public String meaning() {
    return meaning;
  }

  /** Which value says what. */
  public String advice() {
    return advice;
  }

  /**
   * Registers a counter.
   *
   * @param group of the operator
   * @param labelValues one for each label
   */
  public Counter counter(MetricGroup group, String... labelValues) {
    return labelled(group, labelValues).counter(metricName);
  }

  /**
   * Registers a gauge.
   *
   * @param group of the operator
   * @param value may be asked by any thread
   * @param labelValues one for each label
   */
  public <T> void gauge(MetricGroup group, Gauge<T> value, String... labelValues) {
    labelled(group, labelValues).gauge(metricName, value);
  }

  private MetricGroup labelled(MetricGroup group, String... labelValues) {
    if (labelValues.length != labels.size()) {
      throw new IllegalArgumentException(this + " needs " + labels);
    }
    MetricGroup labelled = group;
    for (int i = 0; i < labelValues.length; i++) {
      labelled = labelled.addGroup(labels.get(i), labelValues[i]);
    }
    return labelled;
  }
}
