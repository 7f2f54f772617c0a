package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.value.Country;
import javax.annotation.Nullable;

/** What else is known where a value is read. */
final class Circumstances {

  private final JsonObject event;
  private final long time;
  @Nullable private final Source country;
  @Nullable private final String currency;

  /**
   * The circumstances of an event.
   *
   * @param time when it happened, epoch milliseconds
   * @param country the person's country in it; null if the mapping names none
   */
  Circumstances(JsonObject event, long time, @Nullable Source country) {
    this(event, time, country, null);
  }

  private Circumstances(
      JsonObject event, long time, @Nullable Source country, @Nullable String currency) {
    this.event = event;
    this.time = time;
    this.country = country;
    this.currency = currency;
  }

  /**
   * The same once the event's currency is known.
   *
   * @param named ISO 4217 code that the event names; null if it names none
   */
  Circumstances in(@Nullable String named) {
    return named == null ? this : new Circumstances(event, time, country, named);
  }

  /** The ISO 4217 code that the event names; null if it names none, or it is not read yet. */
  @Nullable
  String currency() {
    return currency;
  }

  /** When the event happened, epoch milliseconds. */
  long time() {
    return time;
  }

  /** Two-letter country of the person; null if not known. Few values ask for it. */
  @Nullable
  String country() {
    String code = null;
    if (country != null) {
      for (int i = 0; i < country.alternatives() && code == null; i++) {
        code = country.of(event, i) instanceof String text ? Country.normalise(text) : null;
      }
    }
    return code;
  }
}
