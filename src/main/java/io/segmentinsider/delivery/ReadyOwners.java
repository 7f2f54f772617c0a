package io.segmentinsider.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The owners whose next update may leave, in the order in which they became ready. Any lane may
 * take them: order per owner needs only that nothing else of the owner is under way. So requests
 * grow with the load instead of being divided by the number of lanes.
 */
final class ReadyOwners {

  private final Deque<OwnerQueue> owners = new ArrayDeque<>();
  private long bytes;
  private long since;

  boolean isEmpty() {
    return owners.isEmpty();
  }

  /**
   * Adds an owner that is ready.
   *
   * @param now epoch milliseconds
   */
  void add(OwnerQueue owner, long now) {
    if (owners.isEmpty()) {
      since = now;
    }
    owners.add(owner);
    bytes += owner.next().sizeInBytes();
  }

  /** Since when an owner is ready, epoch milliseconds; only if one is. */
  long since() {
    return since;
  }

  /** Whether what is ready fills a request. */
  boolean fill(int maxUsers, int maxBytes) {
    return owners.size() >= maxUsers || bytes >= maxBytes;
  }

  /**
   * The next request: owners in order, as many as it holds, all with the skip-hook flag of the
   * first.
   *
   * @param lane the owners are in it from now on
   */
  Batch form(Lane lane, int maxUsers, int maxBytes) {
    boolean skipHook = owners.element().next().update().skipHook();
    List<Batch.User> users = new ArrayList<>();
    List<OwnerQueue> otherFlag = new ArrayList<>();
    int size = 0;
    while (!owners.isEmpty() && users.size() < maxUsers) {
      OwnerQueue owner = owners.element();
      int next = owner.next().sizeInBytes();
      if (!users.isEmpty() && size + next > maxBytes) {
        break;
      }
      owners.remove();
      bytes -= next;
      if (owner.next().update().skipHook() != skipHook) {
        otherFlag.add(owner);
        continue;
      }
      owner.enter(lane);
      Batch.User user = Batch.User.of(owner, owner.takeJoinable(maxBytes - size));
      size += user.json().length;
      users.add(user);
    }
    for (int i = otherFlag.size() - 1; i >= 0; i--) {
      OwnerQueue owner = otherFlag.get(i);
      owners.addFirst(owner);
      bytes += owner.next().sizeInBytes();
    }
    return new Batch(users, skipHook);
  }
}
