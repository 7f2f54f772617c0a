package io.segmentinsider.identity;

import io.segmentinsider.record.ValueTypeInformation;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * The messages of the current key. A device's day fits into one page, which is one value of state;
 * what is more than that is spread over pages by hash, so that a machine with a million messages
 * writes no more per message than a person.
 */
final class SeenMessages {

  private static final int PAGE_SIZE = 256;
  private static final int OVERFLOW_PAGES = 1 << 16;

  private final ValueState<MessagePage> firstPage;
  private final MapState<Integer, MessagePage> overflow;
  private final long windowMs;

  private SeenMessages(
      ValueState<MessagePage> firstPage, MapState<Integer, MessagePage> overflow, long windowMs) {
    this.firstPage = firstPage;
    this.overflow = overflow;
    this.windowMs = windowMs;
  }

  static SeenMessages of(RuntimeContext context, Duration window) {
    ValueTypeInformation<MessagePage> page = new ValueTypeInformation<>(new MessagePageFormat());
    return new SeenMessages(
        context.getState(new ValueStateDescriptor<>("seen-messages", page)),
        context.getMapState(new MapStateDescriptor<>("seen-messages-pages", Types.INT, page)),
        window.toMillis());
  }

  /**
   * Remembers a message; false if it was seen before. The first one of a key sets the timer for all
   * that follow.
   */
  boolean add(long hash, long now, TimerService timers) throws Exception {
    MessagePage known = firstPage.value();
    MessagePage first = known == null ? MessagePage.EMPTY : known;
    if (first.contains(hash)) {
      return false;
    }
    int number = (int) (hash & (OVERFLOW_PAGES - 1));
    MessagePage other = first.overflowed() ? overflow.get(number) : null;
    if (other != null && other.contains(hash)) {
      return false;
    }
    if (first.size() < PAGE_SIZE) {
      MessagePage more = first.with(hash, now);
      firstPage.update(more);
      if (known == null) {
        timers.registerProcessingTimeTimer(more.oldestEndsAt() + windowMs);
      }
      return true;
    }
    overflow.put(number, (other == null ? MessagePage.EMPTY : other).with(hash, now));
    if (!first.overflowed()) {
      firstPage.update(first.overflowing(true));
    }
    return true;
  }

  /** Forgets what is older than the window, and sets the timer for what is left. */
  void forget(long time, TimerService timers) throws Exception {
    MessagePage known = firstPage.value();
    if (known == null) {
      return;
    }
    MessagePage left = known.withoutHoursBefore(time - windowMs);
    if (left.overflowed()) {
      left = left.overflowing(forgetOverflowBefore(time - windowMs));
    }
    if (left.hours().isEmpty() && !left.overflowed()) {
      firstPage.clear();
      return;
    }
    if (!left.equals(known)) {
      firstPage.update(left);
    }
    // Further pages may hold older messages than the first.
    timers.registerProcessingTimeTimer(
        left.overflowed() ? time + MessagePage.HOUR_MS : left.oldestEndsAt() + windowMs);
  }

  /** Whether any page is left. */
  private boolean forgetOverflowBefore(long time) throws Exception {
    boolean any = false;
    Iterator<Map.Entry<Integer, MessagePage>> pages = overflow.iterator();
    while (pages.hasNext()) {
      Map.Entry<Integer, MessagePage> page = pages.next();
      MessagePage left = page.getValue().withoutHoursBefore(time);
      if (left.hours().isEmpty()) {
        pages.remove();
      } else {
        any = true;
        if (!left.equals(page.getValue())) {
          page.setValue(left);
        }
      }
    }
    if (!any) {
      // The heap backend keeps a map that only its iterator has emptied.
      overflow.clear();
    }
    return any;
  }

  void clear() {
    firstPage.clear();
    overflow.clear();
  }
}
