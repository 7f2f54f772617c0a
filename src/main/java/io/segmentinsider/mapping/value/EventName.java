package io.segmentinsider.mapping.value;

import io.segmentinsider.insider.IdentifierForm;
import javax.annotation.Nullable;

/**
 * Event names in the form that Insider takes: {@code ^[a-z0-9][a-z0-9._-]*$}
 * (docs/insider-api.md#event-names).
 */
public final class EventName {

  private EventName() {}

  /**
   * The name in lower case, every run of other characters as one {@code _}, none at either end.
   * Letters lose their marks ({@code ü} gives {@code u}), other alphabets are written in Latin
   * letters, and where these say too little a digest of the name stands behind. Depends on the name
   * alone.
   *
   * @return null if the name is empty, blank or invisible
   */
  @Nullable
  public static String normalise(String text) {
    if (IdentifierForm.isEventName(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return latin(text);
      }
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
      if (!IdentifierForm.isNameCharacter(lower)) {
        gap = true;
      } else {
        if (gap && out.length() > 0) {
          out.append('_');
        }
        out.append(lower);
        gap = false;
      }
    }
    String name = trimmed(out);
    return name.isEmpty() ? latin(text) : name;
  }

  /**
   * What names are compared by: {@code Order Completed}, {@code order_completed}, {@code
   * ORDER-COMPLETED} and {@code orderCompleted} are one. Segment's own libraries compare the names
   * of its e-commerce spec so, too (docs/segment-spec.md#first-names).
   *
   * @return the letters and digits of the name's form; empty if it has none
   */
  public static String key(String text) {
    String name = normalise(text);
    if (name == null) {
      return "";
    }
    StringBuilder key = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (IdentifierForm.isAlphanumeric(c)) {
        key.append(c);
      }
    }
    return key.toString();
  }

  @Nullable
  private static String latin(String text) {
    LatinName name = LatinName.of(text);
    if (name.isBlank()) {
      return null;
    }
    return name.isFaithful() ? trimmed(name.plain()) : name.withDigest();
  }

  /** A name starts with a letter or digit, and an underscore at its end says nothing. */
  private static String trimmed(CharSequence name) {
    int from = 0;
    int to = name.length();
    while (from < to && !IdentifierForm.isAlphanumeric(name.charAt(from))) {
      from++;
    }
    while (to > from && name.charAt(to - 1) == '_') {
      to--;
    }
    return name.subSequence(from, to).toString();
  }
}
