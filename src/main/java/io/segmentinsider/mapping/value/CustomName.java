package io.segmentinsider.mapping.value;

import io.segmentinsider.insider.IdentifierForm;
import javax.annotation.Nullable;

/** Names of custom attributes and parameters. */
public final class CustomName {

  private CustomName() {}

  /**
   * The name in lower case, every run of other characters than {@code [a-z0-9._-]} as one {@code
   * _}: {@code Song Title} gives {@code song_title}. Other alphabets are written in Latin letters,
   * with a digest of the name where these say too little. Depends on the name alone.
   *
   * @return empty if the name is empty, blank or invisible
   */
  public static String normalise(String text) {
    if (IdentifierForm.isName(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    boolean inRun = false;
    boolean hasAlphanumeric = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return latin(text);
      }
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
      boolean allowed = IdentifierForm.isNameCharacter(lower);
      if (allowed) {
        out.append(lower);
      } else if (!inRun) {
        out.append('_');
      }
      inRun = !allowed;
      hasAlphanumeric |= IdentifierForm.isAlphanumeric(lower);
    }
    return hasAlphanumeric ? out.toString() : latin(text);
  }

  private static String latin(String text) {
    LatinName name = LatinName.of(text);
    if (name.isBlank()) {
      return "";
    }
    return name.isFaithful() ? name.plain() : name.withDigest();
  }

  /**
   * The form of a name whose usual one is taken by another spelling: with a digest.
   *
   * @return null for a name in plain letters, which has no other form
   */
  @Nullable
  public static String distinct(String text) {
    if (isPlain(text)) {
      return null;
    }
    LatinName name = LatinName.of(text);
    return name.isBlank() ? null : name.withDigest();
  }

  /** Whether all characters are ASCII: its form is not one of several. */
  public static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
