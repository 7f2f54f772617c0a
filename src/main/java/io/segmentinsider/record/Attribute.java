package io.segmentinsider.record;

import javax.annotation.Nullable;

/**
 * One attribute of a user object with its value as ready-made JSON, or without one if its value is
 * to be removed, which is a call of its own (docs/insider-api.md#attribute-delete).
 *
 * @param name the name as sent
 * @param custom whether it stands in {@code attributes.custom} instead of the root
 * @param json the value as UTF-8 JSON text; empty if it is to be removed; never modified
 * @param weak whether it stands in for what the person did not say: it never takes the place of a
 *     value that is not weak
 * @param endsWith the custom attribute that it belongs to: when that gets another value, this one
 *     ends, unless it is named again; null if it belongs to none
 */
public record Attribute(
    String name, boolean custom, byte[] json, boolean weak, @Nullable String endsWith) {

  private static final byte[] NO_VALUE = {};

  /** An attribute that the person, or whoever speaks for the person, gave. */
  public Attribute(String name, boolean custom, byte[] json) {
    this(name, custom, json, false, null);
  }

  /** An attribute whose value is to be removed. */
  public static Attribute removed(String name, boolean custom) {
    return new Attribute(name, custom, NO_VALUE);
  }

  /** Whether the value is to be removed. */
  public boolean isRemoved() {
    return json.length == 0;
  }

  /** Names the attribute only: its value is personal data and must not reach a log. */
  @Override
  public String toString() {
    return (custom ? "custom." : "") + name;
  }
}
