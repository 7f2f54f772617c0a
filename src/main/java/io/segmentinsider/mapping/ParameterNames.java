package io.segmentinsider.mapping;

import io.segmentinsider.insider.PercentEncoding;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names of query parameters. They are compared without case and without what is no letter or digit:
 * {@code access_token} is {@code accessToken}. A star in front of a name stands for any beginning.
 *
 * @param exact names
 * @param endings what names end with
 */
public record ParameterNames(Set<String> exact, Set<String> endings) implements Serializable {

  /** Names as they are written in the configuration. */
  static ParameterNames of(List<String> written) {
    Set<String> exact = new HashSet<>();
    Set<String> endings = new HashSet<>();
    for (String name : written) {
      (name.startsWith("*") ? endings : exact).add(plain(name, 0, name.length()));
    }
    return new ParameterNames(Set.copyOf(exact), Set.copyOf(endings));
  }

  boolean isEmpty() {
    return exact.isEmpty() && endings.isEmpty();
  }

  /**
   * Whether a parameter is meant: by all of its name, or by a part of it, such as {@code
   * user[email]} and {@code user.email}.
   *
   * @param written as it stands in an address
   */
  boolean contain(String written) {
    if (isEmpty()) {
      return false;
    }
    String name = PercentEncoding.decoded(written);
    if (isMeant(plain(name, 0, name.length()))) {
      return true;
    }
    for (String part : parts(name)) {
      if (isMeant(part)) {
        return true;
      }
    }
    return false;
  }

  private boolean isMeant(String plain) {
    if (exact.contains(plain)) {
      return true;
    }
    for (String ending : endings) {
      if (plain.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** None if there is one only. */
  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>(0);
    int start = 0;
    for (int i = 0; i < name.length(); i++) {
      if ("[].?&;#/:".indexOf(name.charAt(i)) >= 0) {
        parts.add(plain(name, start, i));
        start = i + 1;
      }
    }
    if (start > 0) {
      parts.add(plain(name, start, name.length()));
    }
    return parts;
  }

  private static String plain(String name, int start, int end) {
    StringBuilder plain = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        plain.append(c);
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }
}
