package io.segmentinsider.profile;

import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.SourcePosition;
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
  private final long sentUnder;

  /**
   * The rule.
   *
   * @param refresh an unchanged attribute is sent again after this; zero sends every attribute
   *     always
   * @param sentUnder what was sent under something else counts as not sent: {@link SentUnder}
   */
  NewestWins(Duration refresh, long sentUnder) {
    this.refresh = refresh;
    this.sentUnder = sentUnder;
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
    List<Attribute> attributes = content.attributes();
    if (attributes.isEmpty()) {
      return new Result(
          teachesIdentifier ? state.withSent(identifiers, state.attributes()) : state,
          content,
          0,
          0,
          teachesIdentifier);
    }
    SentAttributes before = state.attributes();
    SentAttributes.Editor after = before.edit(attributes.size());
    List<Attribute> worthSending = new ArrayList<>(attributes.size());
    long tieBreak = tieBreak(update);
    boolean always = teachesIdentifier || update.replayed();
    int stale = 0;
    int unchanged = 0;
    for (Attribute attribute : attributes) {
      int name = nameOf(attribute);
      long value = ProfileState.hash(attribute.json());
      int place = before.indexOf(name);
      int origin = place < 0 ? -1 : before.originOf(place);
      if (place >= 0 && isOlder(update.eventTime(), tieBreak, before, origin)) {
        stale++;
        continue;
      }
      boolean send =
          always
              || place < 0
              || before.value(place) != value
              || before.sentUnder(origin) != sentUnder
              || update.recordTime() - before.sentTime(origin) >= refresh.toMillis();
      long sentTime = send ? update.recordTime() : before.sentTime(origin);
      int newOrigin = after.origin(update.eventTime(), tieBreak, sentTime, sentUnder);
      if (place < 0) {
        after.add(name, value, newOrigin);
      } else {
        after.set(place, value, newOrigin);
      }
      if (send) {
        worthSending.add(attribute);
      } else {
        unchanged++;
      }
    }
    return new Result(
        state.withSent(identifiers, after.done()),
        new UserData.Content(content.shape(), worthSending, content.events()),
        stale,
        unchanged,
        teachesIdentifier);
  }

  private static int nameOf(Attribute attribute) {
    return SentAttributes.nameHash(
        ProfileState.hash(attribute.custom() ? 'c' : 'r', attribute.name()));
  }

  private static boolean isOlder(long eventTime, long tieBreak, SentAttributes sent, int origin) {
    return eventTime < sent.eventTime(origin)
        || (eventTime == sent.eventTime(origin) && tieBreak < sent.tieBreak(origin));
  }

  /**
   * What settles a tie of times, so that any order of arrival ends alike: the message id, then
   * where the event stands in Kafka, then the mapping, as one event may fire several.
   */
  private static long tieBreak(Update update) {
    SourcePosition source = update.source();
    int place = source.topic().hashCode();
    place = 31 * place + source.partition();
    place = 31 * place + Long.hashCode(source.offset());
    place = 31 * place + update.action().hashCode();
    return (ProfileState.hash(update.messageId()) & 0xFFFFFFFF00000000L) | (place & 0xFFFFFFFFL);
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
