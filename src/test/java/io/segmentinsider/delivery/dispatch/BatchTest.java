package io.segmentinsider.delivery.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.Updates;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a failure of a batch counts, and for how long. */
class BatchTest {

  private final EndpointQueue queue =
      new EndpointQueue(
          UpsertRequest.Endpoint.UPSERT, new RateLimiter(1_000, 1, 0), 10, 1_000, 0, 60_000);
  private final Batch batch = batchOf(4);
  private long now;

  private static Batch batchOf(int users) {
    List<Batch.User> all = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      OwnerQueue queue = new OwnerQueue("uuid:u" + i);
      queue.add(PendingUpdate.arrived(Updates.update("m" + i).user("u" + i).event("x").build(), 0));
      all.add(Batch.User.of(queue, queue.takeJoinable(1_000), new UserObjectWriter()));
    }
    return new Batch(all, false, 1);
  }

  /** Others succeed that many times, a second after each other. */
  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      now += 1_000;
      queue.succeeded(now);
    }
  }

  @Test
  void anOutageUsesUpNoBudgetAndNoPatience() {
    succeed(7);
    for (int i = 0; i < 100; i++) {
      now += 60_000;
      assertThat(batch.failed(queue)).isZero();
    }
    assertThat(batch.failures()).isEqualTo(100);
    assertThat(batch.isOutOfPatience()).isFalse();
    assertThat(batch.othersSucceeded(queue)).isFalse();
  }

  @Test
  void theTimeBetweenTwoFailuresCountsForWhichOthersSucceededInIt() {
    succeed(7);
    assertThat(batch.failed(queue)).isZero();
    assertThat(batch.failed(queue)).isZero();
    succeed(3);
    assertThat(batch.failed(queue)).isEqualTo(3_000);
    assertThat(batch.failed(queue)).isZero();
    succeed(1);
    assertThat(batch.failed(queue)).isEqualTo(1_000);
    assertThat(batch.othersSucceeded(queue)).isTrue();
  }

  /** Nobody knows of an outage of requests that are too many but by the time without a success. */
  @Test
  void anHourWithoutASuccessBetweenTwoCountsAsAMinute() {
    succeed(1);
    batch.failed(queue);
    now += 3_600_000;
    succeed(1);
    assertThat(batch.failed(queue)).isEqualTo(60_000);
  }

  @Test
  void itIsHalvedAfterThreeFailuresBetweenWhichOthersSucceeded() {
    batch.failed(queue);
    for (int i = 1; i <= 3; i++) {
      assertThat(batch.isOutOfPatience()).isFalse();
      succeed(1);
      batch.failed(queue);
    }
    assertThat(batch.isOutOfPatience()).isTrue();
  }

  /** Its whole was patient enough, and whoever is innocent waits with it. */
  @Test
  void aHalfIsHalvedAtOnceIfOthersSucceededSinceItsWholeFailed() {
    batch.failed(queue);
    List<Batch> halves = batch.halves();
    halves.get(0).failed(queue);
    succeed(1);
    halves.get(1).failed(queue);
    assertThat(halves.get(0).isOutOfPatience()).isFalse();
    assertThat(halves.get(1).isOutOfPatience()).isTrue();
  }

  @Test
  void whatIsLeftOfABatchHasSeenTheSameSuccesses() {
    batch.failed(queue);
    succeed(1);
    assertThat(batch.halves().get(0).othersSucceeded(queue)).isTrue();
  }

  @Test
  void aTrialTakesOneUserAndGivesItBackBehindTheOthers() {
    batch.failed(queue);
    List<Batch.User> before = List.copyOf(batch.users());
    Batch trial = batch.takeFirst();
    trial.failed(queue);
    assertThat(batch.takesBack(trial, 3, 1_000_000)).isFalse();
    assertThat(batch.takesBack(trial, 4, 1_000_000)).isTrue();
    batch.takeBack(trial);
    assertThat(batch.users())
        .containsExactly(before.get(1), before.get(2), before.get(3), before.get(0));
  }

  /** One of the others may be why: whoever is left alone could end for it. */
  @Test
  void whatFailedWithOthersCountsForNobodyWhoIsLeftOfThem() {
    Batch two = batchOf(2);
    two.refusedThoughOthersAreLetIn();
    two.refusedThoughOthersAreLetIn();
    for (int i = 0; i < 7; i++) {
      succeed(1);
      two.failed(queue);
    }
    assertThat(two.isBeyondChance()).isTrue();
    Batch trial = two.takeFirst();
    for (Batch alone : List.of(trial, two)) {
      assertThat(alone.isOutOfPatience()).isFalse();
      assertThat(alone.isBeyondChance()).isFalse();
      assertThat(alone.isRefusedForWhatItHolds()).isFalse();
    }
  }

  /** What a larger user object before it has left in the writer's memory is not seen. */
  @Test
  void eachUserObjectIsItsOwnHoweverManyAWriterHasWritten() {
    UserObjectWriter writer = new UserObjectWriter();
    for (int events : new int[] {40, 1, 0, 3}) {
      Updates update = Updates.update("m").user("u").attribute("city", "\"Rome\"");
      for (int i = 0; i < events; i++) {
        update.event("event " + i);
      }
      Update one = update.build();
      assertThat(writer.user(one, one.data().decode()))
          .isEqualTo(UserObjectWriter.write(one, one.data().decode()));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false,", "3, false,", "3, true, segment", "1, true,"})
  void aBodyIsItsUsersAndWhatIsSaidOfAll(int users, boolean skipHook, String platform) {
    Batch some = new Batch(batchOf(users).users(), skipHook, 1);
    StringBuilder expected = new StringBuilder("{\"users\":[");
    for (Batch.User user : some.users()) {
      expected.append(user.equals(some.first()) ? "" : ",").append(new String(user.json(), UTF_8));
    }
    expected.append(skipHook ? "],\"skip_hook\":true" : "]");
    expected.append(platform == null ? "}" : ",\"platform\":\"" + platform + "\"}");
    assertThat(some.request(platform, false, null).body())
        .asString(UTF_8)
        .isEqualTo(expected.toString());
  }
}
