package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.record.Repair;
import javax.annotation.Nullable;

/**
 * A value for one of Insider's own fields that was left out.
 *
 * @param type what the field holds
 * @param raw the value; null for the signs of amounts and for currencies under other names, which
 *     are no field
 * @param severalReadings whether it can be read in several ways, instead of in none
 */
record LeftOut(FieldType type, @Nullable Object raw, boolean severalReadings) {

  /** Why, without the value. */
  String inWords() {
    if (raw == null) {
      return "of several readings (signs of amounts, or names such as order_currency), and neither"
          + " currency nor mapping.currency-signs says which is meant";
    }
    String what = ValueConverter.classOf(raw);
    return severalReadings
        ? "of several readings (" + what + "), and " + option() + " does not say which is meant"
        : "unreadable (" + what + ")";
  }

  /** What is counted. */
  Repair.Kind repair() {
    if (severalReadings) {
      return Repair.Kind.TWO_READINGS;
    }
    return type == FieldType.BOOLEAN ? Repair.Kind.OPT_IN_UNREADABLE : Repair.Kind.FIELD_LEFT_OUT;
  }

  private String option() {
    if (raw instanceof JsonObject) {
      return "the event's currency";
    }
    return switch (type) {
      case CURRENCY -> "mapping.currency-signs";
      case BIRTHDAY -> "mapping.date-order";
      default -> "mapping.decimal-separator";
    };
  }
}
