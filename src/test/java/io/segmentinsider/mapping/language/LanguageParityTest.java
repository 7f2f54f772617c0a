package io.segmentinsider.mapping.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.mapping.ParityFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LanguageParityTest {

  static List<JsonObject> cases() {
    List<JsonObject> cases = new ArrayList<>(ParityFile.cases("mapping-kit"));
    cases.addAll(ParityFile.cases("mapping-kit-liquid"));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resolvesAsSegmentDoes(JsonObject parity) {
    JsonObject expected = (JsonObject) parity.get("expect");
    JsonObject got = new JsonObject();
    Object input = parity.has("input") ? parity.get("input") : new JsonObject();
    try {
      Object output = CompiledMapping.compile(parity.get("mapping")).resolve(input);
      got.put(output == null ? "undefined" : "output", output == null ? true : output);
    } catch (InvalidMappingException | MappingFailedException e) {
      got.put("error", expected.has("error") ? expected.get("error") : e.getMessage());
    }
    // As JSON: a place of a list without a value is a null there.
    assertThat(new String(JsonWriter.canonical(got), StandardCharsets.UTF_8))
        .isEqualTo(new String(JsonWriter.canonical(expected), StandardCharsets.UTF_8));
  }
}
