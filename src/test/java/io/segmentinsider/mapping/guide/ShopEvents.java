package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.Mapped;
import io.segmentinsider.mapping.Mapper;
import java.util.ArrayList;
import java.util.List;

/** Events of a shop, with single quotes in place of JSON's, and the parameters that they become. */
final class ShopEvents {

  private ShopEvents() {}

  /** A track call of one user with these properties; {@code \\'} is a quote in a text. */
  static Mapped track(Mapper mapper, String event, String properties) {
    String json =
        "{'type':'track','event':'%s','userId':'u1','timestamp':'2026-11-01T10:00:00Z','properties':{%s}}"
            .formatted(event, properties);
    return Mapped.by(mapper, quoted(json));
  }

  /** A value of JSON. */
  static Object value(String json) {
    return Mapped.parsed(quoted(json));
  }

  /** The parameters of each event of the only update. */
  static List<JsonObject> parameters(Mapped mapped) {
    List<JsonObject> parameters = new ArrayList<>();
    JsonArray events = (JsonArray) mapped.at("events");
    for (int i = 0; i < events.size(); i++) {
      parameters.add((JsonObject) ((JsonObject) events.get(i)).get("event_params"));
    }
    return parameters;
  }

  private static String quoted(String text) {
    return text.replace("\\'", "\u0001").replace('\'', '"').replace('\u0001', '\'');
  }
}
