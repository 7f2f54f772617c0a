package io.segmentinsider.identity;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.JobMetric;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.ValueTypeInformation;
import java.time.Duration;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts the updates of a user id that took the place of another under the first id of the person, so
 * that a person has one record and one order whatever the name; and keeps back those of a user whom
 * the company asked to suppress. A user id that was never changed or suppressed has no state here.
 */
public final class FirstUserIdFunction extends KeyedProcessFunction<String, Update, Update> {

  private static final long serialVersionUID = 1L;

  private final Duration ttl;

  private transient ValueState<FirstUserId> firsts;

  /** Without a time to live: who is suppressed stays so until somebody ends it. */
  private transient ValueState<Suppression> suppressions;

  private transient Counter keptBack;

  /**
   * The step.
   *
   * @param ttl how long the first id is kept after it was last used
   */
  public FirstUserIdFunction(Duration ttl) {
    this.ttl = ttl;
  }

  /**
   * Whether an update has to pass here: all that belong to a user, or would come into a user's
   * profile at Insider, but what is on its way back.
   */
  public static boolean isFor(Update update) {
    return update.operation() != Operation.ERASE && keyOf(update) != null;
  }

  /** The key: the user id; null if the update is no user's. */
  @Nullable
  public static String keyOf(Update update) {
    String user = update.ownerUserId();
    return user != null ? user : update.person().claimingUserId();
  }

  @Override
  public void open(OpenContext context) {
    firsts =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "first-user-id", new ValueTypeInformation<>(new FirstUserIdFormat())));
    suppressions =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "suppression", new ValueTypeInformation<>(new SuppressionFormat())));
    keptBack = JobMetric.SUPPRESSED_UPDATES.counter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(Update update, Context context, Collector<Update> out)
      throws Exception {
    switch (update.operation()) {
      case MOVE -> move(update, context);
      case SUPPRESS, UNSUPPRESS -> suppress(update);
      case CHANGE_USER_ID -> {
        move(update, context);
        out.collect(isKeptBack(update) ? withoutDevices(update) : update);
      }
      case UPSERT, LINK -> out.collect(underTheFirst(judged(update), context));
      default -> out.collect(underTheFirst(update, context));
    }
  }

  private void suppress(Update request) throws Exception {
    Suppression known = suppressions.value();
    Suppression before = known == null ? Suppression.NONE : known;
    suppressions.update(before.with(Suppression.Request.of(request)));
  }

  private boolean isKeptBack(Update update) throws Exception {
    Suppression suppression = suppressions.value();
    return suppression != null && suppression.keepsBack(update.recordTime());
  }

  /** It ends at the profile stage, which learns from it what its person says of consent. */
  private Update judged(Update update) throws Exception {
    if (update.suppression() != null || !isKeptBack(update)) {
      return update;
    }
    keptBack.inc();
    return update.withSuppression(Update.SUPPRESSED_USER);
  }

  /**
   * A company renames its user, whether or not the user is suppressed; a visit is no part of it.
   */
  private static Update withoutDevices(Update change) {
    List<Identifier> names =
        change.identifiers().stream().filter(identifier -> !identifier.isDevice()).toList();
    return change.withIdentifiers(names, change.data());
  }

  /** The id that an update names comes under another from now on, or stands for itself again. */
  private void move(Update update, Context context) throws Exception {
    FirstUserId known = firsts.value();
    if (update.previousUserId().equals(update.namedUserId())) {
      if (known != null) {
        firsts.clear();
      }
      return;
    }
    FirstUserId first =
        FirstUserId.of(update.previousUserId(), context.timerService().currentProcessingTime());
    firsts.update(first);
    if (known == null) {
      context.timerService().registerProcessingTimeTimer(endOf(first));
    }
  }

  private Update underTheFirst(Update update, Context context) throws Exception {
    if (update.previousUserId() != null || update.ownerUserId() == null) {
      return update;
    }
    FirstUserId known = firsts.value();
    if (known == null) {
      return update;
    }
    FirstUserId used = known.used(context.timerService().currentProcessingTime());
    if (!used.equals(known)) {
      firsts.update(used);
    }
    return update.ownedBy(known.userId());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Update> out)
      throws Exception {
    FirstUserId first = firsts.value();
    if (first == null) {
      return;
    }
    long due = endOf(first);
    if (due <= timestamp) {
      firsts.clear();
    } else {
      context.timerService().registerProcessingTimeTimer(due);
    }
  }

  private long endOf(FirstUserId first) {
    return first.usedAt() + FirstUserId.DAY_MS + ttl.toMillis();
  }
}
