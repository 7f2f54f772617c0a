package io.segmentinsider.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.annotation.Nullable;

/**
 * All profiles. The identifiers of a user object are looked up, and all profiles that they match
 * are merged for good (docs/insider-api.md#identity-resolution; limits and priorities of
 * identifiers, which the vendor sets up in a panel, are not modelled). For one thread.
 */
final class ProfileStore {

  private static final int NOBODY = -1;

  /** In place of a digest: a joined array is equal to nothing that comes in. */
  static final long JOINED = 0;

  private final boolean keepEvents;
  private final Name uuid;
  private final JsonArrays arrays = new JsonArrays();
  private final ContentDigest digest = new ContentDigest();
  private final DigestTable owners = new DigestTable();
  private final List<KeptProfile> profiles = new ArrayList<>();
  private int[] matches = new int[8];
  private int known;
  private int[] mergedInto = new int[1 << 10];
  private int live;
  private long writes;
  private long merges;
  private long uuidMerges;
  private long stored;
  private long identical;

  ProfileStore(boolean keepEvents, SeenNames names) {
    this.keepEvents = keepEvents;
    this.uuid = names.atRoot("uuid");
  }

  /**
   * Stores a user object.
   *
   * @param body the request that it stands in
   * @return the number of its profile; a later merge may make it one that {@link #survivor}
   *     resolves
   */
  int accept(ReceivedUser user, byte[] body) {
    writes++;
    KeptProfile profile = merged(user.identifiers());
    if (known < user.identifiers().size()) {
      addIdentifiers(profile, user.identifiers(), body);
    }
    Reused<ReceivedUser.Value> attributes = user.attributes();
    for (int i = 0; i < attributes.size(); i++) {
      write(profile.attributes(), attributes.get(i), user.append(), body);
    }
    Reused<ReceivedUser.Value> events = user.events();
    for (int i = 0; i < events.size(); i++) {
      ReceivedUser.Value event = events.get(i);
      if (profile.events().contains(event.high(), event.low())) {
        identical++;
      } else {
        profile.events().add(event.high(), event.low(), keepEvents ? event.copyFrom(body) : null);
        stored++;
      }
    }
    return profile.number();
  }

  /** The profile that the content of this one went to, itself if it was never merged. */
  int survivor(int number) {
    int at = number;
    while (mergedInto[at] != at) {
      mergedInto[at] = mergedInto[mergedInto[at]];
      at = mergedInto[at];
    }
    return at;
  }

  /** The profile of an identifier; null if there is none. */
  @Nullable
  KeptProfile find(Identity identity) {
    digest(identity);
    int number = owner(digest.high(), digest.low());
    return number == NOBODY ? null : profiles.get(number);
  }

  /** All identifiers of a profile. */
  List<Identity> identities(KeptProfile profile) {
    NamedValues identifiers = profile.identifiers();
    List<Identity> identities = new ArrayList<>(identifiers.size());
    for (int i = 0; i < identifiers.size(); i++) {
      identities.add(new Identity(identifiers.name(i), Identity.text(identifiers.value(i))));
    }
    return identities;
  }

  /** Gives a profile an identifier that no profile has. */
  void add(KeptProfile profile, Identity identity) {
    digest(identity);
    take(digest.high(), digest.low(), profile);
    profile.identifiers().add(identity.name(), Identity.json(identity.value()), 0, writes);
  }

  /** Takes an identifier off a profile. */
  void remove(KeptProfile profile, Identity identity) {
    NamedValues identifiers = profile.identifiers();
    for (int i = identifiers.size() - 1; i >= 0; i--) {
      if (identifiers.name(i) == identity.name()
          && Identity.text(identifiers.value(i)).equals(identity.value())) {
        identifiers.remove(i);
      }
    }
    digest(identity);
    owners.set(owners.find(digest.high(), digest.low()), NOBODY, 0);
  }

  /** Erases a profile. */
  void delete(KeptProfile profile) {
    for (Identity identity : identities(profile)) {
      remove(profile, identity);
    }
    stored -= profile.events().size();
    profiles.set(profile.number(), null);
    live--;
  }

  /** All profiles that live, in the order in which they were made. */
  List<KeptProfile> profiles() {
    List<KeptProfile> all = new ArrayList<>(live);
    for (KeptProfile profile : profiles) {
      if (profile != null) {
        all.add(profile);
      }
    }
    return all;
  }

  /** How many profiles live. */
  int size() {
    return live;
  }

  /** How often two profiles became one. */
  long merges() {
    return merges;
  }

  /**
   * How often a user id came into a profile that had another one, by a merge or beside a shared
   * identifier: two people became one.
   */
  long uuidMerges() {
    return uuidMerges;
  }

  /** How many events the profiles hold. */
  long eventsStored() {
    return stored;
  }

  /** How many accepted events were identical to one that their profile held, or came to hold. */
  long eventsIdentical() {
    return identical;
  }

  private void digest(Identity identity) {
    digest.text(identity.value(), 0);
    digest.named(identity.name());
  }

