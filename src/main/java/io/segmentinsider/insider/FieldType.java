package io.segmentinsider.insider;

/**
 * What Insider expects in a default attribute or parameter (docs/insider-api.md#attributes,
 * docs/insider-api.md#event-parameters).
 */
public enum FieldType {
  /** Any text. */
  TEXT,
  /** A number with or without fraction. */
  NUMBER,
  /** An amount of money: a number, of which a text may name the currency. */
  AMOUNT,
  /** How many; what is sent is whole, what comes need not be. */
  QUANTITY,
  /** A person's age in years. */
  AGE,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** An address of the form {@code ^.+@.+\..+$}. */
  EMAIL,
  /** A phone number in E.164. */
  PHONE_NUMBER,
  /** What a device gives advertisers to know it by; zeros where it gives none. */
  ADVERTISING_ID,
  /**
   * A calendar date as RFC 3339 in UTC: {@code 1993-03-12T00:00:00Z}
   * (docs/insider-api.md#birthday).
   */
  BIRTHDAY,
  /** {@code F} or {@code M} where that is clear; the documentation names no other values. */
  GENDER,
  /** ISO 3166-1 alpha-2 (docs/insider-api.md#country). */
  COUNTRY,
  /** A language tag with underscores: {@code en_US} (docs/insider-api.md#language). */
  LANGUAGE,
  /** ISO 4217. */
  CURRENCY,
  /** A category path, outermost first, as a list of texts. */
  TAXONOMY,
  /** An amount of money as plain decimal text (docs/insider-api.md#shipping-cost). */
  DECIMAL_TEXT,
  /** A list of numbers. */
  NUMBERS,
  /** Text or number. */
  TEXT_OR_NUMBER
}
