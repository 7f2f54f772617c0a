package io.segmentinsider.delivery;

import io.segmentinsider.config.JobSettings;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Delivers updates to Insider in order per owner: the keyed counterpart of Flink's asynchronous
 * I/O.
 *
 * <p>What it guarantees: an owner's updates leave in the order in which they arrived, each after
 * the one before is settled, also after a crash and at any parallelism, because what is not settled
 * is keyed state of the owner. Every update ends as one receipt or one dead letter. Nothing that is
 * sent holds a clock, a random number or a batch number, so a call that is made again has the same
 * effect.
 *
 * <p>What it assumes: the input is partitioned by {@link Update#owner()}, as the profile stage's
 * is. Everything here runs in the task's mailbox; only {@link Reply} is called from the client's
 * threads.
 */
final class DeliveryOperator
    extends AbstractUdfStreamOperator<Receipt, AsyncFunction<UpsertRequest, UpsertReply>>
    implements OneInputStreamOperator<Update, Receipt>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  /** Failures after which a batch is taken apart if others succeed meanwhile. */
  private static final int FAILURES_BEFORE_SPLIT = 3;

  /** Failures after which a batch is halved whatever the others do: it may be the only one. */
  private static final int FAILURES_BEFORE_SPLIT_ALONE = 8;

  private static final int PERCENT = 100;

  /** Attempts of one checkpoint that the trace's epoch can tell apart. */
  private static final long ATTEMPTS_PER_CHECKPOINT = 10_000;

  private final JobSettings.Delivery settings;
  @Nullable private final String platform;
  private final OutputTag<DeadLetter> deadLetters;
  private final transient MailboxExecutor mailbox;

  private transient ListState<Update> unsettledState;
  private transient Set<Object> ownersInState;
  private transient Unsettled unsettled;
  private transient Lane[] lanes;
  private transient Departures upserts;
  private transient Departures singleCalls;
  private transient boolean upsertLeftLast;
  private transient AnswerTable answers;
  private transient Settlement settlement;
  private transient Backoff backoff;
  private transient long wakesAt;
  private transient long epoch;
  private transient long successes;
  private transient Hold hold;
  private transient boolean inputWaits;
  private transient boolean inputEnded;
  private transient boolean closing;

  private transient Counter requests;
  private transient Counter users;
  private transient Counter retries;
  private transient Counter holds;
  private transient Counter unknownAnswers;

  DeliveryOperator(
      StreamOperatorParameters<Receipt> parameters,
      AsyncFunction<UpsertRequest, UpsertReply> upsert,
      JobSettings.Delivery settings,
      @Nullable String platform,
      OutputTag<DeadLetter> deadLetters,
      MailboxExecutor mailbox) {
    super(parameters, upsert);
    this.settings = settings;
    this.platform = platform;
    this.deadLetters = deadLetters;
    this.mailbox = mailbox;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    unsettled =
        new Unsettled(
            2L * settings.lanes() * settings.maxUsers(),
            settings.maxWaitingBytes(),
            settings.lanes(),
            this::makeReady);
    int share = settings.singleCallShare();
    upserts =
        new Departures(
            pace(PERCENT - share),
            settings.maxUsers(),
            settings.maxBodyBytes(),
            settings.linger().toMillis(),
            this::elapsed);
    singleCalls = new Departures(pace(share), 1, settings.maxBodyBytes(), 0, this::elapsed);
    wakesAt = Departures.NEVER;
    hold = new Hold();
    ownersInState = new HashSet<>();
    lanes = new Lane[settings.lanes()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane();
    }
    ListStateDescriptor<Update> descriptor =
        new ListStateDescriptor<>("unsettled-updates", RecordTypes.UPDATE);
    unsettledState = context.getKeyedStateStore().getListState(descriptor);
    int attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
    epoch =
        context.getRestoredCheckpointId().orElse(0) * ATTEMPTS_PER_CHECKPOINT
            + attempt % ATTEMPTS_PER_CHECKPOINT;
    if (context.isRestored()) {
      KeyedStateBackend<Object> backend = getKeyedStateBackend();
      backend.applyToAllKeys(
          VoidNamespace.INSTANCE,
          VoidNamespaceSerializer.INSTANCE,
          descriptor,
          (owner, state) -> {
            ownersInState.add(owner);
            for (Update update : state.get()) {
              unsettled.add(Pending.restored(update));
            }
          });
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    answers = new AnswerTable(settings.retryAfterMax());
    backoff = new Backoff(settings.backoffInitial(), settings.backoffMax());
    requests = getMetricGroup().counter("requests");
    users = getMetricGroup().counter("users");
    settlement = new Settlement(unsettled, new Verdicts(output, deadLetters, getMetricGroup()));
    retries = getMetricGroup().counter("retries");
    holds = getMetricGroup().counter("holds");
    unknownAnswers = getMetricGroup().counter("unknownAnswers");
    getMetricGroup().gauge("unsettledUpdates", unsettled::updates);
    getMetricGroup().gauge("unsettledBytes", unsettled::bytes);
    getMetricGroup().gauge("requestsPerMinute", upserts.pace()::requestsPerMinute);
    getMetricGroup().gauge("singleCallsPerMinute", singleCalls.pace()::requestsPerMinute);
    sendReady();
  }

  private Pace pace(int percent) {
    return new Pace(
        (double) settings.requestsPerMinute() * percent / PERCENT,
        getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
        this::elapsed);
  }

  @Override
  public void processElement(StreamRecord<Update> element) throws Exception {
    Pending pending = Pending.of(element.getValue());
    while (unsettled.isFull(pending.update().owner())) {
      inputWaits = true;
      mailbox.yield();
    }
    inputWaits = false;
    unsettled.add(pending);
    sendReady();
  }

  /**
   * Sends what is ready through lanes that are free: at once if it fills a request, else when it
   * has lingered.
   */
  private void sendReady() {
    while (!hold.isOn() && !closing) {
      Lane lane = freeLane();
      if (lane == null) {
        return;
      }
      Departures first = firstDue();
      long now = elapsed();
      long due = first.due();
      if (now < due) {
        if (due < Departures.NEVER) {
          wakeAt(due, now);
        }
        return;
      }
      upsertLeftLast = first.equals(upserts);
      send(lane, first.next(lane));
    }
  }

  /** Whatever waits longer; of two that wait equally long, not the kind that left last. */
  private Departures firstDue() {
    long upsertDue = upserts.due();
    long singleCallDue = singleCalls.due();
    boolean upsertFirst = upsertDue == singleCallDue ? !upsertLeftLast : upsertDue < singleCallDue;
    return upsertFirst ? upserts : singleCalls;
  }

  private void wakeAt(long due, long now) {
    if (due < wakesAt) {
      wakesAt = due;
      after(
          due - now,
          () -> {
            wakesAt = Departures.NEVER;
            sendReady();
          });
    }
  }

  private void makeReady(OwnerQueue queue) {
    (SingleCall.isMadeFor(queue.next().update()) ? singleCalls : upserts).add(queue);
  }

  private Departures departuresOf(Batch batch) {
    return batch.isSingleCall() ? singleCalls : upserts;
  }

  @Nullable
  private Lane freeLane() {
    for (Lane lane : lanes) {
      if (lane.isFree() && !lane.hasResend()) {
        return lane;
      }
    }
    return null;
  }

  /** Sends the next batch that is to be sent again, if there is one; else the lane is free. */
  private void resend(Lane lane) {
    if (hold.isOn() || closing || !lane.isFree()) {
      return;
    }
    if (!lane.hasResend()) {
      sendReady();
      return;
    }
    long wait = departuresOf(lane.firstResend()).pace().reserveMs();
    if (wait == 0) {
      sendAgain(lane);
    } else {
      lane.awaitTimer();
      after(
          wait,
          () -> {
            lane.timerFired();
            sendAgain(lane);
          });
    }
  }

  private void sendAgain(Lane lane) {
    if (!closing && hold.lets(lane) && lane.isFree() && lane.hasResend()) {
      send(lane, lane.nextResend());
    }
  }

  /** Uses the place in the pace that a request had which did not leave. */
  private void sendInstead(Lane lane) {
    if (lane.hasResend()) {
      sendAgain(lane);
    } else {
      sendReady();
    }
  }

  private void send(Lane lane, Batch batch) {
    UpsertRequest request =
        batch.request(platform, settings.trace() ? new TraceHeader(epoch) : null);
    if (request.body().length > settings.maxBodyBytes()) {
      lane.resendFirst(settlement.tooLarge(batch, "larger than delivery.max-body", now()));
      sendInstead(lane);
      return;
    }
    lane.inFlight(batch);
    batch.attempted();
    requests.inc();
    users.inc(batch.users().size());
    try {
      userFunction.asyncInvoke(request, new Reply(lane, batch));
    } catch (Exception e) {
      onReply(lane, batch, UpsertReply.failed(e));
    }
  }

  private void onReply(Lane lane, Batch batch, UpsertReply reply) {
    lane.answered();
    long now = now();
    Answer answer = read(batch, reply, Instant.ofEpochMilli(now));
    boolean isProbe = hold.isProbe(lane);
    if (answer instanceof Answer.Hold shut) {
      hold(lane, batch, shut.detail());
    } else if (answer instanceof Answer.Later later) {
      onFailure(lane, batch, later, isProbe);
    } else {
      onVerdict(lane, batch, answer, now);
      if (isProbe) {
        release();
      }
    }
    resend(lane);
  }

  private void onVerdict(Lane lane, Batch batch, Answer answer, long now) {
    if (answer instanceof Answer.Settled settled) {
      successes++;
      departuresOf(batch).pace().succeeded();
      lane.resendFirst(settlement.settle(batch, settled.refused(), now));
    } else if (answer instanceof Answer.Split split) {
      lane.resendFirst(settlement.takeApart(batch, split.detail()));
    } else if (answer instanceof Answer.TooLarge tooLarge) {
      lane.resendFirst(settlement.tooLarge(batch, tooLarge.detail(), now));
    }
  }

  private void onFailure(Lane lane, Batch batch, Answer.Later later, boolean isProbe) {
    retries.inc();
    switch (later.cause()) {
      case RATE -> departuresOf(batch).pace().tooMany();
      case UNKNOWN -> {
        unknownAnswers.inc();
        batch.leftInDoubt();
      }
      case FAILURE -> batch.leftInDoubt();
    }
    if (isProbe && !hold.isUnclearOnceMore()) {
      probe(lane, batch, later.atLeast());
      return;
    }
    if (later.cause() == Answer.Later.Cause.RATE) {
      retryInPlace(lane, batch, backoff.delayMs(batch.slowedDown(), later.atLeast()));
    } else {
      retry(lane, batch, later);
    }
    if (isProbe) {
      release();
    }
  }

  private Answer read(Batch batch, UpsertReply reply, Instant now) {
    Pending first = batch.users().get(0).updates().get(0);
    if (SingleCall.isMadeFor(first.update())) {
      boolean mayHaveWorked = first.mayHaveBeenSent() || batch.mayHaveWorked();
      return SingleCall.read(answers, reply, mayHaveWorked, now);
    }
    return answers.read(reply, batch.users().size(), now);
  }

  /**
   * Makes the request again later. What keeps failing is taken apart down to the one user who
   * causes it; that user waits aside, so that its lane goes on, and for as long as its budget
   * lasts. The budget counts only while other requests succeed, or if nobody is left who could.
   */
  private void retry(Lane lane, Batch batch, Answer.Later later) {
    batch.failed(elapsed(), successes, nobodyElseCanTell(batch));
    boolean othersSucceed = batch.othersSucceeded(successes);
    long delay = backoff.delayMs(batch.failures(), later.atLeast());
    if (batch.users().size() > 1) {
      int patience = othersSucceed ? FAILURES_BEFORE_SPLIT : FAILURES_BEFORE_SPLIT_ALONE;
      if (batch.failures() >= patience) {
        lane.resendFirst(batch.halves());
      } else {
        retryInPlace(lane, batch, delay);
      }
    } else if (batch.failures() < FAILURES_BEFORE_SPLIT) {
      retryInPlace(lane, batch, delay);
    } else if (batch.users().get(0).queue().hasSpentBudget()
        || batch.failingMs() >= settings.retryBudget().toMillis()) {
      settlement.endFailed(batch, later.detail());
    } else {
      waitAside(lane, batch, delay);
    }
  }

  /**
   * Whether an outage can't be told from a user who fails alone, as no other comes who could
   * succeed: the input has ended, or it waits for this very user. A few who fail alone, after
   * others succeeded, are no outage; the last one of all must not keep the job from its end.
   */
  private boolean nobodyElseCanTell(Batch batch) {
    Collection<OwnerQueue> owners = unsettled.owners();
    if (inputEnded && owners.size() == 1) {
      return true;
    }
    return (inputEnded || inputWaits)
        && owners.size() <= lanes.length
        && batch.othersSucceeded(successes)
        && owners.stream().allMatch(OwnerQueue::failsAlone);
  }

  /** The lane goes on with other users; what follows of this one stays behind it. */
  private void waitAside(Lane lane, Batch batch, long delay) {
    OwnerQueue owner = batch.users().get(0).queue();
    owner.failAlone();
    List<Batch> inOrder = new ArrayList<>();
    inOrder.add(batch);
    inOrder.addAll(lane.takeResendsOf(owner));
    after(
        delay,
        () -> {
          lane.resendLast(inOrder);
          resend(lane);
        });
  }

  private void retryInPlace(Lane lane, Batch batch, long delay) {
    lane.resendFirst(List.of(batch));
    lane.awaitTimer();
    after(
        delay,
        () -> {
          lane.timerFired();
          resend(lane);
        });
  }

  /** Holds all lanes; the first that was told to is the one that asks again. */
  private void hold(Lane lane, Batch batch, String detail) {
    if (!hold.lets(lane)) {
      lane.resendFirst(List.of(batch));
      return;
    }
    if (!hold.isOn()) {
      holds.inc();
      LOG.warn("Delivery is held until this is corrected: {}", detail);
    }
    hold.begin(lane);
    probe(lane, batch, null);
  }

  /** Asks again later, with partner name and API key read anew. */
  private void probe(Lane lane, Batch batch, @Nullable Duration atLeast) {
    lane.resendFirst(List.of(batch));
    lane.awaitTimer();
    after(
        backoff.delayMs(hold.failed(), atLeast),
        () -> {
          lane.timerFired();
          if (userFunction instanceof UpsertFunction upsert) {
            upsert.reloadCredentials();
          }
          sendAgain(lane);
        });
  }

  private void release() {
    hold.end();
    LOG.info("Delivery goes on.");
    for (Lane lane : lanes) {
      resend(lane);
    }
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  /** Milliseconds that go on evenly when somebody sets the system's clock. */
  private long elapsed() {
    return getProcessingTimeService().getClock().relativeTimeMillis();
  }

  private void after(long delayMs, Runnable action) {
    ScheduledFuture<?> unused =
        getProcessingTimeService().registerTimer(now() + delayMs, time -> action.run());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    Set<Object> written = new HashSet<>();
    for (OwnerQueue queue : unsettled.owners()) {
      setCurrentKey(queue.owner());
      unsettledState.update(queue.unsettled().stream().map(Pending::update).toList());
      written.add(queue.owner());
    }
    for (Object settled : ownersInState) {
      if (!written.contains(settled)) {
        setCurrentKey(settled);
        unsettledState.clear();
      }
    }
    ownersInState = written;
  }

  @Override
  public void endInput() throws Exception {
    inputEnded = true;
    while (unsettled.updates() > 0) {
      mailbox.yield();
    }
  }

  @Override
  public void close() throws Exception {
    closing = true;
    super.close();
  }

  /** Brings an answer from the client's thread into the task's mailbox. */
  private final class Reply implements ResultFuture<UpsertReply> {

    private final Lane lane;
    private final Batch batch;

    private Reply(Lane lane, Batch batch) {
      this.lane = lane;
      this.batch = batch;
    }

    @Override
    public void complete(Collection<UpsertReply> result) {
      UpsertReply reply = result.iterator().next();
      try {
        mailbox.execute(() -> onReplyUnlessClosing(reply), "Insider's answer");
      } catch (RejectedExecutionException e) {
        // The task ends; what is not settled is in the last checkpoint and is sent again.
      }
    }

    @Override
    public void complete(CollectionSupplier<UpsertReply> supplier) {
      try {
        complete(supplier.get());
      } catch (Exception e) {
        completeExceptionally(e);
      }
    }

    @Override
    public void completeExceptionally(Throwable error) {
      complete(List.of(UpsertReply.failed(error)));
    }

    private void onReplyUnlessClosing(UpsertReply reply) {
      if (!closing) {
        onReply(lane, batch, reply);
      }
    }
  }
}
