package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Pool;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.UserData;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** The users of one request, and how it failed so far. Sent again, each user has the same bytes. */
final class Batch {

  /**
   * Failures between which others succeed after which a batch is halved. What was halved, or is of
   * one person, is taken apart at once: whoever is innocent waits with it.
   */
  private static final int PATIENCE = 3;

  /** Failures between which others succeed that it takes to spend a budget, whatever the time. */
  private static final int FAILURES_BEYOND_CHANCE = 6;

  private static final byte[] BEGIN = "{\"users\":[".getBytes(StandardCharsets.US_ASCII);

  private final List<User> users;
  private final boolean skipHook;
  private final long origin;
  private boolean part;
  private int attempts;
  private int failures;
  private int countedFailures;
  private int refusalsOfItsOwn;
  private boolean mayHaveWorked;
  private boolean everFailed;
  private long successesAtFirstFailure;
  private long successesAtLastFailure;
  private long succeedingMsAtLastFailure;
  private long notBefore;
  private long place;

  /**
   * One user object of the request.
   *
   * @param queue its owner
   * @param updates what it joins, in order
   * @param json its bytes
   * @param attemptsBefore requests that were made for its updates in other user objects
   */
  record User(OwnerQueue queue, List<PendingUpdate> updates, byte[] json, int attemptsBefore) {

    /**
     * One user object for updates of one owner that may share it: events in order of arrival, per
     * attribute the later update wins, and the identifiers are those of the last.
     *
     * @param writer makes its bytes
     */
    static User of(OwnerQueue queue, List<PendingUpdate> updates, UserObjectWriter writer) {
      PendingUpdate last = updates.get(updates.size() - 1);
      byte[] json =
          last.endpoint() == Endpoint.ATTRIBUTE_DELETE
              ? writer.attributeDelete(last.update(), last.content())
              : writer.user(last.update(), join(updates));
      return new User(queue, updates, json, queue.attempts());
    }

    private static UserData.Content join(List<PendingUpdate> updates) {
      if (updates.size() == 1) {
        return updates.get(0).content();
      }
      Map<String, Attribute> defaults = new LinkedHashMap<>();
      Map<String, Attribute> custom = new LinkedHashMap<>();
      List<EventEntry> events = new ArrayList<>();
      for (PendingUpdate pending : updates) {
        for (Attribute attribute : pending.content().attributes()) {
          (attribute.custom() ? custom : defaults).put(attribute.name(), attribute);
        }
        events.addAll(pending.content().events());
      }
      List<Attribute> attributes = new ArrayList<>(defaults.size() + custom.size());
      attributes.addAll(defaults.values());
      attributes.addAll(custom.values());
      return new UserData.Content(updates.get(0).content().shape(), attributes, events);
    }

    /** The device that it names; null if it names none. */
    @Nullable
    String device() {
      return updates.get(updates.size() - 1).device();
    }
  }

  /**
   * A batch that was not sent yet.
   *
   * @param users at least one
   * @param origin tells it and its parts apart from all others
   */
  Batch(List<User> users, boolean skipHook, long origin) {
    this.users = new ArrayList<>(users);
    this.skipHook = skipHook;
    this.origin = origin;
  }

  List<User> users() {
    return users;
  }

  /** The first user; the only one if there is one. */
  User first() {
    return users.get(0);
  }

  boolean hasOneUser() {
    return users.size() == 1;
  }

  long origin() {
    return origin;
  }

  Endpoint endpoint() {
    return first().updates().get(0).endpoint();
  }

  /** How often it failed, for the wait until the next try. */
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

  /** When it may leave again, milliseconds. */
  long notBefore() {
    return notBefore;
  }

  /** Its place among those that may leave at the same time. */
  long place() {
    return place;
  }

  void waitUntil(long time, long newPlace) {
    notBefore = time;
    place = newPlace;
  }

  /**
   * Counts a failure that is nobody's in particular.
   *
   * @param queue of its endpoint, which knows when others succeeded
   * @return for how long others succeeded since the failure before, milliseconds
   */
  long failed(EndpointQueue queue) {
    boolean counts = everFailed && queue.successes() > successesAtLastFailure;
    long counted = everFailed ? queue.succeedingMs() - succeedingMsAtLastFailure : 0;
    countedFailures += counts ? 1 : 0;
    refused(queue);
    return counted;
  }

  /** Counts a refusal that may be everybody's or this content's. */
  void refused(EndpointQueue queue) {
    if (!everFailed) {
      everFailed = true;
      successesAtFirstFailure = queue.successes();
    }
    failures++;
    successesAtLastFailure = queue.successes();
    succeedingMsAtLastFailure = queue.succeedingMs();
  }

  /** Notes that a neutral call was let in after this was refused. */
  void refusedThoughOthersAreLetIn() {
    refusalsOfItsOwn++;
  }

  /** Whether that was so more than once: it is no door that opened in between. */
  boolean isRefusedForWhatItHolds() {
    return refusalsOfItsOwn > 1;
  }

  /** Counts an answer that asks for fewer requests, which says nothing of these users. */
  void slowedDown() {
    failures++;
  }

