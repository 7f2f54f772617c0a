package io.segmentinsider.mapping.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.ParityFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Segment's own packages made of thousands of inputs, this engine makes of them, too. */
class ParityTest {

  private static final CaseRunner RUNNER = new CaseRunner(Presets.segmentActions());

  static Stream<Named<JsonObject>> cases() {
    return Stream.of("mapping-kit", "mapping-kit-liquid", "fql", "actions", "actions-batch")
        .flatMap(file -> ParityFile.cases(file).stream())
        .map(parity -> Named.of((String) parity.get("id"), parity));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void doesAsSegmentDoes(JsonObject parity) {
    assertThat(RUNNER.run(parity).differences()).isEmpty();
  }
}
