package io.segmentinsider.delivery.simulation;

import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Pool;
import io.segmentinsider.delivery.simulation.History.Arrival;
import io.segmentinsider.delivery.simulation.SimulatedJob.FailedAlone;
import io.segmentinsider.delivery.simulation.SimulatedJob.Outcome;
import io.segmentinsider.delivery.simulation.SimulatedJob.Sent;
import io.segmentinsider.identity.IdentityOptions.ChangedIdentifierPolicy;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What must be true of every history, said without looking at how the profile stage and the
 * dispatcher do it. Each method gives what is not, in words.
 */
final class Specification {

  private static final long MINUTE_MS = 60_000;

  /** Poisoned updates of one person in a row after which the person counts as poisoned. */
  private static final int POISONED_UPDATES_OF_A_PERSON = 3;

  private final History history;
  private final SimulatedJob job;
  private final List<String> violations = new ArrayList<>();

  /** Who fails for ever while nobody comes who would tell that it is alone. */
  private final Set<String> leftBehind = new HashSet<>();

  private Specification(History history, SimulatedJob job) {
    this.history = history;
    this.job = job;
  }

  /** Everything that a finished run violates; empty if it is right. */
  static List<String> violations(History history, SimulatedJob job) {
    Specification specification = new Specification(history, job);
    if (job.standsStill()) {
      return List.of("it does not come to an end");
    }
    specification.endsOnce();
    specification.onlyContentIsDeadLettered();
    specification.budgetsBeginAnew();
    specification.ordered();
    specification.violations.addAll(job.misplaced());
    specification.endState();
    specification.pace();
    specification.window();
    specification.outagesAreQuiet();
    specification.nobodyWaitsTooLong();
    return specification.violations;
  }

  /** Each update ends as one receipt or one dead letter; whoever fails for ever may be left. */
  private void endsOnce() {
    Map<Long, Integer> ends = new HashMap<>();
    for (Outcome outcome : job.outcomes()) {
      if (outcome.deadLetter() == null || outcome.deadLetter().scope() == DeadLetter.Scope.UPDATE) {
        ends.merge(outcome.offset(), 1, Integer::sum);
      }
    }
    for (Arrival arrival : history.arrivals) {
      int times = ends.getOrDefault(offset(arrival), 0);
      boolean mayBeLeft = !history.bounded && arrival.fault() != null;
      if (times == 0 && (mayBeLeft || leftBehind.contains(arrival.person().id()))) {
        leftBehind.add(arrival.person().id());
      } else if (times != 1) {
        violations.add(name(arrival) + " ended " + times + " times");
      }
    }
  }

  private void onlyContentIsDeadLettered() {
    Map<Long, Arrival> byOffset = new HashMap<>();
    Map<String, Integer> poisoned = new HashMap<>();
    for (Arrival arrival : history.arrivals) {
      byOffset.put(offset(arrival), arrival);
      if (arrival.fault() != null && arrival.fault().takesBudget()) {
        poisoned.merge(arrival.person().id(), 1, Integer::sum);
      }
    }
    for (Outcome outcome : job.outcomes()) {
      Arrival arrival = byOffset.get(outcome.offset());
      boolean ofPoisonedPerson =
          poisoned.getOrDefault(arrival.person().id(), 0) > POISONED_UPDATES_OF_A_PERSON;
      DeadLetter letter = outcome.deadLetter();
      if (letter == null) {
        boolean cannotBeTaken =
            arrival.fault() != null
                && arrival.fault() != Person.Fault.EVENT_REFUSED
                && outcome.receipt().status() != Receipt.Status.SUPPRESSED;
        if (cannotBeTaken) {
          violations.add(name(arrival) + " is delivered although it is " + arrival.fault());
        }
      } else if (letter.reason() == Reason.RETRY_BUDGET) {
        if (arrival.fault() == null && !ofPoisonedPerson) {
          violations.add(name(arrival) + " spent a budget although it is " + arrival.fault());
        }
      } else if (letter.reason() == Reason.REJECTED) {
        if (arrival.fault() == null || arrival.fault().takesBudget()) {
          violations.add(name(arrival) + " is rejected although it is " + arrival.fault());
        }
      } else {
        violations.add(name(arrival) + " is a dead letter for " + letter.reason());
      }
    }
  }

  /**
   * Who is delivered has a whole budget again: the next update that ends for it takes as long, but
   * for the time between the last success of others and its first failure, and only those behind it
   * end sooner, as there is nothing left.
   */
  private void budgetsBeginAnew() {
    long least = history.settings.retryBudget().toMillis() * 9 / 10;
    Map<Long, String> owners = new HashMap<>();
    Map<String, Long> wholeSince = new HashMap<>();
    for (Arrival arrival : history.arrivals) {
      owners.put(offset(arrival), arrival.person().id());
      wholeSince.putIfAbsent(arrival.person().id(), arrival.time());
    }
    for (Outcome outcome : job.outcomes()) {
      String owner = owners.get(outcome.offset());
      if (outcome.receipt() != null && outcome.receipt().status() == Receipt.Status.DELIVERED) {
        wholeSince.put(owner, outcome.time());
      } else if (outcome.deadLetter() != null
          && outcome.deadLetter().reason() == Reason.RETRY_BUDGET) {
        Long since = wholeSince.remove(owner);
        if (since != null && outcome.time() - since < least) {
          violations.add(
              "%s's budget was spent %d ms after it was whole"
                  .formatted(owner, outcome.time() - since));
        }
      }
    }
  }

  private void ordered() {
    job.insider().outOfOrder().forEach(line -> violations.add("out of order: " + line));
  }

