package io.segmentinsider.insider;

/** What Insider expects in a default attribute or parameter (contract, sections 3.4 and 3.6). */
public enum FieldType {
  /** Any text. */
  TEXT,
  /** A number with or without fraction. */
  NUMBER,
  /** A number without fraction. */
  INTEGER,
  /** A person's age in years. */
  AGE,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** An address of the form {@code ^.+@.+\..+$}. */
  EMAIL,
  /** A phone number in E.164. */
  PHONE_NUMBER,
  /** A calendar date as RFC 3339 in UTC: {@code 1993-03-12T00:00:00Z} (C13). */
  BIRTHDAY,
  /** {@code F} or {@code M} where that is clear; the documentation names no other values. */
  GENDER,
  /** ISO 3166-1 alpha-2 (C14). */
  COUNTRY,
  /** A language tag with underscores: {@code en_US} (C2). */
  LANGUAGE,
  /** ISO 4217. */
  CURRENCY,
  /** A category path, outermost first, as a list of texts. */
  TAXONOMY,
  /** A number as plain decimal text (C8). */
  DECIMAL_TEXT,
  /** A list of numbers. */
  NUMBERS,
  /** Text or number. */
  TEXT_OR_NUMBER
}
