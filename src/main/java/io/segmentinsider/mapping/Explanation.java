package io.segmentinsider.mapping;

import java.util.List;
import javax.annotation.Nullable;

/**
 * How a mapping file came to its result for one event.
 *
 * @param result the result
 * @param mappings every enabled mapping, in order
 */
public record Explanation(MappingResult result, List<Considered> mappings) {

  /**
   * A mapping and what it did.
   *
   * @param name of the mapping
   * @param trigger its text
   * @param matched whether the trigger wants the event
   * @param steps what became of the fields; empty if it did not match
   */
  public record Considered(String name, String trigger, boolean matched, List<Step> steps) {}

  /**
   * What became of one field.
   *
   * @param field in the user object
   * @param from where in the event its value comes from
   * @param outcome what was done with it
   * @param unreadable the class of a value that could not be read; null if there was none
   */
  public record Step(String field, String from, String outcome, @Nullable String unreadable) {}
}
