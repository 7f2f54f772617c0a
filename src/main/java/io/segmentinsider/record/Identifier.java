package io.segmentinsider.record;

import javax.annotation.Nullable;

/**
 * One identifier of a user object, under the name that Insider's upsert gives it.
 *
 * @param kind which kind of identifier
 * @param name the key in the upsert: the kind's own for the three default ones, the custom
 *     identifier's name for {@link Kind#CUSTOM}
 * @param value never null and never empty
 * @param claimedBy the owner key of whoever this value was first sent with, as its rung of the
 *     ladder knows; null before that rung, or if it was never sent with anything else; empty if
 *     nobody may be sent with it yet
 */
public record Identifier(Kind kind, String name, String value, @Nullable String claimedBy) {

  /**
   * Segment's anonymous id travels as this custom identifier (docs/insider-api.md#anonymous-id).
   */
  public static final String SEGMENT_ANONYMOUS_ID = "segment_anonymous_id";

  static final String USER_ID = "uuid";
  static final String EMAIL = "email";
  static final String PHONE_NUMBER = "phone_number";

  /** The kinds of Insider's identifiers. The order is part of the serialized form: append only. */
  public enum Kind {
    /** {@code uuid}: the customer's own user id. */
    UUID,
    /** {@code email}. */
    EMAIL,
    /** {@code phone_number}, E.164. */
    PHONE_NUMBER,
    /** A member of {@code custom}, Segment's anonymous id among them. */
    CUSTOM
  }

  /** The user id. */
  public static Identifier uuid(String value) {
    return new Identifier(Kind.UUID, USER_ID, value, null);
  }

  /** An e-mail address. */
  public static Identifier email(String value) {
    return new Identifier(Kind.EMAIL, EMAIL, value, null);
  }

  /** A phone number in E.164. */
  public static Identifier phoneNumber(String value) {
    return new Identifier(Kind.PHONE_NUMBER, PHONE_NUMBER, value, null);
  }

  /** A custom identifier as it is set up in Insider's identity resolution. */
  public static Identifier custom(String name, String value) {
    return new Identifier(Kind.CUSTOM, name, value, null);
  }

  /** Segment's anonymous id: the device. */
  public static Identifier device(String anonymousId) {
    return custom(SEGMENT_ANONYMOUS_ID, anonymousId);
  }

  /**
   * The identifier that has this key.
   *
   * @param key a {@link #key()}
   */
  public static Identifier ofKey(String key) {
    int end = key.indexOf(':');
    String name = key.substring(0, end);
    String value = key.substring(end + 1);
    return switch (name) {
      case USER_ID -> uuid(value);
      case EMAIL -> email(value);
      case PHONE_NUMBER -> phoneNumber(value);
      default -> custom(name, value);
    };
  }

  /** This identifier with what its rung knows about who it was first sent with. */
  public Identifier claimed(@Nullable String ownerKey) {
    return new Identifier(kind, name, value, ownerKey);
  }

  /** This identifier while its rung can't be sure yet whose it is. */
  public Identifier withheld() {
    return claimed("");
  }

  /** Whether nobody may be sent with it yet. */
  public boolean isWithheld() {
    return claimedBy != null && claimedBy.isEmpty();
  }

  /**
   * How much it says about the person: user id, custom identifier, e-mail, phone number, device.
   */
  public int strength() {
    return switch (kind) {
      case UUID -> 5;
      case CUSTOM -> isDevice() ? 1 : 4;
      case EMAIL -> 3;
      case PHONE_NUMBER -> 2;
    };
  }

  /** Whether this is Segment's anonymous id. */
  public boolean isDevice() {
    return kind == Kind.CUSTOM && name.equals(SEGMENT_ANONYMOUS_ID);
  }

  /** The key under which state of this identifier is kept: a device "123" is no user "123". */
  public String key() {
    return name + ':' + value;
  }

  /** Names the kind only: identifiers are personal data and must not reach a log. */
  @Override
  public String toString() {
    return name + ":***";
  }
}
