package io.segmentinsider.insider;

import java.util.Set;
import javax.annotation.Nullable;

/**
 * The name under which an account has set up an identifier of its own. Each name gets a rung of the
 * ladder, which is wired before the first event comes, and stands in keys in front of a colon.
 */
public final class CustomIdentifierName {

  private static final Set<String> INSIDERS = Set.of("uuid", "email", "phone_number", "insider_id");

  private CustomIdentifierName() {}

  /**
   * What is wrong with a name.
   *
   * @return what follows on the name in a complaint; null if it can be used
   */
  @Nullable
  public static String faultOf(String name) {
    if (name.startsWith("@")) {
      return "is a directive, and the names of identifiers must be known before the first event:"
          + " write {\"name\": directive} for each of them";
    }
    if (INSIDERS.contains(name)) {
      return "is one of Insider's own identifiers, which is no custom one";
    }
    boolean fits =
        !name.isEmpty() && name.indexOf(':') < 0 && name.equals(IdentifierText.normalise(name));
    return fits
        ? null
        : "is no name of an identifier: it is empty, or holds a colon, blanks at its ends, or"
            + " characters that can't be seen";
  }
}
