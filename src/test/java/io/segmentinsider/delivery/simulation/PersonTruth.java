package io.segmentinsider.delivery.simulation;

import io.segmentinsider.identity.IdentityOptions.ChangedIdentifierPolicy;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * What Insider has to have of one person in the end: of each attribute the value of the newest
 * event, nothing from before a deletion, and all events, minus what dead letters name. It takes the
 * person's updates in the order in which they arrived.
 */
final class PersonTruth {

  private static final String EMAIL = "email";

  private final ChangedIdentifierPolicy changedIdentifiers;
  private final Map<String, Said> attributes = new HashMap<>();
  private final Set<String> events = new HashSet<>();
  private final Map<String, Set<String>> notTaken = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  @Nullable private Said address;
  private boolean addressChanged;
  private long forgottenAt = Long.MIN_VALUE;

  /**
   * A value and the event that said it.
   *
   * @param value null if it is removed
   * @param offset which of two events of one time comes later
   */
  private record Said(@Nullable String value, long eventTime, long offset) {

    /** Said plainly, for updates of one partition. */
    boolean isNewerThan(Said other) {
      return eventTime == other.eventTime ? offset > other.offset : eventTime > other.eventTime;
    }
  }

  PersonTruth(ChangedIdentifierPolicy changedIdentifiers) {
    this.changedIdentifiers = changedIdentifiers;
  }

  /**
   * Takes an update that has ended.
   *
   * @param letters the user objects of its dead letters
   * @param keptBack whether its receipt says that it was not sent, as its person was forgotten
   */
  void add(Update update, List<String> letters, boolean keptBack) {
    if (update.operation() == Operation.DELETE) {
      attributes.clear();
      events.clear();
      notTaken.clear();
      address = null;
      addressChanged = false;
      forgottenAt = Math.max(forgottenAt, update.eventTime());
      return;
    }
    boolean isForgotten = update.eventTime() <= forgottenAt;
    if (isForgotten != keptBack) {
      violations.add(
          update.messageId()
              + (keptBack ? " is kept back" : " is not kept back")
              + " and happened "
              + (isForgotten ? "before" : "after")
              + " a deletion");
    }
    if (isForgotten) {
      return;
    }
    String letter = String.join(" ", letters);
    UserData.Content content = update.data().decode();
    for (EventEntry event : content.events()) {
      if (!letter.contains(event.name())) {
        events.add(event.name());
      }
    }
    long time = update.eventTime();
    long offset = update.origin().offset();
    for (Attribute attribute : content.attributes()) {
      String value =
          attribute.isRemoved() ? null : new String(attribute.json(), StandardCharsets.UTF_8);
      say(attribute.name(), new Said(value, time, offset), letter);
    }
    Identifier email = update.identifier(Identifier.Kind.EMAIL);
    if (email != null) {
      say(new Said(email.value(), time, offset), letter);
    }
  }

  private void say(String name, Said said, String letter) {
    Said known = attributes.get(name);
    boolean isNewest = known == null || said.isNewerThan(known);
    if (isNewest) {
      attributes.put(name, said);
    }
    if (letter.contains('"' + name + '"')) {
      notTaken.computeIfAbsent(name, any -> new HashSet<>()).add(String.valueOf(said.value()));
    } else if (isNewest
        && !notTaken.getOrDefault(name, Set.of()).contains(String.valueOf(said.value()))) {
      notTaken.remove(name);
    }
  }

  /** The first address is an identifier; what becomes of the next ones the policy says. */
  private void say(Said said, String letter) {
    if (letter.contains('"' + EMAIL + '"')) {
      notTaken.computeIfAbsent(EMAIL, any -> new HashSet<>()).add(String.valueOf(said.value()));
    }
    boolean isNewest = address == null || said.isNewerThan(address);
    boolean isAnother = address != null && !said.value().equals(address.value());
    if (isAnother) {
      addressChanged |= isNewest || changedIdentifiers == ChangedIdentifierPolicy.KEEP;
    }
    if (isNewest) {
      address = said;
    }
  }

  /** What is wrong with what Insider has; empty if nothing is. */
  List<String> violations(@Nullable InsiderModel.Profile profile) {
    List<String> all = new ArrayList<>(violations);
    Map<String, String> due = new TreeMap<>();
    attributes.forEach(
        (name, said) -> {
          if (said.value() != null) {
            due.put(name, said.value());
          }
        });
    Map<String, String> is = new TreeMap<>(profile == null ? Map.of() : profile.attributes);
    if (addressChanged) {
      due.put(EMAIL, address.value());
    } else if (address != null) {
      // The only one may stand there, too, where a user object would have had nothing else.
      is.remove(EMAIL, address.value());
    }
    // It stands in a dead letter, and whoever replays that decides.
    due.keySet().removeAll(notTaken.keySet());
    is.keySet().removeAll(notTaken.keySet());
    if (!is.equals(due)) {
      all.add("has " + is + " instead of " + due);
    }
    Set<String> eventsThere = profile == null ? Set.of() : profile.events;
    if (!eventsThere.equals(events)) {
      all.add("has events " + eventsThere + " instead of " + events);
    }
    boolean changes = changedIdentifiers == ChangedIdentifierPolicy.UPDATE;
    if (changes && profile != null && address != null && !notTaken.containsKey(EMAIL)) {
      if (!address.value().equals(profile.email)) {
        all.add("has the e-mail " + profile.email + " instead of " + address.value());
      }
    }
    return all;
  }
}
