package io.segmentinsider.tools.console;

import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.record.Reason;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import io.segmentinsider.tools.replay.Replayer;
import io.segmentinsider.tools.replay.Selection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Sends dead letters again, in two steps: a plan, which sends nothing and shows what would be sent,
 * and the same plan carried out. A plan is for those letters that there were when it was made.
 */
final class ReplayCalls {

  private static final int MAX_PLANS = 20;
  private static final int MAX_SHOWN = 10;
  private static final int PER_SECOND = 200;
  private static final Duration VALID = Duration.ofMinutes(15);

  private final ConsoleSettings settings;
  private final InstantSource clock;
  private final Map<String, Plan> plans = new LinkedHashMap<>();

  ReplayCalls(ConsoleSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  private record Plan(Selection selection, boolean originals, Instant made) {}

  /** Reads the dead letters and says what would be sent. */
  Object plan(Request request) throws RefusedException, IOException, InterruptedException {
    Instant now = clock.instant();
    String reason = request.required("reason");
    if (Arrays.stream(Reason.values()).noneMatch(known -> known.code().equals(reason))) {
      throw new RefusedException(400, "reason must be one of docs/reasons.md");
    }
    Instant to = request.time("to") == null ? now : request.time("to");
    Plan plan =
        new Plan(
            new Selection(Set.of(reason), request.text("action"), request.time("from"), to, null),
            request.flag("original"),
            now);
    List<Object> shown = new ArrayList<>();
    Replayer.Result result =
        replayer()
            .replay(
                plan.selection(),
                manner(plan, true),
                (original, value) -> {
                  if (shown.size() < MAX_SHOWN) {
                    shown.add(Map.of("original", original, "value", Lines.ofOthers(value)));
                  }
                });
    String id = UUID.randomUUID().toString();
    keep(id, plan, now);
    return Map.of(
        "plan", id,
        "selected", result.selected(),
        "sends", result.sent(),
        "withoutOriginal", result.withoutOriginal(),
        "withoutUpdate", result.withoutUpdate(),
        "perSecond", PER_SECOND,
        "examples", shown);
  }

  /** Carries a plan out, once. */
  Object replay(Request request) throws RefusedException, IOException, InterruptedException {
    if (!settings.allowReplay()) {
      throw new RefusedException(
          403, "this console only reads; start it with --allow-replay to send again");
    }
    Plan plan = take(request.required("plan"), clock.instant());
    Replayer.Result result =
        replayer().replay(plan.selection(), manner(plan, false), Replayer.Listener.NONE);
    return Map.of("sent", result.sent());
  }

  private Replayer replayer() {
    return new Replayer(settings.job(), ReadProgress.NONE);
  }

  /** What was sent again before is passed over, as {@code job/replay} does. */
  private static Replayer.Manner manner(Plan plan, boolean dryRun) {
    return new Replayer.Manner(plan.originals(), false, dryRun, PER_SECOND);
  }

  private synchronized void keep(String id, Plan plan, Instant now) {
    plans.values().removeIf(other -> isOver(other, now));
    if (plans.size() >= MAX_PLANS) {
      plans.remove(plans.keySet().iterator().next());
    }
    plans.put(id, plan);
  }

  private synchronized Plan take(String id, Instant now) throws RefusedException {
    Plan plan = plans.remove(id);
    if (plan == null || isOver(plan, now)) {
      throw new RefusedException(
          409, "that plan is carried out already, or too old; look again what would be sent");
    }
    return plan;
  }

  private static boolean isOver(Plan plan, Instant now) {
    return plan.made().plus(VALID).isBefore(now);
  }
}