  /** Insider has what the people said, as {@link PersonTruth} tells. */
  private void endState() {
    Map<Long, List<String>> letters = new HashMap<>();
    Set<Long> keptBack = new HashSet<>();
    Set<Long> ended = new HashSet<>();
    for (Outcome outcome : job.outcomes()) {
      ended.add(outcome.offset());
      if (outcome.deadLetter() != null) {
        letters
            .computeIfAbsent(outcome.offset(), offset -> new ArrayList<>())
            .add(new String(outcome.deadLetter().update(), StandardCharsets.UTF_8));
      } else if (outcome.receipt().status() == Receipt.Status.SUPPRESSED) {
        keptBack.add(outcome.offset());
      }
    }
    Map<String, PersonTruth> truths = new HashMap<>();
    for (Arrival arrival : history.arrivals) {
      long offset = offset(arrival);
      if (ended.contains(offset)) {
        truths
            .computeIfAbsent(arrival.person().id(), id -> new PersonTruth(changedIdentifiers()))
            .add(
                arrival.update(),
                letters.getOrDefault(offset, List.of()),
                keptBack.contains(offset));
      }
    }
    truths.forEach(
        (id, truth) -> {
          if (!leftBehind.contains(id)) {
            truth
                .violations(job.insider().profiles().get(id))
                .forEach(violation -> violations.add(id + " " + violation));
          }
        });
  }

  private ChangedIdentifierPolicy changedIdentifiers() {
    return Objects.requireNonNull(history.profile).changedIdentifiers();
  }

  /** No more requests than the pace in any time, but for one more at its beginning and its end. */
  private void pace() {
    for (Pool pool : Pool.values()) {
      Map<String, Deque<Long>> windows = new HashMap<>();
      for (Sent sent : job.sent()) {
        if (sent.endpoint().pool() == pool) {
          Deque<Long> window = windows.computeIfAbsent(sent.subtask(), s -> new ArrayDeque<>());
          window.add(sent.time());
          while (window.element() <= sent.time() - MINUTE_MS) {
            window.remove();
          }
          double most = perMinute(pool, sent.parallelism()) + 2;
          if (window.size() > most) {
            violations.add(
                "subtask %s sent %d requests in a minute, of %.1f"
                    .formatted(sent.subtask(), window.size(), most));
            return;
          }
        }
      }
    }
  }

  private double perMinute(Pool pool, int parallelism) {
    int single = history.settings.singleCallShare();
    double share = (pool == Pool.SINGLE ? single : 100 - single) / 100.0;
    return history.settings.requestsPerMinute() * share / parallelism;
  }

  private void window() {
    if (job.tooManyInFlight() > 0) {
      violations.add("more requests were under way than may be: " + job.tooManyInFlight());
    }
  }

  /**
   * While nothing succeeds, one request at a time tries, with waits that grow; and one of each user
   * who failed alone when it began, if nobody else has anything to send.
   */
  private void outagesAreQuiet() {
    DeliverySettings settings = history.settings;
    for (Outage outage : history.outages) {
      boolean holdsAll =
          switch (outage.kind()) {
            case SERVER_ERROR, REFUSED_CONNECTION, NO_ANSWER, WEB_PAGE -> true;
            case RATE, RATE_WITH_TIME, KEY, EDGE, KEY_FOR_UPSERTS_ONLY -> false;
          };
      boolean alone = history.outages.stream().noneMatch(other -> overlaps(outage, other));
      boolean restarts =
          history.restarts.stream().anyMatch(restart -> outage.covers(restart.time()));
      if (!holdsAll || !alone || restarts) {
        continue;
      }
      Map<String, Integer> calls = new HashMap<>();
      for (Sent sent : job.sent()) {
        if (outage.covers(sent.time())) {
          calls.merge(sent.subtask(), 1, Integer::sum);
        }
      }
      // All that may be under way fail, a few more until it is noticed, then one a wait.
      long shortestWaits = settings.backoffMax().toMillis() * 7 / 10;
      calls.forEach(
          (subtask, count) -> {
            long failedAlone =
                job.failedAlone().stream()
                    .filter(failed -> failed.time() < outage.from())
                    .filter(failed -> failed.subtask().equals(subtask))
                    .map(FailedAlone::owner)
                    .distinct()
                    .count();
            long most =
                3L * settings.maxInFlight()
                    + 12
                    + (1 + failedAlone) * outage.length() / shortestWaits;
            if (count > most) {
              violations.add(
                  "subtask %s made %d calls in an outage of %d s; %d are enough"
                      .formatted(subtask, count, outage.length() / 1_000, most));
            }
          });
    }
  }

  private static boolean overlaps(Outage one, Outage other) {
    return !one.equals(other) && one.from() <= other.to() && other.from() <= one.to();
  }

  /** The bound that docs/guarantees.md states. */
  private void nobodyWaitsTooLong() {
    Map<Long, Long> ended = new HashMap<>();
    for (Outcome outcome : job.outcomes()) {
      ended.merge(outcome.offset(), outcome.time(), Math::max);
    }
    Set<String> faulty = new HashSet<>();
    for (Arrival arrival : history.arrivals) {
      if (arrival.fault() != null) {
        faulty.add(arrival.person().id());
      }
    }
    long bound = WaitingBound.of(history);
    for (Arrival arrival : history.arrivals) {
      Long end = ended.get(offset(arrival));
      if (end != null && !faulty.contains(arrival.person().id()) && end - arrival.time() > bound) {
        violations.add(
            "%s waited %d s; the bound is %d s"
                .formatted(name(arrival), (end - arrival.time()) / 1_000, bound / 1_000));
      }
    }
  }

  private static long offset(Arrival arrival) {
    return arrival.update().origin().offset();
  }

  private static String name(Arrival arrival) {
    return Objects.requireNonNull(arrival.update().messageId());
  }
}
