package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.trigger.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preset as a document: fourteen entries that must not drift apart. */
class DefaultPresetTest {

  /** It reads the person from the properties, too. */
  private static final String OF_ITS_OWN = "User Registered";

  private static List<JsonObject> entries() {
    List<JsonObject> entries = new ArrayList<>();
    for (Object entry : (JsonArray) Mapped.parsed(MappingText.preset("default").json())) {
      entries.add((JsonObject) entry);
    }
    return entries;
  }

  @Test
  void allEventsTakeThePersonFromTheSamePlaces() {
    Set<Object> people = new HashSet<>();
    for (JsonObject entry : entries()) {
      if (entry.get("action").equals("insiderEvent") && !entry.get("name").equals(OF_ITS_OWN)) {
        JsonObject mapping = (JsonObject) entry.get("mapping");
        people.add(List.of(mapping.get("identifiers"), mapping.get("attributes")));
      }
    }
    assertThat(people).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "identify, x",
    "page, x",
    "screen, x",
    "group, x",
    "alias, x",
    "track, Product List Viewed",
    "track, Product Viewed",
    "track, Product Added",
    "track, Product Removed",
    "track, Cart Viewed",
    "track, Cart Reviewed",
    "track, Checkout Started",
    "track, Checkout Step Viewed",
    "track, Order Completed",
    "track, order completed",
    "track, User Registered",
    "track, Anything Else"
  })
  void triggersExcludeEachOther(String type, String event) throws Exception {
    JsonObject call = new JsonObject().put("type", type).put("event", event);
    List<Object> matching = new ArrayList<>();
    for (JsonObject entry : entries()) {
      if (Trigger.compile((String) entry.get("trigger")).matches(call)) {
        matching.add(entry.get("name"));
      }
    }
    assertThat(matching).hasSize(1);
  }
}
