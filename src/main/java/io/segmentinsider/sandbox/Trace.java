package io.segmentinsider.sandbox;

import javax.annotation.Nullable;

/** The trace of one request beside its user objects; what cannot be read of it is counted. */
final class Trace {

  @Nullable private final TraceReader header;
  private final TraceLedger ledger;
  private boolean traced;

  /**
   * A trace before its first user object.
   *
   * @param header null if the request has none
   */
  Trace(@Nullable String header, TraceLedger ledger) {
    this.header = header == null ? null : new TraceReader(header);
    this.ledger = ledger;
  }

  /** Goes to the next user object. */
  void next() {
    try {
      traced = header != null && header.nextUser();
    } catch (IllegalArgumentException e) {
      traced = false;
      ledger.unreadable();
    }
  }

  /** Notes that attributes of the present user were removed. */
  void removed() {
    if (!traced) {
      return;
    }
    try {
      ledger.removed(header);
    } catch (IllegalArgumentException e) {
      ledger.unreadable();
    }
  }

  /** Notes that the present user object was accepted for a profile. */
  void accepted(ReceivedUser user, int profile) {
    if (!traced) {
      return;
    }
    try {
      ledger.accept(header, user, profile);
    } catch (IllegalArgumentException e) {
      ledger.unreadable();
    }
  }
}
