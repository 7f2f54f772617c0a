package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Pool;
import io.segmentinsider.record.Update;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import javax.annotation.Nullable;

/**
 * Decides what is sent to Insider and when, and what becomes of it. It takes events and gives
 * {@link Commands}, knows neither Flink nor HTTP, and belongs to one thread.
 *
 * <p>What it guarantees: an owner's updates leave in the order in which they arrived, each after
 * the one before is settled. Every update ends as one receipt or one dead letter. Nothing that is
 * sent holds a clock, a random number or a batch number, so a call that is made again has the same
 * effect.
 *
 * <p>What it assumes: all updates of an owner come to the same dispatcher, and each call that it
 * commands is answered once.
 */
public final class Dispatcher {

  private final DeliverySettings settings;
  @Nullable private final String platform;
  @Nullable private final Long traceEpoch;
  private final Clock clock;
  private final Commands commands;
  private final DispatcherListener listener;
  private final UnsettledUpdates unsettled;
  private final InFlightWindow window;
  private final EndpointQueues queues;
  private final CircuitBreakers breakers;
  private final Input input = new Input();
  private final ReplyHandler replies;
  private long origins;

  /**
   * A dispatcher without updates.
   *
   * @param random numbers from 0 to 1, which make waits differ
   */
  public Dispatcher(
      DispatcherSettings settings,
      Clock clock,
      DoubleSupplier random,
      Commands commands,
      DispatcherListener listener) {
    this.settings = settings.delivery();
    this.platform = settings.platform();
    this.traceEpoch = settings.traceEpoch();
    this.clock = clock;
    this.commands = commands;
    this.listener = listener;
    long now = clock.elapsedMs();
    this.unsettled =
        new UnsettledUpdates(
            2L * this.settings.maxInFlight() * this.settings.maxUsers(),
            this.settings.maxWaitingBytes(),
            this::makeReady);
    this.window = new InFlightWindow(this.settings.maxInFlight());
    this.queues = new EndpointQueues(this.settings, settings.parallelism(), now);
    Backoff backoff =
        new Backoff(this.settings.backoffInitial(), this.settings.backoffMax(), random);
    this.breakers = new CircuitBreakers(backoff, listener);
    this.replies =
        new ReplyHandler(
            this.settings,
            clock,
            listener,
            unsettled,
            queues,
            breakers,
            input,
            backoff,
            new BatchCompletion(unsettled, new Outcomes(commands, listener), clock));
  }

  /** Whether there is room for another update of this owner. */
  public boolean hasRoomFor(String owner) {
    return unsettled.hasRoomFor(owner);
  }

  /** An update arrives. */
  public void update(Update update) {
    input.arrived();
    long now = clock.elapsedMs();
    unsettled.add(PendingUpdate.arrived(update, now), now);
    dispatch(now);
  }

  /** An update comes back from a checkpoint, in the order of its owner; {@link #start} sends it. */
  public void restore(Update update) {
    long now = clock.elapsedMs();
    unsettled.add(PendingUpdate.restored(update, now), now);
  }

  /** Everything that there was to restore is restored. */
  public void start() {
    dispatch(clock.elapsedMs());
  }

  /** The time has come that was asked for. */
  public void timer() {
    dispatch(clock.elapsedMs());
  }

  /** A call was answered, or will never be. */
  public void reply(Call call, UpsertReply reply) {
    window.answered(call);
    queues.answered(call);
    if (call.isNeutral()) {
      replies.neutralAnswered(call, reply);
    } else {
      replies.answered(call, reply);
    }
    dispatch(clock.elapsedMs());
  }

  /** The next update has to wait for room: nobody new can come until there is some. */
  public void inputWaits() {
    input.waits();
  }

  /** No more updates come. */
  public void inputEnded() {
    input.ended();
  }

  /** Whether every update has ended. */
  public boolean isSettled() {
    return unsettled.updates() == 0;
  }

  /**
   * What a checkpoint has to hold: the unsettled updates of each owner who has any, in order.
   *
   * @param writer is told each owner once
   */
  public void snapshot(BiConsumer<String, List<Update>> writer) {
    for (OwnerQueue owner : unsettled.owners()) {
      if (!owner.isEmpty()) {
        writer.accept(
            owner.owner(), owner.unsettled().stream().map(PendingUpdate::update).toList());
      }
    }
  }

