package io.segmentinsider.compatibility.action;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.record.Identifier;
import java.util.Set;

/** Builds user objects of checked payloads, as the functions of Segment's destination do. */
final class Body {

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "email",
          "phone",
          "age",
          "birthday",
          "name",
          "gender",
          "surname",
          "city",
          "country",
          "app_version",
          "idfa",
          "model",
          "last_ip",
          "carrier",
          "os_version",
          "platform",
          "timezone",
          "locale");

  private static final Set<String> PARAMETERS =
      Set.of(
          "campaign_id",
          "campaign_name",
          "url",
          "product_id",
          "user_agent",
          "taxonomy",
          "name",
          "variant_id",
          "unit_sale_price",
          "unit_price",
          "quantity",
          "product_image_url",
          "event_group_id",
          "referrer",
          "currency");

  private static final JsonObject NOTHING = new JsonObject(0);

  private Body() {}

  /** The user object of {@code updateUserProfile}. */
  static UserObject profile(JsonObject payload) {
    Object language = payload.get("language");
    JsonObject attributes =
        new JsonObject(16)
            .putIfPresent("age", payload.get("age"))
            .putIfPresent("birthday", payload.get("birthday"))
            .putIfPresent("email", payload.get("email"))
            .putIfPresent("name", payload.get("firstName"))
            .putIfPresent("gender", payload.get("gender"))
            .putIfPresent("surname", payload.get("lastName"))
            .putIfPresent("phone_number", payload.get("phone"))
            .putIfPresent("city", payload.get("city"))
            .putIfPresent("country", payload.get("country"))
            .putIfPresent("gdpr_optin", payload.get("gdprOptin"))
            .putIfPresent("email_optin", payload.get("emailOptin"))
            .putIfPresent("sms_optin", payload.get("smsOptin"))
            .putIfPresent("whatsapp_optin", payload.get("whatsappOptin"))
            .putIfPresent(
                "language", language instanceof String text ? text.replaceFirst("-", "_") : null)
            .putIfPresent("custom", payload.get("custom"));
    JsonObject identifiers = identifiers(payload);
    if (isOn(payload, "email_as_identifier")) {
      identifiers.putIfPresent("email", payload.get("email"));
    }
    if (isOn(payload, "phone_number_as_identifier")) {
      identifiers.putIfPresent("phone_number", payload.get("phone"));
    }
    return new UserObject(identifiers, attributes, !isOn(payload, "append_arrays"), null);
  }

  /** The user object of an event action. */
  static UserObject event(JsonObject payload, String eventName) {
    JsonObject mapped = members(payload, "attributes");
    JsonObject identifiers = identifiers(payload);
    if (isOn(payload, "email_as_identifier") && Conversions.isTruthy(mapped.get("email"))) {
      identifiers.put("email", mapped.get("email"));
    }
    if (isOn(payload, "phone_number_as_identifier") && Conversions.isTruthy(mapped.get("phone"))) {
      identifiers.put("phone_number", mapped.get("phone"));
    }
    return new UserObject(
        identifiers,
        attributes(mapped),
        !isOn(payload, "append_arrays"),
        events(payload, eventName));
  }

  private static JsonObject identifiers(JsonObject payload) {
    JsonObject custom =
        new JsonObject(4)
            .putIfPresent(Identifier.SEGMENT_ANONYMOUS_ID, payload.get("segment_anonymous_id"));
    JsonObject mapped = members(payload, "custom_identifiers");
    for (int i = 0; i < mapped.size(); i++) {
      custom.put(mapped.nameAt(i), mapped.valueAt(i));
    }
    return new JsonObject(4).putIfPresent("uuid", payload.get("uuid")).put("custom", custom);
  }

  private static JsonObject attributes(JsonObject mapped) {
    JsonObject custom = new JsonObject(4);
    JsonObject attributes = new JsonObject(mapped.size() + 1).put("custom", custom);
    for (int i = 0; i < mapped.size(); i++) {
      String name = SegmentNames.normalise(mapped.nameAt(i));
      // Read back under the name that is sent, so a value under another spelling is lost.
      Object value = mapped.get(name);
      if (name.equals("locale") && value instanceof String text) {
        attributes.put(name, text.replace('-', '_'));
      } else {
        (ATTRIBUTES.contains(name) ? attributes : custom).put(name, value);
      }
    }
    return attributes;
  }

  private static Events events(JsonObject payload, String eventName) {
    return new Events(
        eventName,
        Conversions.toText(payload.get("timestamp")),
        payload.get("products") instanceof JsonArray products ? products : null,
        members(payload, "parameters"));
  }

  static JsonObject entry(
      String eventName, String timestamp, JsonObject product, JsonObject parameters) {
    JsonObject custom = new JsonObject(4);
    JsonObject all = new JsonObject(product.size() + parameters.size() + 1).put("custom", custom);
    addParameters(product, all, custom);
    addParameters(parameters, all, custom);
    return new JsonObject(3)
        .put("event_name", eventName)
        .put("timestamp", timestamp)
        .put("event_params", all);
  }

  private static void addParameters(JsonObject from, JsonObject to, JsonObject custom) {
    for (int i = 0; i < from.size(); i++) {
      String name = SegmentNames.normalise(from.nameAt(i));
      Object value = from.get(name);
      if (name.equals("taxonomy")) {
        to.put(name, JsonArray.of(value));
      } else {
        (PARAMETERS.contains(name) ? to : custom).put(name, value);
      }
    }
  }

  private static boolean isOn(JsonObject payload, String name) {
    return Boolean.TRUE.equals(payload.get(name));
  }

  private static JsonObject members(JsonObject payload, String name) {
    return payload.get(name) instanceof JsonObject object ? object : NOTHING;
  }
}
