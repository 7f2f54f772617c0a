package io.segmentinsider.record;

/**
 * One entry of a user object's {@code events} as ready-made JSON.
 *
 * @param name the {@code event_name} in it
 * @param json the whole entry as UTF-8 JSON text; never modified
 */
public record EventEntry(String name, byte[] json) {

  /** Names the event only: its parameters may be personal data. */
  @Override
  public String toString() {
    return name;
  }
}
