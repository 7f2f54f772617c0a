package io.segmentinsider.identity;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.JobMetric;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Person;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.ValueTypeInformation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decides on all changes, deletions and suppressions of user ids, in one place and one order, as
 * each may be about several ids at once. An id resolves to the end of its chain; a change that
 * would make a circle is refused; a deletion is one of the whole chain, and removes it; a
 * suppression is one of the whole chain, too, and of the ids that join it later. No event passes
 * here.
 */
public final class UserAliasFunction extends KeyedProcessFunction<String, Update, Update> {

  /** What a receipt says about a change of an id to one that it took the place of before. */
  static final String CYCLE = "alias-cycle";

  /** What a receipt says about a second change of an id. */
  static final String AGAIN = "alias-again";

  /** What a receipt says about a change that would give a person too many ids. */
  static final String LIMIT = "alias-limit";

  /** What a receipt says about a request from before its user asked to be forgotten. */
  static final String FORGOTTEN = "forgotten";

  private static final long serialVersionUID = 1L;
  private static final String KEY = "users";

  private final int maxUserIds;
  private final Duration ttl;
  private final OutputTag<Receipt> receipts;

  private transient MapState<String, UserAlias> known;

  /** Without a time to live: who is suppressed stays so until somebody ends it. */
  private transient MapState<String, Suppression> suppressions;

  private transient Counter changes;
  private transient Counter deletions;
  private transient Counter refused;
  private transient Counter suppressed;
  private transient Counter unsuppressed;

  /**
   * The step.
   *
   * @param maxUserIds user ids of one person at most
   * @param ttl how long a change or a deletion is remembered
   * @param receipts where the receipts of requests go that end here
   */
  public UserAliasFunction(int maxUserIds, Duration ttl, OutputTag<Receipt> receipts) {
    this.maxUserIds = maxUserIds;
    this.ttl = ttl;
    this.receipts = receipts;
  }

  /** The key, which is the same for all. */
  public static String keyOf(Update request) {
    return KEY;
  }

