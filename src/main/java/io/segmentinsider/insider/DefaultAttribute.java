package io.segmentinsider.insider;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * The attributes that stand at the root of {@code attributes} (docs/insider-api.md#attributes).
 * Every other name belongs into {@code attributes.custom}; a name in the wrong place is stored
 * wrongly without an error.
 */
public enum DefaultAttribute {
  /** The address; an identifier where it is enabled as one. */
  EMAIL("email", FieldType.EMAIL),
  /**
   * The number; an identifier where it is enabled as one (docs/insider-api.md#phone-attribute:
   * never {@code phone}).
   */
  PHONE_NUMBER("phone_number", FieldType.PHONE_NUMBER),
  /** The user id; an identifier where it is enabled as one. */
  UUID("uuid", FieldType.TEXT),
  /** First name. */
  NAME("name", FieldType.TEXT),
  /** Last name. */
  SURNAME("surname", FieldType.TEXT),
  /** Date of birth. */
  BIRTHDAY("birthday", FieldType.BIRTHDAY),
  /** Gender. */
  GENDER("gender", FieldType.GENDER),
  /** Age in years. */
  AGE("age", FieldType.AGE),
  /** Language (docs/insider-api.md#language). */
  LANGUAGE("language", FieldType.LANGUAGE),
  /**
   * "Locale information of the user"; only where a mapping asks for it
   * (docs/insider-api.md#language).
   */
  LO("lo", FieldType.LANGUAGE),
  /** Locale as Segment's destination sends it on events (docs/insider-api.md#language). */
  LOCALE("locale", FieldType.LANGUAGE),
  /** Country of residence (docs/insider-api.md#country). */
  COUNTRY("country", FieldType.COUNTRY),
  /** City of residence. */
  CITY("city", FieldType.TEXT),
  /** Marketing e-mail allowed. */
  EMAIL_OPTIN("email_optin", FieldType.BOOLEAN),
  /** SMS allowed. */
  SMS_OPTIN("sms_optin", FieldType.BOOLEAN),
  /** WhatsApp allowed. */
  WHATSAPP_OPTIN("whatsapp_optin", FieldType.BOOLEAN),
  /** {@code false}: no campaign and no message on any channel. */
  GDPR_OPTIN("gdpr_optin", FieldType.BOOLEAN),
  /** Ids of static contact lists (docs/insider-api.md#static-lists). */
  STATIC_SEGMENT_ID("static_segment_id", FieldType.NUMBERS),
  /**
   * The older name of {@link #STATIC_SEGMENT_ID}; only where a mapping asks for it
   * (docs/insider-api.md#static-lists).
   */
  LIST_ID("list_id", FieldType.NUMBERS),
  /** Version of the app. */
  APP_VERSION("app_version", FieldType.TEXT),
  /** Advertising id of the device. */
  IDFA("idfa", FieldType.ADVERTISING_ID),
  /** Model of the device. */
  MODEL("model", FieldType.TEXT),
  /** IP address. */
  LAST_IP("last_ip", FieldType.TEXT),
  /** Carrier of the network. */
  CARRIER("carrier", FieldType.TEXT),
  /** Version of the operating system. */
  OS_VERSION("os_version", FieldType.TEXT),
  /** Name of the operating system. */
  PLATFORM("platform", FieldType.TEXT),
  /** Name in the time zone database. */
  TIMEZONE("timezone", FieldType.TEXT);

  private static final Map<String, DefaultAttribute> BY_KEY =
      Arrays.stream(values()).collect(Collectors.toMap(DefaultAttribute::key, Function.identity()));

  private final String key;
  private final FieldType type;

  DefaultAttribute(String key, FieldType type) {
    this.key = key;
    this.type = type;
  }

  /** The name in the API. */
  public String key() {
    return key;
  }

  /** What it holds. */
  public FieldType type() {
    return type;
  }

  /** The default attribute of that name; null if the name is a custom one. */
  @Nullable
  public static DefaultAttribute of(String key) {
    return BY_KEY.get(key);
  }
}
