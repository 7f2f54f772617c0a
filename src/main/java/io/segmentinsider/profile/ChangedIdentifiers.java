package io.segmentinsider.profile;

import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.Fnv1a;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of an e-mail or phone number of a user who had another one before. The upsert never
 * changes an identifier that a profile has (docs/insider-api.md#user-object): the newest address is
 * an attribute then, or the one that Insider has is changed by a call of its own
 * (docs/insider-api.md#changing-an-identifier).
 *
 * <p>Only events that name the user id say what the user's address is. Which of them is the newest
 * one is remembered with the attributes, under the name that the address has as an attribute.
 */
final class ChangedIdentifiers {

  /** What may be done about them. */
  enum Policy {
    /** The profile keeps what it has. */
    KEEP,
    /** What the profile has is changed, but this update may not ask for it. */
    UPDATE_BY_OTHERS,
    /** What the profile has is changed. */
    UPDATE
  }

  private static final List<Identifier.Kind> ADDRESSES =
      List.of(Identifier.Kind.EMAIL, Identifier.Kind.PHONE_NUMBER);

  private final ProfileState state;
  private final Update update;
  private final Policy policy;
  private final List<Attribute> attributes;
  private final List<Attribute> only = new ArrayList<>(0);
  private final List<Attribute> newest = new ArrayList<>(0);
  private final List<Identifier> replaced = new ArrayList<>(0);
  private final List<Identifier> leftOut = new ArrayList<>(0);
  private final List<Identifier> older = new ArrayList<>(0);

  private ChangedIdentifiers(
      ProfileState state, Update update, List<Attribute> attributes, Policy policy) {
    this.state = state;
    this.update = update;
    this.policy = policy;
    this.attributes = new ArrayList<>(attributes);
  }

  /** Whether an update says what the address of a user is. */
  static boolean concern(Update update) {
    return update.namedUserId() != null
        && (update.identifier(Identifier.Kind.EMAIL) != null
            || update.identifier(Identifier.Kind.PHONE_NUMBER) != null);
  }

  /**
   * Decides for an update that names only identifiers of its owner.
   *
   * @param content what is to be sent besides
   */
  static ChangedIdentifiers in(
      ProfileState state, Update update, UserData.Content content, Policy policy) {
    ChangedIdentifiers changed =
        new ChangedIdentifiers(state, update, content.attributes(), policy);
    for (Identifier.Kind kind : ADDRESSES) {
      Identifier address = update.identifier(kind);
      if (address != null) {
        changed.judge(address);
      }
    }
    return changed;
  }

  /** The attributes to send, with the address among them where it is not the only one. */
  List<Attribute> attributes() {
    return attributes;
  }

  /** What Insider has and is to be changed. */
  List<Identifier> replaced() {
    return replaced;
  }

  /** What must not be sent as an attribute: a newer address stands there. */
  List<Identifier> older() {
    return older;
  }

  /** What is not to be sent as an identifier. */
  List<Identifier> leftOut() {
    return leftOut;
  }

  /**
   * Remembers addresses that are no attributes of this update.
   *
   * @param origin of the update
   * @param worthSending gets those that are to be sent although they were known: an older one came
   */
  void observe(
      SentAttributes.Editor after, SentAttributes.Origin origin, List<Attribute> worthSending) {
    SentAttributes before = state.attributes();
    for (Attribute address : only) {
      int place = placeOf(address.name());
      long value =
          place >= 0 && before.value(place) == Fnv1a.hash(address.json())
              ? before.value(place)
              : SentAttributes.AS_IDENTIFIER;
      if (place < 0) {
        long name = SentAttributes.hashOf(address.name(), false);
        after.add(name, value, after.origin(origin), false);
      } else if (!NewestWins.isOlder(
          origin.order(), update.replayed(), before.origin(place).order())) {
        after.set(place, value, after.origin(origin), false);
      }
    }
    for (Attribute address : newest) {
      int place = placeOf(address.name());
      EventOrder order = before.origin(place).order();
      after.set(
          place,
          Fnv1a.hash(address.json()),
          after.origin(new SentAttributes.Origin(order, origin.sentTime(), origin.sentUnder())),
          false);
      worthSending.add(address);
    }
  }

  private void judge(Identifier address) {
    Attribute attribute = IdentifierTeaching.attribute(address);
    List<Identifier> others = others(address);
    boolean isAttribute =
        attributes.stream()
            .anyMatch(a -> !a.custom() && a.name().equals(attribute.name()) && !a.isRemoved());
    if (others.isEmpty()) {
      if (!isAttribute) {
        only.add(attribute);
      }
      return;
    }
    boolean isKnown = state.identifiers().contains(address.key());
    if (isOlderThanKnown(attribute)) {
      older.add(address);
      addOlder(address, others, isKnown);
      return;
    }
    if (!isAttribute) {
      attributes.add(attribute);
    }
    if (!isKnown && policy != Policy.KEEP) {
      if (policy == Policy.UPDATE && others.size() == 1) {
        replaced.add(others.get(0));
      } else {
        leftOut.add(address);
      }
    }
  }

  /** An older address than the one that is known must not take its place. */
  private void addOlder(Identifier address, List<Identifier> others, boolean isKnown) {
    if (isKnown) {
      return;
    }
    if (policy != Policy.KEEP) {
      leftOut.add(address);
      return;
    }
    long known = state.attributes().value(placeOf(address.name()));
    for (Identifier other : others) {
      Attribute attribute = IdentifierTeaching.attribute(other);
      if (known == SentAttributes.AS_IDENTIFIER || known == Fnv1a.hash(attribute.json())) {
        newest.add(attribute);
        return;
      }
    }
  }

  /** An address that is sent as the only identifier is another one: others are known. */
  private boolean isOlderThanKnown(Attribute attribute) {
    SentAttributes sent = state.attributes();
    int place = placeOf(attribute.name());
    return place >= 0
        && sent.value(place) != Fnv1a.hash(attribute.json())
        && NewestWins.isOlder(EventOrder.of(update), update.replayed(), sent.origin(place).order());
  }

  private int placeOf(String name) {
    return state.attributes().indexOf(SentAttributes.hashOf(name, false));
  }

  /** Addresses of the kind that were sent for the person before. */
  private List<Identifier> others(Identifier address) {
    String prefix = address.name() + ':';
    List<Identifier> others = new ArrayList<>(0);
    for (String key : state.identifiers()) {
      if (key.startsWith(prefix) && !key.equals(address.key())) {
        others.add(
            new Identifier(address.kind(), address.name(), key.substring(prefix.length()), null));
      }
    }
    return others;
  }
}
