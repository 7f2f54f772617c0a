package io.segmentinsider.compatibility.action;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/** The ten actions by their names, as their field tables come with the job. */
public final class SegmentActions {

  /** What Segment's destination calls itself in each request: {@code platform} and a header. */
  public static final String PLATFORM = "segment";

  private static final String TABLES = "segment-actions.json";

  private final Map<String, SegmentAction> bySlug;

  private SegmentActions(Map<String, SegmentAction> bySlug) {
    this.bySlug = bySlug;
  }

  /** Reads the bundled tables. */
  public static SegmentActions load() {
    try (InputStream tables = SegmentActions.class.getResourceAsStream(TABLES)) {
      Map<String, SegmentAction> actions = new LinkedHashMap<>();
      for (Object table : (JsonArray) new JsonReader().read(tables.readAllBytes())) {
        SegmentAction action = action((JsonObject) table);
        actions.put(action.slug(), action);
      }
      return new SegmentActions(actions);
    } catch (IOException e) {
      throw new UncheckedIOException(TABLES, e);
    } catch (JsonException e) {
      throw new IllegalStateException(TABLES, e);
    }
  }

  private static SegmentAction action(JsonObject table) {
    List<String> required = new ArrayList<>();
    for (Object name : (JsonArray) table.get("required")) {
      required.add((String) name);
    }
    return new SegmentAction(
        (String) table.get("slug"),
        (String) table.get("event"),
        Fields.of((JsonObject) table.get("fields")),
        required);
  }

  /** The action of a name; null if there is none. */
  @Nullable
  public SegmentAction get(String slug) {
    return bySlug.get(slug);
  }

  /** All names, in Segment's order. */
  public Set<String> slugs() {
    return bySlug.keySet();
  }
}
