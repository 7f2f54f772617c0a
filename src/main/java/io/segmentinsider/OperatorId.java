package io.segmentinsider;

/**
 * Names and uids of all operators in the order of the stream. A uid ties an operator to its state
 * in a savepoint: it never changes, and a test holds it.
 */
enum OperatorId {
  SEGMENT_SOURCE("segment-source"),
  SEGMENT("segment"),
  MAPPING("mapping"),
  USER_ALIASES("user-aliases"),
  OF_USERS("of-users"),
  OF_OTHERS("of-others"),
  FIRST_USER_IDS("first-user-ids"),
  PROFILE("profile"),
  DELIVERY("delivery"),
  SHADOW("shadow"),
  CONTROL_SOURCE("control-source"),
  CONTROL("control"),
  RECEIPTS("outcome-receipts"),
  DEAD_LETTERS("outcome-dead-letters"),
  SHADOW_CALLS("outcome-shadow"),
  ERASURES("outcome-control"),
  AUDIT("outcome-audit");

  /** Each rung of the ladder stands after this prefix; configuration names some of them. */
  private static final String IDENTITY_PREFIX = "identity-";

  private final String uid;

  OperatorId(String uid) {
    this.uid = uid;
  }

  /** The uid, and the name in the job graph. */
  String uid() {
    return uid;
  }

  /** The uid of a rung of the ladder. */
  static String identityUid(String rungName) {
    return IDENTITY_PREFIX + rungName;
  }
}
