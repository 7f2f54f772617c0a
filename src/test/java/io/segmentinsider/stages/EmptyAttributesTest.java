package io.segmentinsider.stages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Insider refuses a user object with attributes that hold none. */
class EmptyAttributesTest {

  private static final String IP =
      "{\"type\":\"track\",\"event\":\"Product Viewed\",\"userId\":\"u1\",\"anonymousId\":\"d1\","
          + "\"messageId\":\"m%d\",\"timestamp\":\"2026-05-01T12:0%d:00Z\",\"properties\":"
          + "{\"product_id\":\"p%d\",\"name\":\"n\",\"price\":2,\"currency\":\"EUR\"},\"context\":"
          + "{\"ip\":\"198.51.100.7\",\"locale\":\"de-DE\"}}";

  /** The second event says nothing new of the person. */
  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void whatIsUnchangedLeavesNoEmptyContainer(String preset) throws Exception {
    try (Stages job = Stages.with("mapping.preset=" + preset)) {
      for (int i = 1; i < 5; i++) {
        job.take(IP.formatted(i, i, i));
      }

      assertThat(job.deadLetters()).isEmpty();
      assertThat(job.requests())
          .hasSizeGreaterThanOrEqualTo(4)
          .noneMatch(request -> request.contains("\"attributes\":{}"))
          .noneMatch(request -> request.contains("\"attributes\":{\"custom\":{}}"));
      assertThat(job.user("u1").profile().path("events")).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  /** Updates of one person still share a user object, whether attributes are left or not. */
  @Test
  void updatesWithAndWithoutAttributesAreJoined() throws Exception {
    try (Stages job = Stages.with("mapping.preset=segment-actions")) {
      job.take(IP.formatted(1, 1, 1));
      job.feed(IP.formatted(2, 2, 2));
      job.feed(IP.formatted(3, 3, 3).replace("198.51.100.7", "198.51.100.8"));
      job.feed(IP.formatted(4, 4, 4));
      job.settle();

      assertThat(job.deadLetters()).isEmpty();
      // Each event has two updates. The first four wait for nobody; the others share a request.
      assertThat(job.requests()).hasSizeLessThanOrEqualTo(5);
      assertThat(job.user("u1").profile().path("events")).hasSizeGreaterThanOrEqualTo(4);
    }
  }
}
