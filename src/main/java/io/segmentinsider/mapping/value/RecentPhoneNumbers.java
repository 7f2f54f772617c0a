package io.segmentinsider.mapping.value;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * What {@link PhoneNumber#normalise} made of the numbers that came lately. Reading one takes half
 * as long as all the rest of an event, and a person's events name the same one again and again. Not
 * safe for use by several threads at a time.
 */
public final class RecentPhoneNumbers {

  /** When so many came since, the older ones are forgotten. */
  private static final int REMEMBERED = 4096;

  /** Longer texts are no numbers, mostly, and would only take up memory. */
  private static final int MAX_LENGTH = 40;

  private Map<String, Reading> recent = new HashMap<>();
  private Map<String, Reading> older = Map.of();

  /** What a text was read as under a region. */
  private record Reading(@Nullable String region, @Nullable String number) {

    private boolean isUnder(@Nullable String otherRegion) {
      return Objects.equals(region, otherRegion);
    }
  }

  /** As {@link PhoneNumber#normalise}. */
  @Nullable
  public String normalise(String text, @Nullable String region) {
    if (text.length() > MAX_LENGTH) {
      return PhoneNumber.normalise(text, region);
    }
    Reading known = recent.get(text);
    if (known != null && known.isUnder(region)) {
      return known.number();
    }
    Reading before = older.get(text);
    Reading reading =
        before != null && before.isUnder(region)
            ? before
            : new Reading(region, PhoneNumber.normalise(text, region));
    remember(text, reading);
    return reading.number();
  }

  private void remember(String text, Reading reading) {
    if (recent.size() >= REMEMBERED) {
      older = recent;
      recent = new HashMap<>();
    }
    recent.put(text, reading);
  }
}
