package io.segmentinsider.lab.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDevicePeopleTest {

  @TempDir private Path folder;

  private static String event(String device, String key, String value) {
    return "{\"anonymousId\":\"%s\",\"traits\":{\"%s\":\"%s\"}}".formatted(device, key, value);
  }

  private boolean hasPersonOf(String... events) throws IOException {
    Path file = Files.writeString(folder.resolve("events.ndjson"), String.join("\n", events));
    return OneDevicePeople.of(EventInput.file(file))
        .has(EventText.of(events[0].getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void hasThePersonWhomNoOtherDeviceNames() throws IOException {
    assertThat(hasPersonOf(event("d1", "email", "a@b.co"), event("d2", "email", "c@d.co")))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "email,a@b.co,a@b.co",
        "email,a@b.co,A@B.CO",
        "email,a@b.co,' a@b.co '",
        "phone,+445945264942,+44 594 526 4942",
        "phone,+445945264942,0044 (594) 526-4942",
        "phone,+445945264942,05945264942"
      })
  void hasNobodyWhomAnotherDeviceNamesHoweverItSpellsTheName(String key, String one, String other)
      throws IOException {
    assertThat(hasPersonOf(event("d1", key, one), event("d2", key, other))).isFalse();
  }
}
