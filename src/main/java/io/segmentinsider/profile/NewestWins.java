package io.segmentinsider.profile;

import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which attributes of an update are worth sending, and what is remembered of them. Insider keeps
 * the value that arrives last, so an older one must not follow a newer one (contract, section 3.4);
 * and a value that it has already need not be sent again.
 *
 * <p>Time here is the Kafka timestamp of the update, never a clock: a replay after a crash decides
 * alike.
 */
final class NewestWins {

  private final Duration refresh;

  /**
   * The rule.
   *
   * @param refresh an unchanged attribute is sent again after this; zero sends every attribute
   *     always
   */
  NewestWins(Duration refresh) {
    this.refresh = refresh;
  }

  /**
   * What comes out.
   *
   * @param state what to remember from now on; the same instance if nothing is to be remembered
   * @param content what is left to send
   * @param stale attributes left out because a newer value was sent
   * @param unchanged attributes left out because the value was sent already
   * @param teachesIdentifier whether the update names an identifier that was not sent for this
   *     owner
   */
  record Result(
      ProfileState state,
      UserData.Content content,
      int stale,
      int unchanged,
      boolean teachesIdentifier) {}

  /** Applies the rule to one update of the owner. */
  Result apply(ProfileState state, Update update, UserData.Content content) {
    List<String> identifiers = withIdentifiers(state.identifiers(), update);
    boolean teachesIdentifier = identifiers.size() > state.identifiers().size();
    List<ProfileState.Sent> remembered = new ArrayList<>(state.attributes());
    List<Attribute> worthSending = new ArrayList<>(content.attributes().size());
    long messageId = ProfileState.hash(update.messageId());
    int stale = 0;
    int unchanged = 0;
    for (Attribute attribute : content.attributes()) {
      long name = ProfileState.hash((attribute.custom() ? "c" : "r") + attribute.name());
      long value = ProfileState.hash(attribute.json());
      int at = indexOf(remembered, name);
      ProfileState.Sent sent = at < 0 ? null : remembered.get(at);
      if (sent != null && isOlder(update.eventTime(), messageId, sent)) {
        stale++;
        continue;
      }
      boolean send =
          sent == null
              || sent.value() != value
              || teachesIdentifier
              || update.replayed()
              || update.recordTime() - sent.sentTime() >= refresh.toMillis();
      ProfileState.Sent now =
          new ProfileState.Sent(
              name,
              value,
              update.eventTime(),
              messageId,
              send ? update.recordTime() : sent.sentTime());
      if (at < 0) {
        remembered.add(now);
      } else {
        remembered.set(at, now);
      }
      if (send) {
        worthSending.add(attribute);
      } else {
        unchanged++;
      }
    }
    return new Result(
        state.withSent(identifiers, remembered),
        new UserData.Content(content.shape(), worthSending, content.events()),
        stale,
        unchanged,
        teachesIdentifier);
  }

  private static boolean isOlder(long eventTime, long messageId, ProfileState.Sent sent) {
    return eventTime < sent.eventTime()
        || (eventTime == sent.eventTime() && messageId < sent.messageId());
  }

  private static int indexOf(List<ProfileState.Sent> remembered, long name) {
    for (int i = 0; i < remembered.size(); i++) {
      if (remembered.get(i).name() == name) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> withIdentifiers(List<String> known, Update update) {
    List<String> all = known;
    String owner = update.owner();
    for (Identifier identifier : update.identifiers()) {
      String key = identifier.key();
      if (!key.equals(owner) && !all.contains(key)) {
        all = new ArrayList<>(all);
        all.add(key);
      }
    }
    return all;
  }
}
