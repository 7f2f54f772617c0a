package io.segmentinsider.mapping;

import io.segmentinsider.insider.DefaultEvent;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.mapping.HistoryOptions.PastRetention;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.RefusedEvents;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What is history: events that must not start journeys, and events that Insider no longer keeps
 * (docs/insider-api.md#history, docs/insider-api.md#retention). The age is the Kafka timestamp
 * minus the time of the event, and no clock: a call that is made again, and a replay, are judged
 * alike.
 */
final class History {

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  private final long skipHooksAboveMs;
  private final PastRetention pastRetention;

  History(MapperSettings.History settings) {
    this.skipHooksAboveMs = settings.skipHooksAboveMs();
    this.pastRetention = settings.pastRetention();
  }

  /**
   * Marks an update that is history, and takes out the events that are past their retention if they
   * are to be dead letters.
   *
   * @return null if nothing is left to send, which is noted
   */
  @Nullable
  Update judge(Update update, Notes notes) {
    if (update.suppression() != null) {
      return update;
    }
    long age = update.recordTime() - update.eventTime();
    Update kept =
        age > DefaultEvent.SHORTEST_RETENTION_DAYS * DAY_MS
            ? withoutPastRetention(update, age, notes)
            : update;
    return kept != null && age > skipHooksAboveMs ? kept.withSkipHook() : kept;
  }

  @Nullable
  private Update withoutPastRetention(Update update, long age, Notes notes) {
    boolean any = false;
    for (String name : update.data().eventNames()) {
      if (isPastRetention(name, age)) {
        any = true;
        notes.repair(Repair.Kind.PAST_RETENTION, "events." + name);
      }
    }
    return any && pastRetention == PastRetention.DEAD_LETTER ? refuse(update, age, notes) : update;
  }

  private static boolean isPastRetention(String name, long age) {
    return age > DefaultEvent.retentionDaysOf(name) * DAY_MS;
  }

  @Nullable
  private static Update refuse(Update update, long age, Notes notes) {
    UserData.Content content = update.data().decode();
    List<EventEntry> kept = new ArrayList<>();
    List<EventEntry> refused = new ArrayList<>();
    for (EventEntry event : content.events()) {
      (isPastRetention(event.name(), age) ? refused : kept).add(event);
    }
    UserData.Content rest = new UserData.Content(content.shape(), content.attributes(), kept);
    if (rest.isEmpty()) {
      notes.refuse(
          Reason.PAST_RETENTION,
          detail(refused.get(0), age),
          UserObjectWriter.write(update, content));
      return null;
    }
    List<List<EventEntry>> letters = RefusedEvents.byLetter(refused);
    for (List<EventEntry> letter : letters) {
      UserData.Content alone = new UserData.Content(content.shape(), List.of(), letter);
      notes.refuseEvent(
          Reason.PAST_RETENTION,
          RefusedEvents.detail(detail(letter.get(0), age), letter.size()),
          UserObjectWriter.write(update, alone));
    }
    return update.withRefusedEvents(
        letters.size(), UserData.of(rest.shape(), rest.attributes(), rest.events()));
  }

  private static String detail(EventEntry event, long age) {
    return "Insider keeps "
        + event.name()
        + " for "
        + DefaultEvent.retentionDaysOf(event.name())
        + " days; this one was "
        + age / DAY_MS
        + " days old when it reached Kafka";
  }
}
