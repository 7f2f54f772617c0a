package io.segmentinsider.sandbox;

/**
 * All that a reset throws away.
 *
 * @param store the profiles
 * @param ledger what traces say about accepted updates
 * @param counters of calls and user objects
 */
record Holdings(ProfileStore store, TraceLedger ledger, Counters counters) {

  static Holdings empty(boolean keepEvents, SeenNames names) {
    return new Holdings(new ProfileStore(keepEvents, names), new TraceLedger(), new Counters());
  }
}
