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
  ERASE
}
