package io.segmentinsider.tools.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.segmentinsider.tools.ToolJson;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What a comparison found. The members are those of {@code job/compare --json}, a stable interface.
 *
 * @param events records of the source that were read; 0 with an export of Segment's
 * @param shadow what the job would leave at Insider
 * @param segment what Segment's destination does
 * @param same people of whom nothing differs
 * @param differences all that differs
 */
public record Compared(long events, Side shadow, Side segment, long same, List<Found> differences) {

  /**
   * What a side sends, and what it leaves.
   *
   * @param userObjects that were sent
   * @param people that are left
   * @param merges how often people with different user ids became one
   * @param orders that are left
   */
  public record Side(long userObjects, long people, long merges, long orders) {}

  /**
   * A kind of difference.
   *
   * @param kind what differs
   * @param grave whether it is about people, orders or merges
   * @param field which; empty if the kind says it all
   * @param count how often
   * @param examples a few of them
   */
  public record Found(
      Difference kind, boolean grave, String field, long count, List<Example> examples) {}

  /**
   * One of them. Values are hidden unless they were asked for.
   *
   * @param person an identifier and its value
   * @param shadow the job's value; null if it has none
   * @param segment the value of Segment's destination; null if it has none
   */
  public record Example(String person, @Nullable String shadow, @Nullable String segment) {}

  /** Whether people, orders and merges are the same. */
  public boolean isSame() {
    return differences.stream().noneMatch(Found::grave) && shadow.merges == segment.merges;
  }

  /** As JSON on one line. */
  public String toJson() {
    try {
      return ToolJson.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON can always be written", e);
    }
  }
}
