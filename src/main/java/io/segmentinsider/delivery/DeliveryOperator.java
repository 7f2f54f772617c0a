package io.segmentinsider.delivery;

import io.segmentinsider.delivery.dispatch.Call;
import io.segmentinsider.delivery.dispatch.Clock;
import io.segmentinsider.delivery.dispatch.Commands;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.dispatch.Dispatcher;
import io.segmentinsider.delivery.dispatch.DispatcherSettings;
import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
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
 * Drives a {@link Dispatcher} in a Flink task: the keyed counterpart of Flink's asynchronous I/O.
 * The rules are the dispatcher's; here are state, mailbox and timers.
 *
 * <p>What it adds to the dispatcher's guarantees: what is not settled is keyed state of its owner,
 * so order and accounts survive a crash, at any parallelism.
 *
 * <p>What it assumes: the input is partitioned by {@link Update#owner()}, as the profile stage's
 * is. Everything here runs in the task's mailbox; only {@link Reply} is called from the client's
 * threads.
 */
final class DeliveryOperator
    extends AbstractUdfStreamOperator<Receipt, AsyncFunction<UpsertRequest, UpsertReply>>
    implements OneInputStreamOperator<Update, Receipt>, BoundedOneInput, Commands, Clock {

  private static final long serialVersionUID = 1L;

  /** Attempts of one checkpoint that the trace's epoch can tell apart. */
  private static final long ATTEMPTS_PER_CHECKPOINT = 10_000;

  private static final long NEVER = Long.MAX_VALUE;

  private final DeliverySettings settings;
  @Nullable private final String platform;
  private final OutputTag<DeadLetter> deadLetters;
  private final OutputTag<Erasure> erasures;
  private final transient MailboxExecutor mailbox;

  private transient ListState<Update> unsettledState;
  private transient Set<Object> ownersInState;
  private transient Dispatcher dispatcher;
  private transient DeliveryMetrics deliveryMetrics;
  private transient long wakesAt;
  private transient boolean closing;

  DeliveryOperator(
      StreamOperatorParameters<Receipt> parameters,
      AsyncFunction<UpsertRequest, UpsertReply> upsert,
      DeliverySettings settings,
      @Nullable String platform,
      OutputTag<DeadLetter> deadLetters,
      OutputTag<Erasure> erasures,
      MailboxExecutor mailbox) {
    super(parameters, upsert);
    this.settings = settings;
    this.platform = platform;
    this.deadLetters = deadLetters;
    this.erasures = erasures;
    this.mailbox = mailbox;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    wakesAt = NEVER;
    ownersInState = new HashSet<>();
    deliveryMetrics = new DeliveryMetrics(getMetricGroup(), this);
    dispatcher =
        new Dispatcher(
            new DispatcherSettings(
                settings,
                getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
                platform,
                settings.trace() ? epoch(context) : null),
            this,
            () -> ThreadLocalRandom.current().nextDouble(),
            this,
            deliveryMetrics);
    ListStateDescriptor<Update> descriptor =
        new ListStateDescriptor<>("unsettled-updates", RecordTypes.UPDATE);
    unsettledState = context.getKeyedStateStore().getListState(descriptor);
    if (context.isRestored()) {
      KeyedStateBackend<Object> backend = getKeyedStateBackend();
      backend.applyToAllKeys(
          VoidNamespace.INSTANCE,
          VoidNamespaceSerializer.INSTANCE,
          descriptor,
          (owner, state) -> {
            ownersInState.add(owner);
            state.get().forEach(dispatcher::restore);
          });
    }
  }

  /** Grows with every restart, as the numbers of updates start again at the checkpoint's. */
  private long epoch(StateInitializationContext context) {
    int attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
    return context.getRestoredCheckpointId().orElse(0) * ATTEMPTS_PER_CHECKPOINT
        + attempt % ATTEMPTS_PER_CHECKPOINT;
  }

  /** What was restored is sent now, not before; more than there is room for may be. */
  @Override
  public void open() throws Exception {
    super.open();
    deliveryMetrics.watch(dispatcher);
    dispatcher.start();
    lookAgainLater();
  }

  @Override
  public void processElement(StreamRecord<Update> element) throws Exception {
    Update update = element.getValue();
    String owner = update.owner();
    while (!dispatcher.hasRoomFor(owner)) {
      dispatcher.inputWaits();
      mailbox.yield();
    }
    dispatcher.update(update);
  }

  @Override
  public void endInput() throws Exception {
    dispatcher.inputEnded();
    while (!dispatcher.isSettled()) {
      mailbox.yield();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    Set<Object> written = new HashSet<>();
    dispatcher.snapshot((owner, updates) -> write(owner, updates, written));
    for (Object settled : ownersInState) {
      if (!written.contains(settled)) {
        setCurrentKey(settled);
        unsettledState.clear();
      }
    }
    ownersInState = written;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    deliveryMetrics.checkpointCompleted();
  }

  private void write(String owner, List<Update> updates, Set<Object> written) {
    try {
      setCurrentKey(owner);
      unsettledState.update(updates);
      written.add(owner);
    } catch (Exception e) {
      throw new IllegalStateException("unsettled updates can't be written to state", e);
    }
  }

  @Override
  public void close() throws Exception {
    closing = true;
    super.close();
  }

  @Override
  public void send(Call call) {
    Reply reply = new Reply(call);
    try {
      userFunction.asyncInvoke(call.request(), reply);
    } catch (Exception e) {
      reply.completeExceptionally(e);
    }
  }

  @Override
  public void wakeAt(long elapsedMs) {
    if (elapsedMs < wakesAt) {
      wakesAt = elapsedMs;
      after(elapsedMs - elapsedMs(), () -> wake(elapsedMs));
    }
  }

  /** A timer whose place a sooner one took has nothing to say. */
  private void wake(long elapsedMs) {
    if (elapsedMs == wakesAt) {
      wakesAt = NEVER;
      dispatcher.timer();
    }
  }

  @Override
  public void emit(Receipt receipt) {
    output.collect(new StreamRecord<>(receipt));
  }

  @Override
  public void emit(DeadLetter deadLetter) {
    output.collect(deadLetters, new StreamRecord<>(deadLetter));
  }

  @Override
  public void emit(Erasure erasure) {
    output.collect(erasures, new StreamRecord<>(erasure));
  }

  @Override
  public long elapsedMs() {
    return getProcessingTimeService().getClock().relativeTimeMillis();
  }

  @Override
  public long epochMs() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  /** Some metrics look at every owner, and can do so in the mailbox only. */
  private void lookAgainLater() {
    after(
        DeliveryMetrics.LOOK_EVERY_MS,
        () -> {
          deliveryMetrics.look();
          lookAgainLater();
        });
  }

  private void after(long delayMs, Runnable action) {
    ScheduledFuture<?> unused =
        getProcessingTimeService().registerTimer(epochMs() + delayMs, time -> action.run());
  }

  /** Brings an answer from the client's thread into the task's mailbox. */
  private final class Reply implements ResultFuture<UpsertReply> {

    private final Call call;

    private Reply(Call call) {
      this.call = call;
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
      complete(List.of(UpsertReply.failed(CallFailures.causeOf(error))));
    }

    private void onReplyUnlessClosing(UpsertReply reply) {
      if (!closing) {
        dispatcher.reply(call, reply);
      }
    }
  }
}
