package io.segmentinsider.compatibility.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import org.junit.jupiter.api.Test;

class FlattenTest {

  private static CompiledMapping mapping() throws Exception {
    return CompiledMapping.compile(
        new JsonReader()
            .read("{\"@flatten\":{\"value\":{\"@path\":\"$.properties\"},\"separator\":\"_\"}}"));
  }

  private static JsonObject event(int lengthOfName, int members) {
    JsonObject below = new JsonObject();
    for (int i = 0; i < members; i++) {
      below.put("a" + i, 1L);
    }
    return new JsonObject()
        .put("properties", new JsonObject().put("x".repeat(lengthOfName), below));
  }

  /** A name of two million letters over 200,000 members would be 400 gigabytes of names. */
  @Test
  void aLongNameOverManyMembersIsRefused() throws Exception {
    CompiledMapping mapping = mapping();
    assertThatThrownBy(() -> mapping.resolve(event(2_000_000, 200_000)))
        .isInstanceOf(MappingFailedException.class)
        .hasMessageContaining("@flatten");
  }

  @Test
  void aNameOverAsManyMembersAsAnEventHasIsNot() throws Exception {
    assertThat((JsonObject) mapping().resolve(event(100, 1_000)))
        .extracting(JsonObject::size)
        .isEqualTo(1_000);
  }
}
