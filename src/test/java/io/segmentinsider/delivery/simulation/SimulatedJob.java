package io.segmentinsider.delivery.simulation;

import io.segmentinsider.delivery.dispatch.Call;
import io.segmentinsider.delivery.dispatch.Commands;
import io.segmentinsider.delivery.dispatch.Dispatcher;
import io.segmentinsider.delivery.dispatch.DispatcherListener;
import io.segmentinsider.delivery.dispatch.DispatcherSettings;
import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import javax.annotation.Nullable;

/**
 * The job around the profile stage and dispatchers: a source that can be read again, checkpoints
 * that hold its position, the records of people and what is not settled, and outcomes that count
 * once their checkpoint is complete.
 */
final class SimulatedJob {

  private static final long LONGEST_MS = 12 * 3_600_000L;
  private static final long GRACE_MS = 600_000;

  private final History history;
  private final VirtualTime time = new VirtualTime();
  private final InsiderModel insider;
  private final OpenUpdates open;
  private final SplittableRandom random;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private final List<FailedAlone> failedAlone = new ArrayList<>();
  private List<Subtask> subtasks = new ArrayList<>();
  private BitSet taken = new BitSet();
  private int arrived;
  private int committed;
  private int attempt;
  private Checkpoint checkpoint =
      new Checkpoint(0, new BitSet(), OpenUpdates.Stand.EMPTY, Map.of(), Map.of());
  private int restartsLeft;
  private int tooManyInFlight;
  private boolean standstill;

  /**
   * How an update, or one event of it, ended.
   *
   * @param offset of the update
   * @param time milliseconds
   * @param receipt null if it is a dead letter
   * @param deadLetter null if it is a receipt
   */
  record Outcome(
      long offset, long time, @Nullable Receipt receipt, @Nullable DeadLetter deadLetter) {}

  /**
   * A call.
   *
   * @param time milliseconds
   * @param subtask which, and in which attempt
   * @param parallelism of that attempt
   */
  record Sent(long time, String subtask, int parallelism, Endpoint endpoint, int users) {}

  /**
   * A call for one user that failed.
   *
   * @param time milliseconds
   * @param subtask which, and in which attempt
   */
  record FailedAlone(long time, String subtask, String owner) {}

  /** One snapshot of everything; its number is 0 if there is none yet. */
  private record Checkpoint(
      long id,
      BitSet taken,
      OpenUpdates.Stand open,
      Map<String, List<Update>> unsettled,
      Map<String, byte[]> profiles) {}

  SimulatedJob(History history) {
    this.history = history;
    this.insider = new InsiderModel(history, time);
    this.open = new OpenUpdates(history);
    this.random = new SplittableRandom(history.seed ^ 0x10b);
  }

  /** Runs until everything has ended that can. */
  void run() {
    start(history.parallelism);
    for (int i = 0; i < history.arrivals.size(); i++) {
      int offset = i;
      time.at(history.arrivals.get(i).time(), () -> arrive(offset));
    }
    restartsLeft = history.restarts.size();
    history.restarts.forEach(restart -> time.at(restart.time(), () -> restart(restart)));
    time.after(history.checkpointEveryMs, this::checkpoint);
    while (!isOver()) {
      if (time.nextAt() > LONGEST_MS) {
        standstill = true;
        return;
      }
      time.next();
    }
    committed = outcomes.size();
  }

  private boolean isOver() {
    if (restartsLeft > 0 || arrived < history.arrivals.size()) {
      return false;
    }
    if (subtasks.stream().allMatch(Subtask::isSettled)) {
      return true;
    }
    // Who fails alone for ever need not end while nobody comes who could tell that it is alone.
    return !history.bounded
        && time.elapsedMs() > history.endOfFaults() + GRACE_MS
        && subtasks.stream().allMatch(Subtask::hasOnlyFaultyLeft);
  }

