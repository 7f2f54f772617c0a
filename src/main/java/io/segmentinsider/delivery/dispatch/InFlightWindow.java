package io.segmentinsider.delivery.dispatch;

/**
 * How many requests may be under way. Those that failed before take half of it at most: users who
 * get no answer until the time-out keep nobody else waiting for longer than one answer.
 */
final class InFlightWindow {

  private final int size;
  private int inFlight;
  private int retries;

  InFlightWindow(int size) {
    this.size = size;
  }

  boolean hasRoom() {
    return inFlight < size;
  }

  boolean hasRoomForRetry() {
    return hasRoom() && retries < Math.max(1, size / 2);
  }

  void left(Call call) {
    inFlight++;
    retries += call.isRetry() ? 1 : 0;
  }

  void answered(Call call) {
    inFlight--;
    retries -= call.isRetry() ? 1 : 0;
  }
}
