package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Tells whether a user object, or one of its events, is chosen by a {@link UserMatch}. */
final class UserMatcher {

  private static final String UUID = "uuid";

  private final UserMatch match;

  UserMatcher(UserMatch match) {
    this.match = match;
  }

  /** Whether the user object is chosen. */
  boolean matches(ReceivedUser user, byte[] body) {
    if (match instanceof UserMatch.Share share) {
      return isIn(share.share(), identity(user));
    }
    if (match instanceof UserMatch.WithIdentifier identifier) {
      byte[] value = json(identifier.value());
      return has(
          user.identifiers(),
          v -> v.name().text().equals(identifier.name()) && v.isEqualIn(body, value));
    }
    if (match instanceof UserMatch.WithAttribute attribute) {
      byte[] value = json(attribute.value());
      return has(
          user.attributes(),
          v -> v.name().text().equals(attribute.name()) && v.isEqualIn(body, value));
    }
    return has(user.events(), this::matchesEvent);
  }

  /** Whether one event is chosen; any event is if the rule speaks of users only. */
  boolean matchesEvent(ReceivedUser.Value event) {
    if (match instanceof UserMatch.WithEvent named) {
      return event.name().text().equals(named.name());
    }
    if (match instanceof UserMatch.EventShare share) {
      return isIn(share.share(), event.high());
    }
    return true;
  }

  private static long identity(ReceivedUser user) {
    Reused<ReceivedUser.Value> identifiers = user.identifiers();
    for (int i = 0; i < identifiers.size(); i++) {
      Name name = identifiers.get(i).name();
      if (!name.custom() && name.text().equals(UUID)) {
        return identifiers.get(i).high();
      }
    }
    return identifiers.size() == 0 ? 0 : identifiers.get(0).high();
  }

  private static boolean isIn(double share, long digest) {
    return (digest >>> 11) * 0x1p-53 < share;
  }

  private static boolean has(
      Reused<ReceivedUser.Value> values, Predicate<ReceivedUser.Value> condition) {
    for (int i = 0; i < values.size(); i++) {
      if (condition.test(values.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] json(String text) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    return ('"' + quoted + '"').getBytes(StandardCharsets.UTF_8);
  }
}