  private void start(int parallelism) {
    attempt++;
    subtasks = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      subtasks.add(new Subtask(attempt + "/" + i, i, parallelism));
    }
    checkpoint.unsettled.forEach(
        (owner, updates) -> updates.forEach(subtaskOf(owner).dispatcher::restore));
    subtasks.forEach(subtask -> subtask.dispatcher.start());
    for (int offset = 0; offset < arrived; offset++) {
      if (!taken.get(offset)) {
        subtaskOf(offset).backlog.add(offset);
      }
    }
    subtasks.forEach(Subtask::read);
  }

  private Subtask subtaskOf(String owner) {
    return subtasks.get(indexOf(owner, subtasks.size()));
  }

  private static int indexOf(String owner, int parallelism) {
    return Math.floorMod(owner.hashCode(), parallelism);
  }

  /** The records of the owners who are that task's. */
  private Map<String, byte[]> profilesOf(int subtask, int parallelism) {
    Map<String, byte[]> own = new HashMap<>();
    checkpoint.profiles.forEach(
        (owner, record) -> {
          if (indexOf(owner, parallelism) == subtask) {
            own.put(owner, record);
          }
        });
    return own;
  }

  private Subtask subtaskOf(int offset) {
    return subtaskOf(history.arrivals.get(offset).update().owner());
  }

  private void arrive(int offset) {
    arrived = offset + 1;
    Subtask subtask = subtaskOf(offset);
    subtask.backlog.add(offset);
    subtask.read();
    if (arrived == history.arrivals.size()) {
      subtasks.forEach(Subtask::read);
    }
  }

  /** A task that waits for room takes no barrier. */
  private void checkpoint() {
    if (subtasks.stream().allMatch(subtask -> subtask.backlog.isEmpty())) {
      long id = checkpoint.id + 1;
      Map<String, List<Update>> unsettled = new HashMap<>();
      Map<String, byte[]> profiles = new HashMap<>();
      for (Subtask subtask : subtasks) {
        subtask.dispatcher.snapshot(unsettled::put);
        if (subtask.profiles != null) {
          subtask.profiles.checkpoint(id, profiles);
        }
      }
      open.checkpoint(unsettled);
      checkpoint = new Checkpoint(id, (BitSet) taken.clone(), open.stand(), unsettled, profiles);
      committed = outcomes.size();
    }
    time.after(history.checkpointEveryMs, this::checkpoint);
  }

  private void restart(History.Restart restart) {
    restartsLeft--;
    subtasks.forEach(subtask -> subtask.alive = false);
    insider.disconnect();
    outcomes.subList(committed, outcomes.size()).clear();
    taken = (BitSet) checkpoint.taken.clone();
    open.restore(checkpoint.open);
    start(restart.parallelism());
  }

  InsiderModel insider() {
    return insider;
  }

  /** How updates ended, of complete checkpoints. */
  List<Outcome> outcomes() {
    return outcomes.subList(0, committed);
  }

  List<Sent> sent() {
    return sent;
  }

  /** Calls for one user that failed. */
  List<FailedAlone> failedAlone() {
    return failedAlone;
  }

  /** What is wrong with calls and checkpoints, set against what had ended by then. */
  List<String> misplaced() {
    return open.violations();
  }

  /** How often more calls were under way than may be. */
  int tooManyInFlight() {
    return tooManyInFlight;
  }

  /** Whether it did not come to an end. */
  boolean standsStill() {
    return standstill;
  }

  /** One parallel task. */
  private final class Subtask implements Commands, DispatcherListener {

    private static final long NEVER = Long.MAX_VALUE;

    private final String name;
    private final int parallelism;
    private final Dispatcher dispatcher;
    @Nullable private final SimulatedProfileStage profiles;
    private final Deque<Integer> backlog = new ArrayDeque<>();
    private boolean alive = true;
    private boolean ended;
    private int inFlight;
    private long wakesAt = NEVER;

    private Subtask(String name, int index, int parallelism) {
      this.name = name;
      this.parallelism = parallelism;
      this.dispatcher =
          new Dispatcher(
              new DispatcherSettings(history.settings, parallelism, null, null),
              time,
              random::nextDouble,
              this,
              this);
      this.profiles =
          history.profile == null
              ? null
              : new SimulatedProfileStage(
                  history.profile,
                  time,
                  checkpoint.id,
                  profilesOf(index, parallelism),
                  dispatcher::update,
                  this::emit);
    }

    private void read() {
      while (!backlog.isEmpty()) {
        int offset = backlog.element();
        Update update = history.arrivals.get(offset).update();
        if (!dispatcher.hasRoomFor(update.owner())) {
          dispatcher.inputWaits();
          return;
        }
        backlog.remove();
        taken.set(offset);
        open.taken(offset);
        if (profiles == null) {
          dispatcher.update(update);
        } else {
          profiles.process(update);
        }
      }
      if (history.bounded && !ended && arrived == history.arrivals.size()) {
        ended = true;
        dispatcher.inputEnded();
      }
    }

    private boolean isSettled() {
      return backlog.isEmpty() && dispatcher.isSettled();
    }

    private boolean hasOnlyFaultyLeft() {
      if (!backlog.isEmpty()) {
        return false;
      }
      List<String> left = new ArrayList<>();
      dispatcher.snapshot((owner, updates) -> left.add(updates.get(0).messageId()));
      return history.arrivals.stream()
          .filter(arrival -> left.contains(arrival.update().messageId()))
          .allMatch(arrival -> arrival.fault() != null);
    }

    @Override
    public void send(Call call) {
      inFlight++;
      if (inFlight > history.settings.maxInFlight()) {
        tooManyInFlight++;
      }
      sent.add(
          new Sent(
              time.elapsedMs(),
              name,
              parallelism,
              call.request().endpoint(),
              call.request().users()));
      open.sent(call.request());
      insider.call(call.request(), reply -> answered(call, reply));
    }

    private void answered(Call call, UpsertReply reply) {
      if (alive) {
        inFlight--;
        noteFailure(call, reply);
        dispatcher.reply(call, reply);
        read();
      }
    }

    private void noteFailure(Call call, UpsertReply reply) {
      String body = new String(call.request().body(), StandardCharsets.UTF_8);
      Matcher owner = InsiderModel.USER_ID.matcher(body);
      if (call.request().users() == 1 && reply.status() != 200 && owner.find()) {
        failedAlone.add(new FailedAlone(time.elapsedMs(), name, owner.group(1)));
      }
    }

    @Override
    public void wakeAt(long elapsedMs) {
      if (elapsedMs < wakesAt) {
        wakesAt = elapsedMs;
        time.at(elapsedMs, () -> wake(elapsedMs));
      }
    }

    private void wake(long elapsedMs) {
      if (alive && wakesAt == elapsedMs) {
        wakesAt = NEVER;
        dispatcher.timer();
        read();
      }
    }

    @Override
    public void emit(Receipt receipt) {
      outcomes.add(new Outcome(receipt.origin().offset(), time.elapsedMs(), receipt, null));
      open.ended(receipt.origin().offset(), receipt.status() == Receipt.Status.DELIVERED);
    }

    /** The ladder is no part of this. */
    @Override
    public void emit(Erasure erasure) {}

    @Override
    public void emit(DeadLetter deadLetter) {
      outcomes.add(new Outcome(deadLetter.origin().offset(), time.elapsedMs(), null, deadLetter));
      if (deadLetter.scope() == DeadLetter.Scope.UPDATE) {
        open.ended(deadLetter.origin().offset(), false);
      }
    }

    @Override
    public void sent(Endpoint endpoint, int users) {}

    @Override
    public void answered(Endpoint endpoint, String answer) {}

    @Override
    public void succeeded() {}

    @Override
    public void failed(Endpoint endpoint, FailureCause cause, String detail) {}

    @Override
    public void retried() {}

    @Override
    public void opened(@Nullable Endpoint endpoint, FailureCause cause) {}

    @Override
    public void closed(@Nullable Endpoint endpoint) {}

    @Override
    public void delivered() {}

    @Override
    public void deadLettered() {}

    @Override
    public void deletionGivenUp(Reason reason) {}
  }
}
