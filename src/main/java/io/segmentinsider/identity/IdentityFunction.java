package io.segmentinsider.identity;

import io.segmentinsider.config.JobOptions.Conflicts;
import io.segmentinsider.config.JobOptions.Stitching;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.ValueTypeInformation;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * One rung of the ladder: learns what the event names, fills in the user that the link knows, and
 * notes who the identifier was first sent with. The first rung also ends repeats.
 */
public final class IdentityFunction extends KeyedProcessFunction<String, Update, Update> {

  private static final long serialVersionUID = 1L;

  /** What a receipt says about an event of a device that nobody can be named for. */
  private static final String SHARED_DEVICE = "shared-device";

  private static final String UUID_PREFIX = Identifier.uuid("").key();

  private final Rung rung;
  private final JobSettings.Identity settings;
  private final OutputTag<Receipt> receipts;
  @Nullable private final LinkAudit audit;

  private transient ValueState<Link> links;
  private transient SeenMessages seenMessages;
  private transient Counter repeats;
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
      JobSettings.Identity settings,
      OutputTag<Receipt> receipts,
      @Nullable LinkAudit audit) {
    this.rung = rung;
    this.settings = settings;
    this.receipts = receipts;
    this.audit = audit;
  }

  @Override
  public void open(OpenContext context) {
    links =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("link", new ValueTypeInformation<>(new LinkFormat())));
    if (remembersMessages()) {
      seenMessages = SeenMessages.of(getRuntimeContext(), settings.repeatWindow());
    }
    repeats = getRuntimeContext().getMetricGroup().counter("repeats");
    linksLearned = getRuntimeContext().getMetricGroup().counter("linksLearned");
    linksMoved = getRuntimeContext().getMetricGroup().counter("linksMoved");
    linksRefused = getRuntimeContext().getMetricGroup().counter("linksRefused");
    stitched = getRuntimeContext().getMetricGroup().counter("stitched");
    if (audit != null) {
      audit.open();
    }
  }

  @Override
  public void processElement(Update update, Context context, Collector<Update> out)
      throws Exception {
    if (update.operation() == Operation.ERASE) {
      erase(update);
      out.collect(update);
      return;
    }
    long now = context.timerService().currentProcessingTime();
    if (remembersMessages()
        && !update.replayed()
        && !seenMessages.add(MessagePage.hash(update), now, context.timerService())) {
      repeats.inc();
      context.output(receipts, Receipt.withoutRequest(update, Receipt.Status.REPEAT));
      return;
    }
    Identifier identifier = rung.identifierOf(update);
    boolean passes = identifier == null || update.operation() == Operation.DELETE;
    out.collect(passes ? update : resolve(update, identifier, now, context));
  }

  private Update resolve(Update update, Identifier identifier, long now, Context context)
      throws Exception {
    Link known = links.value();
    Link link = known == null ? Link.UNKNOWN : known;
    String named = update.namedUserId();
    if (named != null) {
      Link before = link;
      if (update.operation() == Operation.CHANGE_USER_ID && update.previousUserId() != null) {
        link = link.renamed(update.previousUserId(), named);
      }
      link =
          link.learn(named, update.eventTime(), now)
              .sharedByMoreThan(settings.sharedUsers(), settings.sharedWindow().toMillis());
      if (link.hasOtherUsersThan(before)) {
        count(update, identifier, named, before, context);
      }
    }
    Update resolved = named == null ? fillIn(update, identifier, link, context) : update;
    if (settings.consentRequired()) {
      link = link.consented(update.gdprOptin(), update.gdprTime(), now);
      resolved = resolved.withConsent(link.consent(), link.consentAt());
    }
    String claim = Claim.of(identifier, resolved);
    if (claim != null && link.claimedBy() == null) {
      link = link.claim(claim, now);
    }
    if (!link.equals(known) && !link.equals(Link.UNKNOWN)) {
      links.update(link);
      moveCleanUp(known, link, now, context.timerService());
    }
    return withClaim(resolved, identifier, link.claimedBy());
  }

  private void count(
      Update update, Identifier identifier, String named, Link before, Context context) {
    String previous = before.userAt(update.eventTime(), Stitching.LAST_KNOWN);
    boolean moved = previous != null;
    (moved ? linksMoved : linksLearned).inc();
    if (audit != null) {
      audit.tell(
          update,
          moved ? LinkChange.Kind.MOVED : LinkChange.Kind.LEARNED,
          identifier,
          Identifier.uuid(named).key(),
          moved ? Identifier.uuid(previous).key() : null,
          context);
    }
  }

  private void erase(Update update) throws Exception {
    Identifier identifier = rung.identifierOf(update);
    boolean meant =
        identifier == null
            ? remembersMessages() && update.userId() != null
            : rung.keyOf(update).equals(rung.keyOf(identifier));
    if (!meant) {
      return;
    }
    if (remembersMessages()) {
      seenMessages.clear();
    }
    Link link = links.value();
    if (link != null) {
      Link left = link.without(update.owner());
      if (left.equals(Link.UNKNOWN)) {
        links.clear();
      } else {
        links.update(left);
      }
    }
  }

  private Update fillIn(Update update, Identifier identifier, Link link, Context context) {
    boolean shared = link.isSharedAt(update.eventTime());
    String user = shared ? null : link.userAt(update.eventTime(), settings.stitching());
    if (user != null) {
      stitched.inc();
      return update.withStitchedUserId(user);
    }
    boolean keptBack = isOfSomebodyElse(update, link);
    if (shared || keptBack) {
      linksRefused.inc();
      if (audit != null) {
        audit.tell(
            update, LinkChange.Kind.REFUSED, identifier, update.owner(), link.claimedBy(), context);
      }
    }
    return keptBack ? update.withSuppression(SHARED_DEVICE) : update;
  }

  /**
   * Whether all that the event names is a device which, at Insider, is a user's, and which was not
   * that user's at the time: sent, the event would stand in the profile of another person.
   */
  private boolean isOfSomebodyElse(Update update, Link link) {
    if (settings.conflicts() != Conflicts.PROTECT
        || !rung.isDevice()
        || link.claimedBy() == null
        || update.ownerUserId() != null
        || update.identifiers().size() != 1) {
      return false;
    }
    String user =
        link.isSharedAt(update.eventTime())
            ? null
            : link.userAt(update.eventTime(), Stitching.LAST_KNOWN);
    if (user == null) {
      return !link.owners().isEmpty();
    }
    return link.claimedBy().startsWith(UUID_PREFIX)
        && !link.claimedBy().equals(Identifier.uuid(user).key());
  }

  private static Update withClaim(
      Update update, Identifier identifier, @Nullable String claimedBy) {
    if (claimedBy == null) {
      return update;
    }
    List<Identifier> identifiers = new ArrayList<>(update.identifiers());
    identifiers.set(identifiers.indexOf(identifier), identifier.claimed(claimedBy));
    return update.withIdentifiers(identifiers, update.data());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Update> out)
      throws Exception {
    if (remembersMessages()) {
      seenMessages.forget(timestamp, context.timerService());
    }
    Link link = links.value();
    if (link != null && endOf(link) <= timestamp) {
      links.clear();
    }
  }

  /** A link has one timer: it moves with the time at which the link was last confirmed. */
  private void moveCleanUp(@Nullable Link before, Link after, long now, TimerService timers) {
    long due = endOf(after);
    if (before != null) {
      long previous = endOf(before);
      if (previous == due) {
        return;
      }
      // The timer of the messages may be the same one, if the link would end as soon.
      boolean ofMessages = previous <= now + settings.repeatWindow().toMillis() + 2 * Link.HOUR_MS;
      if (!ofMessages) {
        timers.deleteProcessingTimeTimer(previous);
      }
    }
    timers.registerProcessingTimeTimer(due);
  }

  /** The end of the hour in which the time to live ends. */
  private long endOf(Link link) {
    return (link.confirmedAt() + settings.linkTtl().toMillis()) / Link.HOUR_MS * Link.HOUR_MS
        + Link.HOUR_MS;
  }

  private boolean remembersMessages() {
    return rung.isDevice();
  }
}
