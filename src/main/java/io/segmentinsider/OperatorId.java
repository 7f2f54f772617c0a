package io.segmentinsider;

/**
 * Names and uids of all operators in the order of the stream. A uid ties an operator to its state
 * in a savepoint: it never changes, and a test holds it.
 */
enum OperatorId {
  SEGMENT_SOURCE("segment-source"),
  SEGMENT("segment"),
  MAPPING("mapping"),
  IDENTITY_DEVICE("identity-device"),
  IDENTITY_PHONE("identity-phone"),
  IDENTITY_EMAIL("identity-email"),
  PROFILE("profile"),
  DELIVERY("delivery"),
  RECEIPTS("outcome-receipts"),
  DEAD_LETTERS("outcome-dead-letters");

  /** The rungs of custom identifiers, which configuration names. */
  private static final String IDENTITY_PREFIX = "identity-";

  private final String uid;

  OperatorId(String uid) {
    this.uid = uid;
  }

  /** The uid, and the name in the job graph. */
  String uid() {
    return uid;
  }

  /** The uid of the rung of a custom identifier. */
  static String identityUid(String identifierName) {
    return IDENTITY_PREFIX + identifierName;
  }
}
