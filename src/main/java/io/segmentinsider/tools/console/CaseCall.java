package io.segmentinsider.tools.console;

import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.mapping.cases.CaseResult;
import io.segmentinsider.mapping.cases.CaseRunner;
import io.segmentinsider.mapping.cases.PresetActions;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import io.segmentinsider.tools.preview.CaseText;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes a case of {@code job/mapping-test}, and runs it. */
final class CaseCall implements Endpoint.Answer {

  private final Mappings mappings;

  CaseCall(Mappings mappings) {
    this.mappings = mappings;
  }

  @Override
  public Object answer(Request request) throws RefusedException {
    MappingText edited = Mappings.edited(request);
    MappingText text = edited == null ? mappings.deployed() : edited;
    byte[] event = request.required("event").getBytes(StandardCharsets.UTF_8);
    String name = request.required("name");
    String id = request.text("id") == null ? name : request.text("id");
    try {
      String line = new CaseText(text, mappings.settings()).of(id, name, event);
      CaseResult result =
          new CaseRunner(
                  new PresetActions(
                      text, mappings.settings().source(), mappings.settings().mapping().rules()))
              .run(new JsonReader(JsonReader.HIGHEST_MAX_DEPTH).read(line));
      return Map.of(
          "text", line + "\n", "passed", result.passed(), "differences", result.differences());
    } catch (JsonException | IllegalArgumentException e) {
      String what = e instanceof InvalidMappingFileException ? "mapping" : "event";
      throw new RefusedException(400, "the " + what + " can't be read: " + e.getMessage());
    }
  }
}
