package io.segmentinsider.identity;

import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Update;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests to suppress one user id, and to end that, oldest first. The newest one by its place
 * in Kafka says whether the user is suppressed, in whatever order they arrive: a suppression
 * concerns what comes in, not what happened when, so the time of the request itself says nothing.
 * Immutable.
 *
 * @param requests the newest ones, at most {@link #MAX_REQUESTS}
 */
public record Suppression(List<Request> requests) {

  /** More are forgotten, the oldest first; the newest one is never. */
  static final int MAX_REQUESTS = 16;

  /** A user about whom nobody asked. */
  static final Suppression NONE = new Suppression(List.of());

  /**
   * One request.
   *
   * @param order its place
   * @param suppresses whether it begins a suppression, and does not end one
   */
  public record Request(EventOrder order, boolean suppresses) {

    /** The request that an update makes. */
    static Request of(Update update) {
      return at(update, update.operation() == Operation.SUPPRESS);
    }

    /** A request of the same place as an update. */
    static Request at(Update update, boolean suppresses) {
      EventOrder place = update.header().order();
      return new Request(
          new EventOrder(
              place.recordTime(),
              place.recordTime(),
              place.partition(),
              place.offset(),
              place.index(),
              0),
          suppresses);
    }
  }

  /** Copies the requests, so that nobody can change them. */
  public Suppression {
    requests = List.copyOf(requests);
  }

  /** The same with one more request; the same instance if it is known, or older than all. */
  Suppression with(Request request) {
    int place = requests.size();
    while (place > 0 && requests.get(place - 1).order().compareTo(request.order()) > 0) {
      place--;
    }
    boolean known = place > 0 && requests.get(place - 1).order().equals(request.order());
    if (known || (place == 0 && requests.size() == MAX_REQUESTS)) {
      return this;
    }
    List<Request> all = new ArrayList<>(requests);
    all.add(place, request);
    return new Suppression(all.size() > MAX_REQUESTS ? all.subList(1, all.size()) : all);
  }

  /** Whether the user is suppressed now. */
  public boolean isSuppressed() {
    return !requests.isEmpty() && requests.get(requests.size() - 1).suppresses();
  }

  /**
   * Whether an event is kept back: while the user is suppressed every one is, whenever it was
   * written, and afterwards what was written meanwhile.
   *
   * @param recordTime the event's Kafka timestamp, epoch milliseconds
   */
  boolean keepsBack(long recordTime) {
    if (isSuppressed()) {
      return true;
    }
    boolean suppressed = false;
    for (Request request : requests) {
      if (request.order().recordTime() > recordTime) {
        break;
      }
      suppressed = request.suppresses();
    }
    return suppressed;
  }
}
