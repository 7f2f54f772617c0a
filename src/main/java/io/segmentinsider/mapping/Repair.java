package io.segmentinsider.mapping;

/**
 * Something that was put right, filled in or left out so that the rest of an event could go on.
 * Every one is counted.
 *
 * @param kind what was done
 * @param action name of the mapping
 * @param field where: the field of the user object that is concerned
 */
public record Repair(Kind kind, String action, String field) {

  /** What was done. */
  public enum Kind {
    /** The value can't be brought into the form of the field; the field is left out. */
    FIELD_LEFT_OUT("field-left-out"),
    /** The value of an identifier is malformed; it is no identifier. */
    IDENTIFIER_MALFORMED("identifier-malformed"),
    /** The value identifies nobody; it is no identifier. */
    IDENTIFIER_BLOCKED("identifier-blocked"),
    /** The name is taken already; the first one stays. */
    NAME_TAKEN("name-taken"),
    /** The name is Insider's own and not free for other values. */
    NAME_RESERVED("name-reserved"),
    /** A product line, or an order event without lines, that says no quantity counts as one. */
    QUANTITY_FILLED_IN("quantity-filled-in"),
    /** The configured currency was taken, as the event names none. */
    CURRENCY_FILLED_IN("currency-filled-in"),
    /** Product lines that would be identical events became one with their quantities added. */
    LINES_MERGED("lines-merged"),
    /** A country that is not recognised is kept as a custom attribute. */
    COUNTRY_KEPT_AS_CUSTOM("country-kept-as-custom"),
    /** The mapped timestamp can't be read; the event's own time stands in for it. */
    TIMESTAMP_REPLACED("timestamp-replaced"),
    /** Older than Insider keeps events of that name; {@code delivery.past-retention} decides. */
    PAST_RETENTION("past-retention");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The word in the preview and in metrics; stable. */
    public String code() {
      return code;
    }
  }
}
