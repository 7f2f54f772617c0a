package io.segmentinsider.tools.preview;

import io.segmentinsider.JobSettings;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.mapping.cases.CaseFailedException;
import io.segmentinsider.mapping.cases.PresetActions;

/** Writes down what a mapping makes of an event as a case of {@code job/mapping-test}. */
public final class CaseText {

  /** An event that the job itself would take. */
  private static final JsonReader READER = new JsonReader(JsonReader.HIGHEST_MAX_DEPTH);

  private final PresetActions actions;

  /** Cases of the mappings in a file. */
  public CaseText(MappingText mapping, JobSettings settings) {
    this.actions = new PresetActions(mapping, settings.source(), settings.mapping().rules());
  }

  /**
   * One line.
   *
   * @param name of the mapping
   * @param event a JSON object
   * @throws JsonException if it is none
   */
  public String of(String id, String name, byte[] event) throws JsonException {
    if (!(READER.read(event) instanceof JsonObject object)) {
      throw new IllegalArgumentException("an event is an object");
    }
    JsonObject expected = new JsonObject();
    try {
      expected.put("request", actions.request(name, null, object));
    } catch (CaseFailedException e) {
      expected.put("error", true);
    }
    return JsonWriter.text(
        new JsonObject()
            .put("id", id)
            .put("action", name)
            .put("event", object)
            .put("expect", expected));
  }
}
