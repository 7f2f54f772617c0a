package io.segmentinsider.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.record.SourcePosition;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LinkChangeJsonTest {

  private static String json(LinkChange.Kind kind, String otherOwner) {
    LinkChange change =
        new LinkChange(
            "email",
            kind,
            1_777_636_800_123L,
            new SourcePosition("segment-events", 3, 4711),
            "0a",
            "1b",
            otherOwner);
    return new String(new LinkChangeJson().serialize(change), StandardCharsets.UTF_8);
  }

  @Test
  void everyMemberIsThere() {
    assertThat(json(LinkChange.Kind.MOVED, "2c"))
        .isEqualTo(
            "{\"rung\":\"email\",\"change\":\"moved\",\"eventTime\":\"2026-05-01T12:00:00.123Z\","
                + "\"source\":{\"topic\":\"segment-events\",\"partition\":3,\"offset\":4711},"
                + "\"identifier\":\"0a\",\"owner\":\"1b\",\"otherOwner\":\"2c\"}");
  }

  @Test
  void nobodyIsLeftOut() {
    assertThat(json(LinkChange.Kind.LEARNED, null))
        .contains("\"change\":\"learned\"")
        .doesNotContain("otherOwner");
  }
}
