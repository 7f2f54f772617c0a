package io.segmentinsider.identity;

import io.segmentinsider.record.JobMetric;
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
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;

/**
 * The messages of the current key. A device's day fits into one page, which is one value of state;
 * what is more than that is spread over pages by hash, so that a machine with a million messages
 * writes no more per message than a person. Each page holds so many messages at most: of a machine
 * with more the oldest are forgotten, so that it fills neither memory nor disk.
 */
final class SeenMessages {

  /** Messages in the first page, and the least that is remembered of a key. */
  static final int PAGE_SIZE = 256;

  /** Changing it loses what is remembered in further pages. */
  static final int FURTHER_PAGES = 1 << 12;

  private final ValueState<MessagePage> firstPage;
  private final MapState<Integer, MessagePage> furtherPages;
  private final Counter forgotten;
  private final long windowMs;
  private final int furtherPageSize;

  private SeenMessages(
      ValueState<MessagePage> firstPage,
      MapState<Integer, MessagePage> furtherPages,
      Counter forgotten,
      long windowMs,
      int furtherPageSize) {
    this.firstPage = firstPage;
    this.furtherPages = furtherPages;
    this.forgotten = forgotten;
    this.windowMs = windowMs;
    this.furtherPageSize = furtherPageSize;
  }

  /**
   * The messages of an operator's keys.
   *
   * @param context of the operator
   * @param window how long a message is remembered
   * @param maxMessages how many of one key; further pages all have the same size, so a few more may
   *     fit
   */
  static SeenMessages of(RuntimeContext context, Duration window, int maxMessages) {
    ValueTypeInformation<MessagePage> page = new ValueTypeInformation<>(new MessagePageFormat());
    int further = Math.max(0, maxMessages - PAGE_SIZE);
    return new SeenMessages(
        context.getState(new ValueStateDescriptor<>("seen-messages", page)),
        context.getMapState(new MapStateDescriptor<>("seen-messages-pages", Types.INT, page)),
        JobMetric.MESSAGES_FORGOTTEN.counter(context.getMetricGroup()),
        window.toMillis(),
        Math.max(1, (further + FURTHER_PAGES - 1) / FURTHER_PAGES));
  }

  /**
   * Remembers a message; false if it was seen before. The first one of a key sets the timer for all
   * that follow.
   */
  boolean add(long hash, long now, TimerService timers) throws Exception {
    MessagePage known = firstPage.value();
    MessagePage first =
        known == null ? MessagePage.EMPTY : known.withoutHoursBefore(now - windowMs);
    if (first.contains(hash)) {
      return false;
    }
    int number = (int) (hash & (FURTHER_PAGES - 1));
    MessagePage stored = first.overflowed() ? furtherPages.get(number) : null;
    MessagePage further =
        stored == null ? MessagePage.EMPTY : stored.withoutHoursBefore(now - windowMs);
    if (further.contains(hash)) {
      return false;
    }
    if (first.size() < PAGE_SIZE) {
      MessagePage more = first.with(hash, now);
      firstPage.update(more);
      if (known == null) {
        timers.registerProcessingTimeTimer(dueAfter(more.oldestEndsAt()));
      }
      return true;
    }
    furtherPages.put(number, withRoom(further).with(hash, now));
    if (!first.overflowed()) {
      firstPage.update(first.overflowing(true));
    }
    return true;
  }

  private MessagePage withRoom(MessagePage page) {
    int tooMany = page.size() + 1 - furtherPageSize;
    if (tooMany <= 0) {
      return page;
    }
    forgotten.inc(tooMany);
    return page.withoutOldest(tooMany);
  }

  /** Whether a timer of the key is one that was set here: these stand at full hours. */
  static boolean isTimer(long timestamp) {
    return Math.floorMod(timestamp, MessagePage.HOUR_MS) == 0;
  }

  /** The first full hour at which the window of what was seen until then has ended. */
  private long dueAfter(long seen) {
    return -Math.floorDiv(-(seen + windowMs), MessagePage.HOUR_MS) * MessagePage.HOUR_MS;
  }

  /** Forgets what is older than the window, and sets the timer for what is left. */
  void forget(long time, TimerService timers) throws Exception {
    MessagePage known = firstPage.value();
    if (known == null) {
      return;
    }
    MessagePage left = known.withoutHoursBefore(time - windowMs);
    if (left.overflowed()) {
      left = left.overflowing(forgetFurtherBefore(time - windowMs));
    }
    if (left.hours().isEmpty() && !left.overflowed()) {
      firstPage.clear();
      return;
    }
    if (!left.equals(known)) {
      firstPage.update(left);
    }
    // All further pages are read for it: once in the time in which all that is in them ends.
    timers.registerProcessingTimeTimer(dueAfter(left.overflowed() ? time : left.oldestEndsAt()));
  }

  /** Whether any page is left. */
  private boolean forgetFurtherBefore(long time) throws Exception {
    boolean any = false;
    Iterator<Map.Entry<Integer, MessagePage>> pages = furtherPages.iterator();
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
      furtherPages.clear();
    }
    return any;
  }

  /** Whether a message is remembered. */
  boolean any() throws Exception {
    return firstPage.value() != null;
  }

  void clear() {
    firstPage.clear();
    furtherPages.clear();
  }
}
