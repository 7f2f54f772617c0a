package io.segmentinsider.delivery.dispatch;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsettledUpdatesTest {

  private static final long HELD_UNTIL = 15_000;

  private final List<OwnerQueue> ready = new ArrayList<>();
  private final UnsettledUpdates unsettled = new UnsettledUpdates(100, 1_000_000, ready::add);

  /** The timer that lets the owner go on may run later than an update of the owner comes. */
  @Test
  void anOwnerWhoWasHeldBackBecomesReadyOnce() {
    unsettled.add(pending("1"), 0);
    OwnerQueue owner = ready.remove(0);
    PendingUpdate first = owner.takeJoinable(1_000).get(0);
    owner.holdBackUntil(HELD_UNTIL);
    unsettled.settle(owner, first);
    unsettled.release(owner, 1, 0);

    unsettled.add(pending("2"), HELD_UNTIL);
    unsettled.releaseHeldBack(HELD_UNTIL);

    assertThat(ready).hasSize(1);
    assertThat(unsettled.updates()).isEqualTo(1);
  }

  private static PendingUpdate pending(String messageId) {
    return PendingUpdate.arrived(update(messageId).user("ann").event("seen").build(), 0);
  }
}
