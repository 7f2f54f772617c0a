package io.segmentinsider.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.EventOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Who is suppressed now, and who was when an event was written. */
class SuppressionTest {

  private static Suppression.Request request(long time, int partition, boolean suppresses) {
    return new Suppression.Request(
        new EventOrder(time, time, partition, time * 10 + partition, 0), suppresses);
  }

  private static Suppression after(Suppression.Request... requests) {
    Suppression suppression = Suppression.NONE;
    for (Suppression.Request request : requests) {
      suppression = suppression.with(request);
    }
    return suppression;
  }

  @Example
  void whoIsSuppressedIsSoWheneverAnEventWasWritten() {
    Suppression suppression = after(request(10, 0, true));
    assertThat(suppression.isSuppressed()).isTrue();
    assertThat(suppression.keepsBack(5)).isTrue();
    assertThat(suppression.keepsBack(10)).isTrue();
    assertThat(suppression.keepsBack(Long.MAX_VALUE)).isTrue();
  }

  @Example
  void afterItsEndOnlyWhatWasWrittenMeanwhileIsKeptBack() {
    Suppression suppression =
        after(
            request(10, 0, true),
            request(20, 0, false),
            request(30, 0, true),
            request(40, 0, false));
    assertThat(suppression.isSuppressed()).isFalse();
    assertThat(List.of(9L, 10L, 19L, 20L, 29L, 30L, 39L, 40L, 50L))
        .extracting(suppression::keepsBack)
        .containsExactly(false, true, true, false, false, true, true, false, false);
  }

  @Example
  void withoutARequestNothingIsKeptBack() {
    assertThat(Suppression.NONE.isSuppressed()).isFalse();
    assertThat(Suppression.NONE.keepsBack(0)).isFalse();
    assertThat(after(request(10, 0, false)).keepsBack(5)).isFalse();
  }

  @Example
  void theSameRequestAgainChangesNothing() {
    Suppression suppression = after(request(10, 0, true));
    assertThat(suppression.with(request(10, 0, true))).isSameAs(suppression);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void theOrderOfArrivalSaysNothing(@ForAll long seed, @ForAll @IntRange(max = 40) int count) {
    Random random = new Random(seed);
    List<Suppression.Request> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(request(i / 2, i % 2, random.nextBoolean()));
    }
    Suppression inOrder = after(requests.toArray(Suppression.Request[]::new));
    Collections.shuffle(requests, random);
    Suppression shuffled = after(requests.toArray(Suppression.Request[]::new));
    assertThat(shuffled).isEqualTo(inOrder);
    assertThat(shuffled.requests()).hasSizeLessThanOrEqualTo(Suppression.MAX_REQUESTS);
  }
}
