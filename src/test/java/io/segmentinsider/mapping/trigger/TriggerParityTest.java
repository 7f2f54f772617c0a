package io.segmentinsider.mapping.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.ParityFile;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TriggerParityTest {

  static List<JsonObject> cases() {
    return ParityFile.cases("fql");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void matchesAsSegmentDoes(JsonObject parity) throws InvalidTriggerException {
    String fql = (String) parity.get("fql");
    if (parity.has("error")) {
      assertThatThrownBy(() -> Trigger.compile(fql)).isInstanceOf(InvalidTriggerException.class);
    } else {
      assertThat(Trigger.compile(fql).matches((JsonObject) parity.get("event")))
          .isEqualTo(parity.get("expect"));
    }
  }
}
