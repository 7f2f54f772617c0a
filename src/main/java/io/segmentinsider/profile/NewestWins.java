package io.segmentinsider.profile;

import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.Fnv1a;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Which attributes of an update are worth sending, and what is remembered of them. Insider keeps
 * the value that arrives last, so an older one must not follow a newer one
 * (docs/insider-api.md#attributes); and a value that it has already need not be sent again. A weak
 * value, a device's for instance, never follows one that is not, however old.
 *
 * <p>Time here is the Kafka timestamp of the update, never a clock: a replay after a crash decides
 * alike.
 */
final class NewestWins {

  private final Duration refresh;
  private final long sentUnder;
  private final int maxAttributes;

  /**
   * The rule.
   *
   * @param refresh an unchanged attribute is sent again after this; zero sends every attribute
   *     always
   * @param sentUnder what was sent under something else counts as not sent: {@link SentUnder}
   * @param maxAttributes how many attributes of an owner are remembered at most; Insider's own,
   *     which are few, are remembered in any case
   */
  NewestWins(Duration refresh, long sentUnder, int maxAttributes) {
    this.refresh = refresh;
    this.sentUnder = sentUnder;
    this.maxAttributes = maxAttributes;
  }

  /**
   * What comes out.
   *
   * @param state what to remember from now on; the same instance if nothing is to be remembered
   * @param content what is left to send
   * @param stale attributes left out because a newer value was sent, or one that is not weak
   * @param unchanged attributes left out because the value was sent already
   * @param overLimit attributes that are sent and not remembered, as too many are already
   * @param teachesIdentifier whether the update names an identifier that was not sent for this
   *     owner
   */
  record Result(
      ProfileState state,
      UserData.Content content,
      int stale,
      int unchanged,
      int overLimit,
      boolean teachesIdentifier) {}

  /**
   * Applies the rule to one update of the owner.
   *
   * @param addresses what it says of the addresses of a user; null if it says nothing of them
   */
  Result apply(
      ProfileState state,
      Update update,
      UserData.Content content,
      @Nullable ChangedIdentifiers addresses) {
    List<String> identifiers = withIdentifiers(state.identifiers(), update);
    boolean teachesIdentifier = identifiers.size() > state.identifiers().size();
    List<Attribute> attributes = content.attributes();
    if (attributes.isEmpty() && addresses == null) {
      return new Result(
          teachesIdentifier ? state.withSent(identifiers, state.attributes()) : state,
          content,
          0,
          0,
          0,
          teachesIdentifier);
    }
    SentAttributes before = state.attributes();
    EventOrder order = EventOrder.of(update);
    int stale = 0;
    EndedAttributes.Result ended = null;
    if (EndedAttributes.concern(before, attributes)) {
      ended = EndedAttributes.in(before, attributes, order, update.replayed());
      attributes = ended.attributes();
      stale = ended.late();
    }
    SentAttributes.Editor after = before.edit();
    List<Attribute> worthSending = new ArrayList<>(attributes.size());
    int unchanged = 0;
    int overLimit = 0;
    for (Attribute attribute : attributes) {
      long name = SentAttributes.hashOf(attribute.name(), attribute.custom());
      long value = Fnv1a.hash(attribute.json());
      int place = before.indexOf(name);
      if (place < 0) {
        worthSending.add(attribute);
        if (after.size() < maxAttributes || isInsiders(attribute)) {
          after.add(name, value, after.origin(sentNow(order, update)), attribute.weak());
        } else {
          overLimit++;
        }
        continue;
      }
      SentAttributes.Origin known = before.origin(place);
      boolean knownIsWeak = before.isWeak(place);
      boolean isBehind =
          attribute.weak() == knownIsWeak
              ? isOlder(order, update.replayed(), known.order())
              : attribute.weak();
      if (isBehind) {
        stale++;
        continue;
      }
      boolean send =
          before.value(place) != value
              || known.sentUnder() != sentUnder
              || update.replayed()
              // What is gone needs no refreshing, and teaches nothing.
              || (!attribute.isRemoved() && (teachesIdentifier || isDue(update, known)));
      // A replay that is no older than what is known is that very message, at its first place.
      boolean keepsPlace = update.replayed() && order.eventTime() == known.order().eventTime();
      after.set(
          place,
          value,
          after.origin(
              new SentAttributes.Origin(
                  keepsPlace ? known.order() : order,
                  send ? update.recordTime() : known.sentTime(),
                  sentUnder)),
          attribute.weak());
      if (send) {
        worthSending.add(attribute);
      } else {
        unchanged++;
      }
    }
    if (addresses != null) {
      addresses.observe(after, sentNow(order, update), worthSending);
    }
    return new Result(
        state.withSent(identifiers, done(after, ended)),
        new UserData.Content(
            shapeOf(content, worthSending), worthSending, content.events(), content.replaced()),
        stale,
        unchanged,
        overLimit,
        teachesIdentifier);
  }

  /** Whoever lost all attributes because none is worth sending shows no empty container of them. */
  private static UserData.Shape shapeOf(UserData.Content content, List<Attribute> left) {
    return hasValue(content.attributes()) && !hasValue(left)
        ? content.shape().withoutEmptyAttributes()
        : content.shape();
  }

  private static boolean hasValue(List<Attribute> attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      if (!attributes.get(i).isRemoved()) {
        return true;
      }
    }
    return false;
  }

  private static SentAttributes done(
      SentAttributes.Editor after, @Nullable EndedAttributes.Result ended) {
    SentAttributes sent = after.done();
    return ended == null
        ? sent
        : sent.edit().dependents(EndedAttributes.remembered(ended.dependents(), sent)).done();
  }

  private boolean isDue(Update update, SentAttributes.Origin known) {
    return update.recordTime() - known.sentTime() >= refresh.toMillis();
  }

  private SentAttributes.Origin sentNow(EventOrder order, Update update) {
    return new SentAttributes.Origin(order, update.recordTime(), sentUnder);
  }

  private static boolean isInsiders(Attribute attribute) {
    return !attribute.custom() && DefaultAttribute.of(attribute.name()) != null;
  }

  /**
   * A replay stands at the end of a partition, which says nothing about when its event was written:
   * at one time it comes before every other message.
   */
  static boolean isOlder(EventOrder order, boolean replayed, EventOrder known) {
    boolean sameTime = order.eventTime() == known.eventTime();
    return (replayed && sameTime) ? !order.isSameMessage(known) : order.compareTo(known) < 0;
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