  private int owner(long high, long low) {
    int place = owners.find(high, low);
    int number = place < 0 ? NOBODY : (int) owners.first(place);
    return number == NOBODY ? NOBODY : survivor(number);
  }

  private KeptProfile merged(Reused<ReceivedUser.Value> identifiers) {
    int matched = match(identifiers);
    if (matched == 0) {
      return create();
    }
    KeptProfile survivor = profiles.get(matches[0]);
    for (int i = 1; i < matched; i++) {
      KeptProfile other = profiles.get(matches[i]);
      survivor =
          survivor.weight() >= other.weight() ? merge(survivor, other) : merge(other, survivor);
    }
    return survivor;
  }

  /** Fills {@code matches} with the profiles of some identifiers; how many there are. */
  private int match(Reused<ReceivedUser.Value> identifiers) {
    int matched = 0;
    known = 0;
    if (matches.length < identifiers.size()) {
      matches = new int[identifiers.size() * 2];
    }
    for (int i = 0; i < identifiers.size(); i++) {
      ReceivedUser.Value identifier = identifiers.get(i);
      int number = owner(identifier.high(), identifier.low());
      if (number == NOBODY) {
        continue;
      }
      known++;
      boolean isNew = true;
      for (int m = 0; m < matched; m++) {
        isNew &= matches[m] != number;
      }
      if (isNew) {
        matches[matched++] = number;
      }
    }
    return matched;
  }

  private KeptProfile create() {
    int number = profiles.size();
    KeptProfile profile = new KeptProfile(number, keepEvents);
    profiles.add(profile);
    if (number == mergedInto.length) {
      mergedInto = Arrays.copyOf(mergedInto, number * 2);
    }
    mergedInto[number] = number;
    live++;
    return profile;
  }

  private KeptProfile merge(KeptProfile survivor, KeptProfile other) {
    merges++;
    NamedValues identifiers = other.identifiers();
    if (hasUuid(survivor) && hasUuid(other)) {
      uuidMerges++;
    }
    for (int i = 0; i < identifiers.size(); i++) {
      survivor
          .identifiers()
          .add(identifiers.name(i), identifiers.value(i), 0, identifiers.write(i));
    }
    mergeAttributes(survivor.attributes(), other.attributes());
    int repeated = survivor.events().addAll(other.events());
    stored -= repeated;
    identical += repeated;
    mergedInto[other.number()] = survivor.number();
    profiles.set(other.number(), null);
    live--;
    return survivor;
  }

  private void mergeAttributes(NamedValues kept, NamedValues added) {
    for (int i = 0; i < added.size(); i++) {
      int at = kept.indexOf(added.name(i));
      if (at < 0) {
        kept.add(added.name(i), added.value(i), added.digest(i), added.write(i));
        continue;
      }
      boolean newer = added.write(i) > kept.write(at);
      long write = Math.max(added.write(i), kept.write(at));
      if (JsonArrays.isArray(kept.value(at)) && JsonArrays.isArray(added.value(i))) {
        byte[] first = newer ? kept.value(at) : added.value(i);
        byte[] last = newer ? added.value(i) : kept.value(at);
        kept.set(at, arrays.joined(first, last), JOINED, write);
      } else if (newer) {
        kept.set(at, added.value(i), added.digest(i), write);
      }
    }
  }

  private void addIdentifiers(
      KeptProfile profile, Reused<ReceivedUser.Value> identifiers, byte[] body) {
    for (int i = 0; i < identifiers.size(); i++) {
      ReceivedUser.Value identifier = identifiers.get(i);
      if (owner(identifier.high(), identifier.low()) != NOBODY) {
        continue;
      }
      take(identifier.high(), identifier.low(), profile);
      if (identifier.name() == uuid && hasUuid(profile)) {
        uuidMerges++;
      }
      profile.identifiers().add(identifier.name(), identifier.copyFrom(body), 0, writes);
    }
  }

  private void take(long high, long low, KeptProfile profile) {
    int place = owners.find(high, low);
    if (place < 0) {
      owners.add(high, low, profile.number(), 0);
    } else {
      owners.set(place, profile.number(), 0);
    }
  }

  private boolean hasUuid(KeptProfile profile) {
    return profile.identifiers().indexOf(uuid) >= 0;
  }

  private void write(
      NamedValues attributes, ReceivedUser.Value attribute, boolean append, byte[] body) {
    int at = attributes.indexOf(attribute.name());
    if (at < 0) {
      attributes.add(attribute.name(), attribute.copyFrom(body), attribute.low(), writes);
    } else if (attribute.low() == attributes.digest(at)) {
      attributes.touch(at, writes);
    } else if (append && attribute.isArray() && JsonArrays.isArray(attributes.value(at))) {
      byte[] joined = arrays.joined(attributes.value(at), attribute.copyFrom(body));
      attributes.set(at, joined, JOINED, writes);
    } else {
      attributes.set(at, attribute.copyFrom(body), attribute.low(), writes);
    }
  }
}
