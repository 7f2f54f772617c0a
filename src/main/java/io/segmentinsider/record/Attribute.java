package io.segmentinsider.record;

/**
 * One attribute of a user object with its value as ready-made JSON.
 *
 * @param name the name as sent
 * @param custom whether it stands in {@code attributes.custom} instead of the root
 * @param json the value as UTF-8 JSON text; never modified
 */
public record Attribute(String name, boolean custom, byte[] json) {

  /** Names the attribute only: its value is personal data and must not reach a log. */
  @Override
  public String toString() {
    return (custom ? "custom." : "") + name;
  }
}
