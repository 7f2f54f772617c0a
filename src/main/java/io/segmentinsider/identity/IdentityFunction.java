package io.segmentinsider.identity;

import io.segmentinsider.identity.IdentityOptions.Conflicts;
import io.segmentinsider.identity.IdentityOptions.Stitching;
import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.JobMetric;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.ValueTypeInformation;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * One rung of the ladder: learns what the event names, fills in the user that the link knows, and
 * notes who the identifier was first sent with. The first rung also ends repeats.
 */
public final class IdentityFunction extends KeyedProcessFunction<String, Update, Update>
    implements CheckpointedFunction, CheckpointListener {

  private static final long serialVersionUID = 1L;

  /** Where changes, deletions and suppressions of users go, decided on in one place. */
  public static final OutputTag<Update> USER_REQUESTS =
      new OutputTag<>("user-requests", RecordTypes.UPDATE);

  /** What a receipt says about an event of a device that nobody can be named for. */
  private static final String SHARED_DEVICE = "shared-device";

  /** How often it is asked whether a checkpoint holds what became of an identifier. */
  private static final long LOOK_EVERY_MS = 60_000;

  /** Beside the timers of links and messages, which are those of full hours. */
  private static final long LOOK_AT_MS = 2;

  private static final String UUID_PREFIX = Identifier.uuid("").key();

  private final Rung rung;
  private final IdentitySettings settings;
  private final OutputTag<Receipt> receipts;
  @Nullable private final LinkAudit audit;

  private transient Checkpoints checkpoints;
  private transient ValueState<Link> links;
  private transient SeenMessages seenMessages;
  private transient Counter repeats;
  private transient Counter untrusted;
  private transient Counter linksLearned;
  private transient Counter linksMoved;
  private transient Counter linksRefused;
  private transient Counter stitched;

  /**
   * A rung.
   *
   * @param rung which one
   * @param settings the rules
   * @param receipts where the receipts of repeats go
   * @param audit is told what becomes of links; null if nobody is
   */
  public IdentityFunction(
      Rung rung,
      IdentitySettings settings,
      OutputTag<Receipt> receipts,
      @Nullable LinkAudit audit) {
    this.rung = rung;
    this.settings = settings;
    this.receipts = receipts;
    this.audit = audit;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    checkpoints = new Checkpoints(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    checkpoints.begin(context);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    checkpoints.complete(checkpointId);
  }

  @Override
  public void open(OpenContext context) {
    links =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("link", new ValueTypeInformation<>(new LinkFormat())));
    if (remembersMessages()) {
      seenMessages =
          SeenMessages.of(getRuntimeContext(), settings.repeatWindow(), settings.maxMessages());
    }
    repeats = JobMetric.REPEATS.counter(getRuntimeContext().getMetricGroup());
    untrusted = JobMetric.UNTRUSTED.counter(getRuntimeContext().getMetricGroup());
    linksLearned = JobMetric.LINKS_LEARNED.counter(getRuntimeContext().getMetricGroup());
    linksMoved = JobMetric.LINKS_MOVED.counter(getRuntimeContext().getMetricGroup());
    linksRefused = JobMetric.LINKS_REFUSED.counter(getRuntimeContext().getMetricGroup());
    stitched = JobMetric.STITCHED.counter(getRuntimeContext().getMetricGroup());
    if (audit != null) {
      audit.open();
    }
  }

  @Override
  public void processElement(Update update, Context context, Collector<Update> out)
      throws Exception {
    if (update.operation() == Operation.ERASE) {
      erase(update, context);
      out.collect(update);
      return;
    }
    long now = context.timerService().currentProcessingTime();
    if (update.operation() == Operation.CHANGE_USER_ID) {
      changeUserId(update, now, context, out);
      return;
    }
    if (remembersMessages() && isRepeat(update, now, context)) {
      return;
    }
    switch (update.operation()) {
      case DELETE, SUPPRESS, UNSUPPRESS -> request(update, context);
      default -> {
        Identifier identifier = rung.identifierOf(update);
        out.collect(identifier == null ? update : resolve(update, identifier, now, context));
      }
    }
  }

  /**
   * A change of a user id meets what is known of the previous id as a device: Segment's server
   * libraries name a visitor so. Of a device it is a link, which needs no trust; whether a trusted
   * one is of a device the profile stage decides, which knows the previous id as a user or does
   * not.
   */
  private void changeUserId(Update change, long now, Context context, Collector<Update> out)
      throws Exception {
    Identifier device = Identifier.device(IdentifierText.normaliseDevice(change.previousUserId()));
    Link known = links.value();
    boolean isDevice = seenMessages.any() || (known != null && known.claimedBy() != null);
    if (!isDevice) {
      learnBeforeTheDevice(change, device, known, now, context);
      request(change.decided(change.previousUserId(), List.of(newIdOf(change))), context);
    } else if (isRepeat(change, now, context)) {
      return;
    } else if (change.suppression() == null) {
      Update link = resolve(asLink(change, device), device, now, context);
      Identifier claimed = link.customIdentifier(Identifier.SEGMENT_ANONYMOUS_ID);
      request(change.decided(change.previousUserId(), List.of(newIdOf(change), claimed)), context);
    } else {
      out.collect(resolve(asLink(change, device), device, now, context));
    }
  }

  /** Devices that it names beside have not met what is known of them. */
  private static Update asLink(Update change, Identifier device) {
    List<Identifier> names = new ArrayList<>();
    for (Identifier identifier : change.identifiers()) {
      if (!identifier.isDevice()) {
        names.add(identifier);
      }
    }
    names.add(device);
    return change.asLink(names);
  }

  private static Identifier newIdOf(Update change) {
    return change.identifier(Identifier.Kind.UUID);
  }

  /** If the previous id is a device's after all, whose events come later, they are this user's. */
  private void learnBeforeTheDevice(
      Update change, Identifier device, @Nullable Link known, long now, Context context)
      throws Exception {
    Link before = known == null ? Link.UNKNOWN : known;
    EventOrder order = change.header().order();
    Link link = before.learn(change.namedUserId(), order, now, rung.noteEveryMs());
    if (link.hasOtherUsersThan(before)) {
      count(change, device, order, before, context);
    }
    keep(known, link, context);
  }

  /** Goes on where user ids are decided on, if the sender may ask for it. */
  private void request(Update request, Context context) {
    if (request.suppression() == null) {
      context.output(USER_REQUESTS, request);
      return;
    }
    if (request.suppression().equals(Update.UNTRUSTED_SOURCE)) {
      untrusted.inc();
    }
    context.output(receipts, Receipt.suppressed(request, request.suppression()));
  }

  private boolean isRepeat(Update update, long now, Context context) throws Exception {
    if (update.replayed()
        || seenMessages.add(MessagePage.hash(update), now, context.timerService())) {
      return false;
    }
    repeats.inc();
    context.output(receipts, Receipt.withoutRequest(update, Receipt.Status.REPEAT));
    return true;
  }

  private Update resolve(Update update, Identifier identifier, long now, Context context)
      throws Exception {
    Link known = links.value();
    Link link = known == null ? Link.UNKNOWN : asFarAsCertain(known);
    String named = update.namedUserId();
    EventOrder order = update.header().order();
    if (named != null) {
      Link before = link;
      link =
          link.learn(named, order, now, rung.noteEveryMs())
              .sharedByMoreThan(settings.sharedUsers(), settings.sharedWindow().toMillis());
      if (link.hasOtherUsersThan(before)) {
        count(update, identifier, order, before, context);
      }
    }
    Update resolved = named == null ? fillIn(update, identifier, order, link, context) : update;
    String claim = Claim.of(identifier, resolved);
    // What is kept back never reaches Insider.
    if (claim != null && link.claimedBy() == null && resolved.suppression() == null) {
      link = link.claim(claim, now);
    }
    if (settings.consentRequired()) {
      link = link.withConsent(link.consent().with(resolved.ownersOptin(), identifier));
      resolved =
          resolved.withKnownOptin(
              link.consent().of(resolved.owner(), identifier, link, settings.stitching()));
    }
    if (settings.conflicts() == Conflicts.PROTECT && named == null && isInDoubt(update)) {
      link = inDoubt(link, context);
    }
    link = link.used(now);
    keep(known, link, context);
    return link.isUncertain()
        ? with(resolved, identifier, identifier.withheld())
        : withClaim(resolved, identifier, link.claimedBy());
  }

  private Link asFarAsCertain(Link link) {
    return link.isUncertain() && checkpoints.hold(link.uncertainSince()) ? link.certain() : link;
  }

  /**
   * Whether another rung is in doubt whose an event is that names no user: then what is decided
   * here may be taken back with it.
   */
  private static boolean isInDoubt(Update update) {
    List<Identifier> identifiers = update.identifiers();
    for (int i = 0; i < identifiers.size(); i++) {
      if (identifiers.get(i).isWithheld()) {
        return true;
      }
    }
    return false;
  }

  /** Until a checkpoint holds it; then a timer clears the doubt, and what was kept for it alone. */
  private Link inDoubt(Link link, Context context) {
    long now = context.timerService().currentProcessingTime();
    context.timerService().registerProcessingTimeTimer(nextLook(now));
    return link.uncertain(checkpoints.lastBegun(), now);
  }

  private static long nextLook(long now) {
    return (Math.floorDiv(now, LOOK_EVERY_MS) + 1) * LOOK_EVERY_MS + LOOK_AT_MS;
  }

  private void keep(@Nullable Link known, Link link, Context context) throws Exception {
    if (!link.equals(known) && !link.equals(Link.UNKNOWN)) {
      links.update(link);
      if (known == null) {
        // The one timer of the link moves on by itself.
        context.timerService().registerProcessingTimeTimer(endOf(link));
      }
    }
  }

  private void count(
      Update update, Identifier identifier, EventOrder order, Link before, Context context) {
    String previous = before.userAt(order, Stitching.LAST_KNOWN);
    boolean moved = previous != null;
    (moved ? linksMoved : linksLearned).inc();
    if (audit != null) {
      audit.tell(
          update,
          moved ? LinkChange.Kind.MOVED : LinkChange.Kind.LEARNED,
          identifier,
          Identifier.uuid(update.namedUserId()).key(),
          moved ? Identifier.uuid(previous).key() : null,
          context);
    }
  }

  /**
   * What became of the identifier now depends on when the erasure came, which a failure can take
   * back. So nobody is sent with it before a checkpoint holds this: after the failure it may be
   * another's.
   */
  private void erase(Update update, Context context) throws Exception {
    Identifier identifier = rung.identifierOf(update);
    boolean meant =
        identifier == null
            ? remembersMessages() && update.userId() != null
            : rung.keyOf(update).equals(rung.keyOf(identifier));
    if (!meant) {
      return;
    }
    Link link = links.value();
    Link left = link == null ? Link.UNKNOWN : link.without(update.owner(), update.eventTime());
    if (link != null && settings.conflicts() == Conflicts.PROTECT) {
      links.update(inDoubt(left, context));
    } else {
      keepOrForget(left);
    }
    // If anybody is left, the messages are those of others, too, or of the person who came back.
    if (remembersMessages() && left.namesNobody()) {
      seenMessages.clear();
    }
  }

  /** An address of a forgotten person is not kept even as a key. */
  private void keepOrForget(Link left) throws Exception {
    if (left.namesNobody() && (left.owners().isEmpty() || !rung.isDevice())) {
      links.clear();
    } else {
      links.update(left);
    }
  }

  private Update fillIn(
      Update update, Identifier identifier, EventOrder order, Link link, Context context) {
    boolean shared = link.isSharedAt(update.eventTime());
    String user = shared ? null : link.userAt(order, settings.stitching());
    if (user != null && isAddressOfAnother(user, link)) {
      countRefused(update, identifier, link, context);
      return update.withStitchedUserId(userOf(link.claimedBy())).withoutOptIn();
    }
    if (user != null) {
      stitched.inc();
      Update filled = update.withStitchedUserId(user);
      boolean usedIt = user.equals(link.userAt(order, Stitching.LAST_KNOWN));
      return usedIt ? filled : filled.withoutOptIn();
    }
    boolean keptBack = isOfSomebodyElse(update, order, link);
    if (shared || keptBack) {
      countRefused(update, identifier, link, context);
    }
    return keptBack ? update.withSuppression(SHARED_DEVICE) : update;
  }

  private void countRefused(Update update, Identifier identifier, Link link, Context context) {
    linksRefused.inc();
    if (audit != null) {
      audit.tell(
          update, LinkChange.Kind.REFUSED, identifier, update.owner(), link.claimedBy(), context);
    }
  }

  private static String userOf(String claim) {
    return claim.substring(UUID_PREFIX.length());
  }

  /**
   * Whether an address is another user's at Insider than the one who named it last: that may be
   * anybody. The event is of the one whom Insider finds by the address.
   */
  private boolean isAddressOfAnother(String user, Link link) {
    return settings.conflicts() == Conflicts.PROTECT
        && !rung.isDevice()
        && isOfAnotherUser(link, user);
  }

  private static boolean isOfAnotherUser(Link link, String user) {
    String claimedBy = link.claimedBy();
    return claimedBy != null
        && claimedBy.startsWith(UUID_PREFIX)
        && !claimedBy.equals(Identifier.uuid(user).key());
  }

  /**
   * Whether all that the event names is a device which, at Insider, is a user's, and which was not
   * that user's at the time: sent, the event would stand in the profile of another person.
   */
  private boolean isOfSomebodyElse(Update update, EventOrder order, Link link) {
    if (settings.conflicts() != Conflicts.PROTECT
        || !rung.isDevice()
        || link.claimedBy() == null
        || update.ownerUserId() != null
        || update.identifiers().size() != 1) {
      return false;
    }
    String user =
        link.isSharedAt(update.eventTime()) ? null : link.userAt(order, Stitching.LAST_KNOWN);
    return user == null ? !link.owners().isEmpty() : isOfAnotherUser(link, user);
  }

  private static Update withClaim(
      Update update, Identifier identifier, @Nullable String claimedBy) {
    return claimedBy == null ? update : with(update, identifier, identifier.claimed(claimedBy));
  }

  private static Update with(Update update, Identifier identifier, Identifier known) {
    List<Identifier> identifiers = new ArrayList<>(update.identifiers());
    identifiers.set(identifiers.indexOf(identifier), known);
    return update.withIdentifiers(identifiers, update.data());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Update> out)
      throws Exception {
    if (SeenMessages.isTimer(timestamp)) {
      if (remembersMessages()) {
        seenMessages.forget(timestamp, context.timerService());
      }
      return;
    }
    Link link = links.value();
    if (link == null) {
      return;
    }
    if (isLook(timestamp)) {
      look(link, context);
      return;
    }
    long due = endOf(link);
    if (due <= timestamp) {
      links.clear();
    } else {
      // The link was used since, or the time to live was shorter when the timer was set.
      context.timerService().registerProcessingTimeTimer(due);
    }
  }

  private static boolean isLook(long timestamp) {
    return Math.floorMod(timestamp, LOOK_EVERY_MS) == LOOK_AT_MS;
  }

  private void look(Link link, OnTimerContext context) throws Exception {
    Link known = asFarAsCertain(link);
    if (known.isUncertain()) {
      long now = context.timerService().currentProcessingTime();
      context.timerService().registerProcessingTimeTimer(nextLook(now));
    } else if (!known.equals(link)) {
      keepOrForget(known);
    }
  }

  /**
   * The end of the hour in which the time to live ends, and a millisecond: timers at full hours are
   * those of the messages.
   */
  private long endOf(Link link) {
    long hour = Math.floorDiv(link.confirmedAt() + settings.linkTtl().toMillis(), Link.HOUR_MS);
    return (hour + 1) * Link.HOUR_MS + 1;
  }

  private boolean remembersMessages() {
    return rung.isDevice();
  }
}