  @Override
  public void open(OpenContext context) {
    known =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "user-aliases",
                    RecordTypes.KEY,
                    new ValueTypeInformation<>(new UserAliasFormat())));
    suppressions =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "suppressions",
                    RecordTypes.KEY,
                    new ValueTypeInformation<>(new SuppressionFormat())));
    changes = JobMetric.ALIAS_CHANGES.counter(getRuntimeContext().getMetricGroup());
    deletions = JobMetric.ALIAS_DELETIONS.counter(getRuntimeContext().getMetricGroup());
    refused = JobMetric.ALIASES_REFUSED.counter(getRuntimeContext().getMetricGroup());
    suppressed = JobMetric.USERS_SUPPRESSED.counter(getRuntimeContext().getMetricGroup());
    unsuppressed = JobMetric.USERS_UNSUPPRESSED.counter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(Update request, Context context, Collector<Update> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    UserAliases aliases = new UserAliases(known, now);
    switch (request.operation()) {
      case DELETE -> delete(request, aliases, context, out);
      case SUPPRESS, UNSUPPRESS -> {
        suppress(request, aliases, context, out);
        return;
      }
      default -> change(request, aliases, context, out);
    }
    context.timerService().registerProcessingTimeTimer(endOfDay(now));
  }

  /** All ids that the person has now are suppressed, each by itself, or none of them is. */
  private void suppress(Update request, UserAliases aliases, Context context, Collector<Update> out)
      throws Exception {
    boolean changed = false;
    for (String userId : aliases.personOf(request.namedUserId())) {
      changed |= ask(Suppression.Request.of(request), request, userId, out);
    }
    if (changed) {
      (request.operation() == Operation.SUPPRESS ? suppressed : unsuppressed).inc();
    }
    context.output(
        receipts,
        Receipt.withoutRequest(
            request, changed ? Receipt.Status.LINKED : Receipt.Status.UNCHANGED));
  }

  /** Tells the step where the user's events pass; whether anything changed for the user now. */
  private boolean ask(
      Suppression.Request asked, Update request, String userId, Collector<Update> out)
      throws Exception {
    Suppression before = suppressionOf(userId);
    Suppression after = before.with(asked);
    if (!after.equals(before)) {
      suppressions.put(userId, after);
      out.collect(
          request.aboutUser(
              asked.suppresses() ? Operation.SUPPRESS : Operation.UNSUPPRESS, userId));
    }
    return after.isSuppressed() != before.isSuppressed();
  }

  private Suppression suppressionOf(String userId) throws Exception {
    Suppression suppression = suppressions.get(userId);
    return suppression == null ? Suppression.NONE : suppression;
  }

  /** Ids that become one person: if one of them is suppressed, all are, from this change on. */
  private void suppressTogether(Update change, List<String> person, Collector<Update> out)
      throws Exception {
    boolean any = false;
    for (String userId : person) {
      any |= suppressionOf(userId).isSuppressed();
    }
    if (any) {
      for (String userId : person) {
        if (!suppressionOf(userId).isSuppressed()) {
          ask(Suppression.Request.at(change, true), change, userId, out);
        }
      }
    }
  }

  private void change(Update request, UserAliases aliases, Context context, Collector<Update> out)
      throws Exception {
    String previous = request.previousUserId();
    String current = request.namedUserId();
    String refusal = refusalOf(request, aliases);
    String next = aliases.of(previous).next();
    if (refusal != null) {
      refuse(request, refusal, context);
    } else if (next == null) {
      changes.inc();
      follow(request, aliases, out);
    } else if (request.replayed()) {
      // Insider refused it, and somebody found out why.
      String end = aliases.endOf(current);
      out.collect(request.decided(aliases.of(previous).first(), names(request, end)));
    } else {
      context.output(receipts, Receipt.withoutRequest(request, Receipt.Status.LINKED));
    }
  }

  /** Why a change is not made; null if it is, or was. */
  private String refusalOf(Update request, UserAliases aliases) throws Exception {
    String previous = request.previousUserId();
    String current = request.namedUserId();
    UserAlias from = aliases.of(previous);
    long forgottenAt = Math.max(from.forgottenAt(), aliases.of(current).forgottenAt());
    if (request.eventTime() <= forgottenAt) {
      return FORGOTTEN;
    }
    if (from.next() != null) {
      return from.next().equals(current) ? null : AGAIN;
    }
    if (aliases.endOf(current).equals(previous)) {
      return CYCLE;
    }
    int userIds = aliases.personOf(previous).size() + aliases.personOf(current).size();
    return userIds > maxUserIds ? LIMIT : null;
  }

  /** The new id, and all that belong to it, come under the first id of the previous one. */
  private void follow(Update request, UserAliases aliases, Collector<Update> out) throws Exception {
    String previous = request.previousUserId();
    String current = request.namedUserId();
    String end = aliases.endOf(current);
    if (aliases.isUnknown(previous)) {
      // An older change of it may be forgotten here, and still be in use behind.
      out.collect(ofUserId(Operation.MOVE, previous, previous, request.eventTime()));
    }
    List<String> joined = aliases.replace(previous, current);
    String first = aliases.of(previous).first();
    suppressTogether(request, aliases.personOf(first), out);
    for (String userId : joined) {
      long forgottenAt = aliases.of(userId).forgottenAt();
      if (forgottenAt != UserAlias.NEVER) {
        out.collect(ofUserId(Operation.FORGET, userId, first, forgottenAt));
      }
      if (!userId.equals(end)) {
        out.collect(ofUserId(Operation.MOVE, userId, first, request.eventTime()));
      }
    }
    out.collect(request.decided(first, names(request, end)));
  }

  /** The new id, the one that it replaces, and the device that this may be instead. */
  private static List<Identifier> names(Update request, String end) {
    List<Identifier> names = new ArrayList<>();
    names.add(Identifier.uuid(end));
    names.add(Identifier.uuid(request.previousUserId()));
    Identifier device = request.customIdentifier(Identifier.SEGMENT_ANONYMOUS_ID);
    if (device != null) {
      names.add(device);
    }
    return names;
  }

  private void delete(Update request, UserAliases aliases, Context context, Collector<Update> out)
      throws Exception {
    String named = request.namedUserId();
    UserAlias alias = aliases.of(named);
    if (!request.replayed() && request.eventTime() <= alias.forgottenAt()) {
      refuse(request, FORGOTTEN, context);
      return;
    }
    deletions.inc();
    String first = alias.first();
    List<Identifier> names = new ArrayList<>();
    names.add(Identifier.uuid(named));
    List<String> person = aliases.forget(named, request.eventTime());
    for (String userId : person) {
      if (!userId.equals(named)) {
        names.add(Identifier.uuid(userId));
      }
    }
    // Who has one id here may come under another all the same, if that change is forgotten.
    out.collect(person.size() == 1 ? request : request.decided(first, names));
    for (String userId : person) {
      if (!userId.equals(first)) {
        // The record of the first one alone knows what is deleted.
        List<Identifier> together = List.of(Identifier.uuid(userId), Identifier.uuid(first));
        out.collect(
            ofUserId(Operation.FORGET, userId, userId, request.eventTime())
                .decided(userId, together));
        out.collect(ofUserId(Operation.MOVE, userId, userId, request.eventTime()));
      }
    }
  }

  private void refuse(Update request, String reason, Context context) {
    refused.inc();
    context.output(receipts, Receipt.suppressed(request, reason));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Update> out)
      throws Exception {
    if (new UserAliases(known, timestamp).dropUnchangedSince(timestamp - ttl.toMillis())) {
      context.timerService().registerProcessingTimeTimer(endOfDay(timestamp));
    }
  }

  private static long endOfDay(long now) {
    return (Math.floorDiv(now, FirstUserId.DAY_MS) + 1) * FirstUserId.DAY_MS;
  }

  /** What the steps behind this one are told of a user id. */
  private static Update ofUserId(Operation operation, String userId, String first, long eventTime) {
    Person person = new Person(List.of(Identifier.uuid(userId)), null, first, null, null);
    return Update.message("user-id", operation, eventTime, null, userId, person);
  }
}
