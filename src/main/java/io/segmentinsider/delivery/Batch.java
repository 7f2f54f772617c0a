package io.segmentinsider.delivery;

import io.segmentinsider.record.Update;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** The users of one request, and how often it failed. Sent again, it has the same bytes. */
final class Batch {

  private static final long NEVER = Long.MIN_VALUE;

  private final List<User> users;
  private final boolean skipHook;
  private int attempts;
  private int failures;
  private int slowedDown;
  private boolean mayHaveWorked;
  private long successesAtFirstFailure = NEVER;
  private long lastFailureAt;
  private long successesAtLastFailure;
  private long failingMs;

  /**
   * One user object of the request.
   *
   * @param queue its owner
   * @param updates what it joins, in order
   * @param json its bytes
   */
  record User(OwnerQueue queue, List<Pending> updates, byte[] json) {

    static User of(OwnerQueue queue, List<Pending> updates) {
      return new User(queue, updates, UserObject.of(updates));
    }
  }

  Batch(List<User> users, boolean skipHook) {
    this.users = List.copyOf(users);
    this.skipHook = skipHook;
  }

  List<User> users() {
    return users;
  }

  /** Whether it holds one owner's updates and nothing else. */
  boolean isOf(OwnerQueue owner) {
    return users.size() == 1 && users.get(0).queue().owner().equals(owner.owner());
  }

  /** Whether it is a call of its own instead of an upsert. */
  boolean isSingleCall() {
    return SingleCall.isMadeFor(users.get(0).updates().get(0).update());
  }

  boolean skipHook() {
    return skipHook;
  }

  int failures() {
    return failures;
  }

  /** Requests made for these users, those of the larger batches before it included. */
  int attempts() {
    return attempts;
  }

  void attempted() {
    attempts++;
  }

  /**
   * Counts a failure that is nobody's in particular. The time since the failure before counts only
   * if something else succeeded in it: an outage uses up nobody's budget, whenever it begins.
   *
   * @param now milliseconds of a clock that never goes back
   * @param successes requests of this subtask that succeeded so far
   * @param nobodyElseCanTell whether no other user is left, or can come, that could succeed
   */
  void failed(long now, long successes, boolean nobodyElseCanTell) {
    boolean counts = successes > successesAtLastFailure || nobodyElseCanTell;
    if (failures > 0 && counts) {
      failingMs += now - lastFailureAt;
    }
    failures++;
    lastFailureAt = now;
    successesAtLastFailure = successes;
    if (successesAtFirstFailure == NEVER) {
      successesAtFirstFailure = successes;
    }
  }

  /** Counts an answer that asks for fewer requests, which says nothing of these users. */
  int slowedDown() {
    return ++slowedDown;
  }

  /** Notes an answer, or none, after which Insider may have done what was asked. */
  void leftInDoubt() {
    mayHaveWorked = true;
  }

  /** Whether Insider may have done what was asked, although it did not say so. */
  boolean mayHaveWorked() {
    return mayHaveWorked;
  }

  /** Whether other requests succeeded since this one began to fail. */
  boolean othersSucceeded(long successes) {
    return successesAtFirstFailure != NEVER && successes > successesAtFirstFailure;
  }

  /** Milliseconds for which it failed while others succeeded. */
  long failingMs() {
    return failingMs;
  }

  /** Two halves, in order; only if there is more than one user. */
  List<Batch> halves() {
    int middle = users.size() / 2;
    return List.of(with(users.subList(0, middle)), with(users.subList(middle, users.size())));
  }

  /** One batch for each update of the only user, in order. */
  List<Batch> apart() {
    User user = users.get(0);
    List<Batch> batches = new ArrayList<>();
    for (Pending pending : user.updates()) {
      batches.add(with(List.of(User.of(user.queue(), List.of(pending)))));
    }
    return batches;
  }

  /**
   * Other users with this batch's flag, attempts, and the successes that it saw: what is left of it
   * may fail on when everybody else is served and nothing is left to succeed.
   */
  Batch with(List<User> others) {
    Batch batch = new Batch(others, skipHook);
    batch.attempts = attempts;
    batch.successesAtFirstFailure = successesAtFirstFailure;
    return batch;
  }

  /** The request. Its root holds {@code platform} if the preset asks for it. */
  UpsertRequest request(@Nullable String platform, @Nullable TraceHeader trace) {
    Update first = users.get(0).updates().get(0).update();
    if (SingleCall.isMadeFor(first)) {
      return SingleCall.request(first);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(64 + sizeInBytes());
    raw(body, "{\"users\":[");
    String separator = "";
    for (User user : users) {
      raw(body, separator);
      body.writeBytes(user.json());
      separator = ",";
      if (trace != null) {
        trace.add(user.queue().owner(), user.updates());
      }
    }
    raw(body, "]");
    if (skipHook) {
      raw(body, ",\"skip_hook\":true");
    }
    if (platform != null) {
      raw(body, ",\"platform\":\"" + platform + "\"");
    }
    raw(body, "}");
    return new UpsertRequest(
        UpsertRequest.Endpoint.UPSERT,
        body.toByteArray(),
        users.size(),
        trace == null ? null : trace.text());
  }

  /** Bytes of all user objects. */
  int sizeInBytes() {
    int bytes = 0;
    for (User user : users) {
      bytes += user.json().length + 1;
    }
    return bytes;
  }

  private static void raw(ByteArrayOutputStream body, String ascii) {
    body.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
