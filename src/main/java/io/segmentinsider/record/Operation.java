package io.segmentinsider.record;

/** What an update asks of Insider. The order is part of the serialized form: append only. */
public enum Operation {
  /** Insert or update a user, append events: the upsert endpoint. */
  UPSERT,
  /** Teach a link only; nothing is sent and the receipt says {@code linked}. */
  LINK,
  /** Move a profile from its previous user id to a new one: the update-identifier endpoint. */
  CHANGE_USER_ID,
  /** Erase a profile: the delete endpoint. */
  DELETE,
  /** Forget what links and messages of an identifier are remembered; never leaves the job. */
  ERASE,
  /** Keep a user's updates under another user id from now on; never leaves the job. */
  MOVE,
  /**
   * Leave a tombstone for a user id that is forgotten with another one, and erase what is still
   * under its own name. Nobody asked for this in an event, so it ends without a receipt.
   */
  FORGET,
  /** Let nothing of a user through to Insider from now on; never leaves the job. */
  SUPPRESS,
  /** Let it through again; never leaves the job. */
  UNSUPPRESS;

  /** Whether it is asked for, and obeyed only if the sender may ask for it. */
  public boolean isRequest() {
    return this == CHANGE_USER_ID || this == DELETE || this == SUPPRESS || this == UNSUPPRESS;
  }
}
