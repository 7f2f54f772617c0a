package io.segmentinsider.tools.upgrade;

import java.util.Arrays;
import java.util.Optional;

/**
 * What it means that a job has no operator any more whose state is in a savepoint. Each is the work
 * of an option, or of a jar that is not for this savepoint.
 */
enum GraphChange {
  /** {@code identity.audit} is off. */
  AUDIT(
      "outcome-audit",
      Price.NOTHING,
      "identity.audit is off: what it has written up to the savepoint is committed, and nothing"
          + " more is written"),
  /** {@code forget.control-topic} is not set. */
  CONTROL_SOURCE(
      "control-source",
      Price.LOSS,
      "forget.control-topic is not set: whom to forget, and stands in that topic unread, is not"
          + " forgotten in links"),
  /** The same, the way there. */
  CONTROL_SINK(
      "outcome-control",
      Price.NOTHING,
      "forget.control-topic is not set: nothing more is written to it"),
  /** The job goes live. */
  SHADOW(
      "outcome-shadow",
      Price.NOTHING,
      "delivery.mode is live: the calls of the shadow are committed, and count as never sent, so"
          + " every attribute is sent once"),
  /** The job goes into the shadow. */
  DELIVERY(
      "delivery",
      Price.TOO_MUCH,
      "delivery.mode is shadow: updates that the live job has not settled would be gone. Give the"
          + " shadow a job, a source.group-id and topics of its own"),
  /** No topic is trusted any more. */
  FIRST_USER_IDS(
      "first-user-ids",
      Price.LOSS,
      "source.trusted-topics is empty: changes of user ids and suppressions are forgotten: updates"
          + " under a later id become those of another person, and those of suppressed users are"
          + " sent"),
  /** The same, what asks for changes. */
  USER_ALIASES(
      "user-aliases",
      Price.LOSS,
      "source.trusted-topics is empty: user ids that were changed, deleted or suppressed are forgotten"),
  /** An identifier is none any more. */
  RUNG(
      "identity-",
      Price.LOSS,
      "this identifier is in no mapping any more, or its option is off: whose its values are is"
          + " forgotten. A custom one keeps what is known if identity.custom-identifiers names it");

  /** What is lost. */
  enum Price {
    /** Nothing that anybody would miss. */
    NOTHING,
    /** Something that must be accepted by name. */
    LOSS,
    /** What may never be lost. */
    TOO_MUCH
  }

  private final String uid;
  private final Price price;
  private final String sentence;

  GraphChange(String uid, Price price, String sentence) {
    this.uid = uid;
    this.price = price;
    this.sentence = sentence;
  }

  /** The change that takes an operator away; empty if no option does. */
  static Optional<GraphChange> of(String operator) {
    return Arrays.stream(values()).filter(change -> change.isOf(operator)).findFirst();
  }

  /** Sinks have a writer and a committer, whose names hold that of the sink. */
  private boolean isOf(String operator) {
    return switch (this) {
      case RUNG -> operator.startsWith(uid) && !operator.equals("identity-device");
      case DELIVERY, FIRST_USER_IDS, USER_ALIASES -> operator.equals(uid);
      default -> operator.contains(uid);
    };
  }

  Price price() {
    return price;
  }

  String sentence() {
    return sentence;
  }
}
