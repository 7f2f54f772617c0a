package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.javascript.Text;

/**
 * Literal text replaced as JavaScript's {@code replace} does: in the replacement {@code $$} is a
 * dollar sign, {@code $&} the match, {@code $`} and {@code $'} what stands before and behind it.
 *
 * @param pattern literal text, not empty
 * @param ignoreCase compares as a regular expression with flag {@code i}
 * @param global all occurrences, or only the first
 */
record Replacement(String pattern, String replacement, boolean ignoreCase, boolean global) {

  String apply(String text) throws MappingFailedException {
    int match = indexOf(text, 0);
    if (match < 0) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length() + replacement.length());
    int copied = 0;
    while (match >= 0) {
      result.append(text, copied, match);
      substitute(text, match, result);
      TextLimit.check(result, "@replace");
      copied = match + pattern.length();
      match = global ? indexOf(text, copied) : -1;
    }
    return result.append(text, copied, text.length()).toString();
  }

  private int indexOf(String text, int from) {
    if (!ignoreCase) {
      return text.indexOf(pattern, from);
    }
    for (int start = from; start <= text.length() - pattern.length(); start++) {
      if (matches(text, start)) {
        return start;
      }
    }
    return -1;
  }

  private boolean matches(String text, int start) {
    for (int i = 0; i < pattern.length(); i++) {
      char found = text.charAt(start + i);
      char wanted = pattern.charAt(i);
      if (found != wanted && Text.canonicalize(found) != Text.canonicalize(wanted)) {
        return false;
      }
    }
    return true;
  }

  private void substitute(String text, int match, StringBuilder result) {
    int end = match + pattern.length();
    int at = 0;
    while (at < replacement.length()) {
      char c = replacement.charAt(at);
      char kind = c == '$' && at + 1 < replacement.length() ? replacement.charAt(at + 1) : 0;
      at += 2;
      switch (kind) {
        case '$' -> result.append('$');
        case '&' -> result.append(text, match, end);
        case '`' -> result.append(text, 0, match);
        case '\'' -> result.append(text, end, text.length());
        default -> {
          result.append(c);
          at--;
        }
      }
    }
  }
}
