package io.segmentinsider.compatibility.action;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/**
 * The events of a user object: one for each product, or one. Each is built when it is asked for, as
 * all of them repeat the event's own parameters.
 */
public final class Events {

  private static final JsonObject NOTHING = new JsonObject(0);

  private final String name;
  private final String timestamp;
  @Nullable private final JsonArray products;
  private final JsonObject parameters;

  /**
   * Events.
   *
   * @param products one object for each event; null for one event without a product
   * @param parameters of all events
   */
  Events(String name, String timestamp, @Nullable JsonArray products, JsonObject parameters) {
    this.name = name;
    this.timestamp = timestamp;
    this.products = products;
    this.parameters = parameters;
  }

  /** How many there are; none if there is a list of products with none in it. */
  public int size() {
    return products == null ? 1 : products.size();
  }

  /** The event's name at Insider. */
  public String name() {
    return name;
  }

  /** The entry at a place, as it stands in {@code events}. */
  public JsonObject get(int place) {
    JsonObject product = products == null ? NOTHING : (JsonObject) products.get(place);
    return Body.entry(name, timestamp, product, parameters);
  }

  JsonArray toJson() {
    JsonArray events = new JsonArray(size());
    for (int i = 0; i < size(); i++) {
      events.add(get(i));
    }
    return events;
  }
}
