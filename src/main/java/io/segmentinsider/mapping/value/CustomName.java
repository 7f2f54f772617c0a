package io.segmentinsider.mapping.value;

import io.segmentinsider.insider.IdentifierForm;
import java.util.Locale;

/** Names of custom attributes and parameters. */
public final class CustomName {

  private CustomName() {}

  /**
   * The name in lower case, every run of other characters than {@code [a-z0-9._-]} as one {@code
   * _}: {@code Song Title} gives {@code song_title}. Empty if the name is.
   */
  public static String normalise(String text) {
    if (IdentifierForm.isName(text)) {
      return text;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(lower.length());
    boolean inRun = false;
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      boolean allowed = IdentifierForm.isNameCharacter(c);
      if (allowed) {
        out.append(c);
      } else if (!inRun) {
        out.append('_');
      }
      inRun = !allowed;
    }
    return out.toString();
  }
}
