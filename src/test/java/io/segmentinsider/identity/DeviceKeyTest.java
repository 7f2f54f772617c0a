package io.segmentinsider.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device has a key of its own, and a short one if its id is a UUID. */
class DeviceKeyTest {

  private static final String ID = "6d5ba2f2-8ef0-4e95-803b-f8e54d3ebab4";

  @Test
  void aUuidTakesAByteForEachOf21Characters() {
    assertThat(DeviceKey.of(ID)).hasSize(21).matches(key -> key.chars().allMatch(c -> c < 128));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6D5BA2F2-8ef0-4e95-803b-f8e54d3ebab4",
        "6d5ba2f2-8ef0-4e95-803b-f8e54d3ebab",
        "6d5ba2f208ef0-4e95-803b-f8e54d3ebab4",
        "6d5ba2f2-8ef0-4e95-803b-f8e54d3ebabg",
        "device-1"
      })
  void anythingElseStaysAsItIs(String id) {
    assertThat(DeviceKey.of(id)).isEqualTo("segment_anonymous_id:" + id);
  }

  @Property(tries = 500)
  void twoUuidsNeverHaveOneKey(@ForAll long high, @ForAll long low, @ForAll long other) {
    String key = DeviceKey.of(new UUID(high, low).toString());
    assertThat(key.equals(DeviceKey.of(new UUID(other, low).toString()))).isEqualTo(high == other);
    assertThat(key.equals(DeviceKey.of(new UUID(high, other).toString()))).isEqualTo(low == other);
    for (int bit = 0; bit < Long.SIZE; bit++) {
      assertThat(DeviceKey.of(new UUID(high ^ 1L << bit, low).toString())).isNotEqualTo(key);
      assertThat(DeviceKey.of(new UUID(high, low ^ 1L << bit).toString())).isNotEqualTo(key);
    }
  }
}
