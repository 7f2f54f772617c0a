package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.insider.UserObjectWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The owners whose next update may leave, in the order in which they became ready. Requests take as
 * many as there are, so they grow with the load.
 */
final class ReadyOwners {

  private final Deque<OwnerQueue> owners = new ArrayDeque<>();
  private final UserObjectWriter writer = new UserObjectWriter();
  private long bytes;
  private long since;

  boolean isEmpty() {
    return owners.isEmpty();
  }

  /**
   * Adds an owner that is ready.
   *
   * @param now milliseconds
   */
  void add(OwnerQueue owner, long now) {
    if (owners.isEmpty()) {
      since = now;
    }
    owners.add(owner);
    bytes += owner.next().contentBytes();
  }

  /** Since when an owner is ready, milliseconds; only if one is. */
  long since() {
    return since;
  }

  /** Whether what is ready fills a request. */
  boolean fill(int maxUsers, int maxBytes) {
    return owners.size() >= maxUsers || bytes >= maxBytes;
  }

  /**
   * The next request: owners in order, as many as it holds, all for the endpoint and with the
   * skip-hook flag of the first.
   *
   * @param origin tells this request apart from all others
   */
  Batch form(int maxUsers, int maxBytes, long origin) {
    boolean skipHook = owners.element().next().update().skipHook();
    UpsertRequest.Endpoint endpoint = owners.element().next().endpoint();
    List<Batch.User> users = new ArrayList<>();
    List<OwnerQueue> others = new ArrayList<>();
    int size = 0;
    while (!owners.isEmpty() && users.size() < maxUsers) {
      OwnerQueue owner = owners.element();
      int next = owner.next().contentBytes();
      if (!users.isEmpty() && size + next > maxBytes) {
        break;
      }
      owners.remove();
      bytes -= next;
      if (owner.next().update().skipHook() != skipHook || owner.next().endpoint() != endpoint) {
        others.add(owner);
        continue;
      }
      Batch.User user = Batch.User.of(owner, owner.takeJoinable(maxBytes - size), writer);
      size += user.json().length;
      users.add(user);
    }
    for (int i = others.size() - 1; i >= 0; i--) {
      OwnerQueue owner = others.get(i);
      owners.addFirst(owner);
      bytes += owner.next().contentBytes();
    }
    return new Batch(users, skipHook, origin);
  }
}