  /** Updates that have not ended. */
  public long unsettledUpdates() {
    return unsettled.updates();
  }

  /** How it stands; looks at every owner. */
  public DispatcherStatistics statistics() {
    long now = clock.elapsedMs();
    long oldest = now;
    int failingAlone = 0;
    long budgetSpent = 0;
    for (OwnerQueue owner : unsettled.owners()) {
      if (!owner.isEmpty()) {
        oldest = Math.min(oldest, owner.oldest().arrivedAt());
        failingAlone += owner.failsAlone() ? 1 : 0;
        budgetSpent = Math.max(budgetSpent, owner.budget().spentMs());
      }
    }
    Map<Pool, Double> pace = new EnumMap<>(Pool.class);
    for (Pool pool : Pool.values()) {
      pace.put(pool, queues.requestsPerMinute(pool));
    }
    Map<FailureCause, Long> held = new EnumMap<>(FailureCause.class);
    for (FailureCause cause : FailureCause.values()) {
      held.put(cause, breakers.heldMs(cause, now));
    }
    return new DispatcherStatistics(
        unsettled.updates(),
        unsettled.bytes(),
        now - oldest,
        failingAlone,
        budgetSpent,
        pace,
        held);
  }

  private void makeReady(OwnerQueue owner) {
    Endpoint endpoint = owner.next().endpoint();
    long now = clock.elapsedMs();
    queues.of(endpoint).add(owner, now);
    breakers.newcomer(endpoint, now);
  }

  /** Sends whatever may leave now, and asks to be woken for what may leave later. */
  private void dispatch(long now) {
    unsettled.releaseHeldBack(now);
    long wakeAt = unsettled.nextReleaseAt();
    while (window.hasRoom()) {
      EndpointQueue next = queues.firstDue(window.hasRoomForRetry(), breakers);
      long due = next.dueAt(window.hasRoomForRetry(), breakers);
      if (due > now) {
        wakeAt = Math.min(wakeAt, due);
        break;
      }
      sendNext(next, now);
    }
    if (wakeAt < EndpointQueue.NEVER) {
      commands.wakeAt(wakeAt);
    }
  }

  private void sendNext(EndpointQueue queue, long now) {
    boolean held = !breakers.areClosed(queue.endpoint());
    if (queue.neutralIsNext()) {
      sendNeutral(queue, false, now);
    } else if (held && replies.nobodyElseCanTell()) {
      sendNeutral(queue, true, now);
    } else if (!held) {
      boolean retry = queue.retryIsNext(window.hasRoomForRetry(), now);
      sendUnlessTooLarge(retry ? queue.takeRetry() : queue.takeReady(++origins), false, retry, now);
    } else {
      boolean retry = !queue.trialIsNew();
      sendUnlessTooLarge(
          retry ? queue.takeRetryTrial() : queue.takeReadyTrial(++origins), true, retry, now);
    }
  }

  private void sendNeutral(EndpointQueue queue, boolean trial, long now) {
    queue.neutralLeft();
    if (trial) {
      breakers.trialLeft(queue.endpoint());
    }
    send(Call.neutral(NeutralCall.of(queue.endpoint()), trial), now);
  }

  private void sendUnlessTooLarge(Batch batch, boolean trial, boolean retry, long now) {
    UpsertRequest request =
        batch.request(platform, trial, traceEpoch == null ? null : new TraceHeader(traceEpoch));
    if (request.body().length > settings.maxBodyBytes()) {
      replies.apply(
          new Answer.TooLarge("larger than delivery.max-body"),
          TransitionTable.Known.NOTHING,
          batch,
          false);
      return;
    }
    batch.attempted();
    if (trial) {
      breakers.trialLeft(request.endpoint());
    }
    send(Call.of(request, batch, trial, retry), now);
  }

  private void send(Call call, long now) {
    queues.left(call, now);
    window.left(call);
    listener.sent(call.endpoint(), call.request().users());
    commands.send(call);
  }
}
