package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonObject;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * Whether an event may go to Insider by its own {@code integrations} object, as Segment reads it
 * (docs/segment-spec.md#integrations-object).
 */
final class Integrations {

  /** The exact, case-sensitive name of Segment's destination for Insider. */
  static final String DESTINATION = "Insider Cloud Mode (Actions)";

  /** What a receipt says about an update that the event itself keeps back. */
  static final String SUPPRESSION = "integrations";

  private Integrations() {}

  /** {@link #SUPPRESSION} if the event must not go to Insider; null if it may. */
  @Nullable
  static String suppression(JsonObject event) {
    if (!(event.get("integrations") instanceof JsonObject integrations)) {
      return null;
    }
    Boolean own = isEnabled(integrations.get(DESTINATION));
    Boolean decided = own != null ? own : isEnabled(integrations.get("All"));
    return Boolean.FALSE.equals(decided) ? SUPPRESSION : null;
  }

  /** An object holds settings of a destination that is on; what is no yes or no says nothing. */
  @Nullable
  private static Boolean isEnabled(@Nullable Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> Boolean.TRUE;
        case "false" -> Boolean.FALSE;
        default -> null;
      };
    }
    return value instanceof JsonObject ? Boolean.TRUE : null;
  }
}
