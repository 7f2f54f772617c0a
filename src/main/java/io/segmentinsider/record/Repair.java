package io.segmentinsider.record;

/**
 * Something that was put right, filled in or left out so that the rest of an event could go on.
 * Every one is counted.
 *
 * @param kind what was done
 * @param mappingName name of the mapping
 * @param field where: the field of the user object that is concerned
 */
public record Repair(Kind kind, String mappingName, String field) {

  /** What was done. The order is part of the serialized form: append only. */
  public enum Kind {
    /** The value can't be brought into the form of the field; the field is left out. */
    FIELD_LEFT_OUT("field-left-out"),
    /** The value of an identifier is malformed; it is no identifier. */
    IDENTIFIER_MALFORMED("identifier-malformed"),
    /** The value identifies nobody; it is no identifier. */
    IDENTIFIER_BLOCKED("identifier-blocked"),
    /** The name is taken already; the first one stays, and one in other letters gets a digest. */
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
    /** A timestamp can't be read; the next one that can stands in for it. */
    TIMESTAMP_REPLACED("timestamp-replaced"),
    /** Older than Insider keeps events of that name; {@code delivery.past-retention} decides. */
    PAST_RETENTION("past-retention"),
    /** Without a timestamp, the client's own time was corrected by how far its clock was off. */
    CLOCK_CORRECTED("clock-corrected"),
    /** A time lies too far after the record's own, which counts instead. */
    CLOCK_AHEAD("clock-ahead"),
    /** Segment rounds the number, and others round to the same one: it is no identifier. */
    IDENTIFIER_ROUNDED("identifier-rounded"),
    /** A stored update names an identifier that is none by now; the update goes on without it. */
    IDENTIFIER_SWITCHED_OFF("identifier-switched-off"),
    /** A trait is null, which says nothing; {@code mapping.nulls} decides. */
    NULL_IGNORED("null-ignored"),
    /** A custom name is longer than the configured limit; what it names is left out. */
    NAME_TOO_LONG("name-too-long"),
    /** Query parameters of an address do not leave, or as a digest. */
    URL_PARAMETER_CUT("url-parameter-cut"),
    /** The value has several readings and no option says which is meant; it is left out. */
    TWO_READINGS("two-readings"),
    /** The value has several readings, of which the configuration says which is meant. */
    READ_BY_OPTION("read-by-option"),
    /** The currency was named by a sign or word, with an amount, or under another name. */
    CURRENCY_READ("currency-read"),
    /** An amount has the sign of another currency than the event or line names; that one stays. */
    CURRENCY_CONTRADICTED("currency-contradicted"),
    /** A quantity with a fraction became one at the price of all of it; the sum stays. */
    QUANTITY_MADE_WHOLE("quantity-made-whole"),
    /** A name, address or the like beside product lines is no product's. */
    ORDER_FIELD_KEPT_AS_CUSTOM("order-field-kept-as-custom"),
    /** What stands in an opt-in or opt-out is neither clearly yes nor clearly no. */
    OPT_IN_UNREADABLE("opt-in-unreadable"),
    /** Of several fields for one opt-in some say yes and some say no; the no counts. */
    OPT_IN_CONTRADICTED("opt-in-contradicted"),
    /** Insider did not change an e-mail or phone number, and it goes on as if it were kept. */
    IDENTIFIER_CHANGE_REFUSED("identifier-change-refused"),
    /** A custom name that was never sent, on a day that has had its share of new ones. */
    NAME_OVER_CEILING("name-over-ceiling");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The word in the preview, in receipts and in metrics; stable. */
    public String code() {
      return code;
    }
  }
}