  /** Whether others succeeded since this one began to fail. */
  boolean othersSucceeded(EndpointQueue queue) {
    return everFailed && queue.successes() > successesAtFirstFailure;
  }

  /** Whether it failed so often while others succeeded that its content must be why. */
  boolean isOutOfPatience() {
    boolean joined = hasOneUser() && first().updates().size() > 1;
    return countedFailures >= (joined || (part && !hasOneUser()) ? 1 : PATIENCE);
  }

  /** Whether it failed so often while others succeeded that chance is not why. */
  boolean isBeyondChance() {
    return countedFailures >= FAILURES_BEYOND_CHANCE;
  }

  /** Whether its only user keeps failing while others succeed, which says nothing of those. */
  boolean failsAloneWhileOthersSucceed() {
    return hasOneUser() && countedFailures > 0;
  }

  /** Whether its users are on the way to be told apart. */
  private boolean isTakenApart() {
    return part || countedFailures > 0 || refusalsOfItsOwn > 0;
  }

  /** Notes an answer, or none, after which Insider may have done what was asked. */
  void leftInDoubt() {
    mayHaveWorked = true;
  }

  /** Whether Insider may have done what was asked, although it did not say so. */
  boolean mayHaveWorked() {
    return mayHaveWorked;
  }

  /** Two halves, in order, to be told apart; only if there is more than one user. */
  List<Batch> halves() {
    int middle = users.size() / 2;
    return List.of(part(users.subList(0, middle)), part(users.subList(middle, users.size())));
  }

  private Batch part(List<User> some) {
    Batch half = with(some);
    half.part = true;
    return half;
  }

  /** Takes out the first user, to try alone; only if there is more than one. */
  Batch takeFirst() {
    Batch first = with(List.of(users.remove(0)));
    first.part = part;
    first.failures = failures;
    forgetFailuresWithOthers();
    return first;
  }

  /**
   * The first update of the only user, to try alone: nobody else may be there to tell whether what
   * it shares a user object with is why it fails.
   */
  void keepFirstUpdate() {
    User user = first();
    users.set(0, User.of(user.queue(), user.queue().keepFirst(), new UserObjectWriter()));
  }

  /** Whether users of another batch may come back to this one. */
  boolean takesBack(Batch other, int maxUsers, int maxBytes) {
    return !isTakenApart()
        && !other.isTakenApart()
        && skipHook == other.skipHook
        && users.size() + other.users.size() <= maxUsers
        && sizeInBytes() + other.sizeInBytes() <= maxBytes;
  }

  /** Takes users back behind its own. */
  void takeBack(Batch other) {
    users.addAll(other.users);
    failures = Math.max(failures, other.failures);
  }

  private Batch with(List<User> others) {
    Batch batch = new Batch(others, skipHook, origin);
    batch.attempts = attempts;
    batch.everFailed = everFailed;
    batch.refusalsOfItsOwn = refusalsOfItsOwn;
    batch.forgetFailuresWithOthers();
    batch.mayHaveWorked = mayHaveWorked;
    batch.successesAtFirstFailure = successesAtFirstFailure;
    batch.successesAtLastFailure = successesAtLastFailure;
    batch.succeedingMsAtLastFailure = succeedingMsAtLastFailure;
    return batch;
  }

  /** What failed or was refused with others says nothing of one user, who could end for it. */
  private void forgetFailuresWithOthers() {
    if (hasOneUser()) {
      countedFailures = 0;
      refusalsOfItsOwn = 0;
    }
  }

  /** The request. Its root holds {@code platform} if the preset asks for it. */
  UpsertRequest request(
      @Nullable String platform, boolean freshCredentials, @Nullable TraceHeader trace) {
    Endpoint endpoint = endpoint();
    if (endpoint.pool() == Pool.SINGLE) {
      return SingleCall.request(endpoint, first().updates().get(0), freshCredentials);
    }
    if (trace != null) {
      users.forEach(user -> trace.add(user.queue().owner(), user.updates()));
    }
    return new UpsertRequest(
        endpoint,
        body(endpoint, platform),
        users.size(),
        freshCredentials,
        trace == null ? null : trace.text());
  }

  private byte[] body(Endpoint endpoint, @Nullable String platform) {
    StringBuilder members = new StringBuilder("]");
    if (endpoint == Endpoint.UPSERT && skipHook) {
      members.append(",\"skip_hook\":true");
    }
    if (endpoint == Endpoint.UPSERT && platform != null) {
      members.append(",\"platform\":\"").append(platform).append('"');
    }
    byte[] end = members.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    // Between users stands a comma, and each of them counts one.
    ByteBuffer body = ByteBuffer.allocate(BEGIN.length + sizeInBytes() - 1 + end.length);
    body.put(BEGIN).put(users.get(0).json());
    for (int i = 1; i < users.size(); i++) {
      body.put((byte) ',').put(users.get(i).json());
    }
    return body.put(end).array();
  }

  /** Bytes of all user objects, each with a comma. */
  int sizeInBytes() {
    int bytes = 0;
    for (User user : users) {
      bytes += user.json().length + 1;
    }
    return bytes;
  }
}
