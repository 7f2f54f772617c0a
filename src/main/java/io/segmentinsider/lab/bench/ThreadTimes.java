package io.segmentinsider.lab.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * Adds up what the threads of this process take, by {@link #group}. A thread that ends counts up to
 * the last look, so looks have to come often. For one thread.
 */
final class ThreadTimes {

  /** Threads that collect garbage, which no Java thread shows. */
  static final String GARBAGE = "garbage collection";

  /** Threads that compile. */
  static final String COMPILATION = "compilation";

  private static final String ROCKSDB = "rocksdb";
  private static final Path TASKS = Path.of("/proc/self/task");

  /** The kernel counts in hundredths of a second. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  private record Taken(String group, long nanos, long bytes) {}

  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private final Map<Long, Taken> byThread = new HashMap<>();
  private final Map<Long, Taken> atStart = new HashMap<>();
  private Map<String, Long> nativeAtStart = Map.of();

  /** Begins to count. */
  void start() {
    byThread.clear();
    look();
    atStart.clear();
    atStart.putAll(byThread);
    nativeAtStart = ofVirtualMachine();
  }

  /** Takes note of what every thread has used by now. */
  void look() {
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        long id = thread.getThreadId();
        long nanos = threads.getThreadCpuTime(id);
        if (nanos >= 0) {
          byThread.put(
              id,
              new Taken(group(thread.getThreadName()), nanos, threads.getThreadAllocatedBytes(id)));
        }
      }
    }
  }

  /** Bytes allocated between {@link #start} and the last look. */
  long allocatedBytes() {
    long sum = 0;
    for (Map.Entry<Long, Taken> thread : byThread.entrySet()) {
      Taken before = atStart.get(thread.getKey());
      sum += thread.getValue().bytes() - (before == null ? 0 : before.bytes());
    }
    return sum;
  }

  /** Nanoseconds of processor time since {@link #start}. */
  Map<String, Long> nanos() {
    Map<String, Long> sums = new TreeMap<>();
    for (Map.Entry<Long, Taken> thread : byThread.entrySet()) {
      Taken before = atStart.get(thread.getKey());
      long nanos = thread.getValue().nanos() - (before == null ? 0 : before.nanos());
      sums.merge(thread.getValue().group(), nanos, Long::sum);
    }
    ofVirtualMachine()
        .forEach(
            (group, nanos) ->
                sums.merge(group, nanos - nativeAtStart.getOrDefault(group, 0L), Long::sum));
    return sums;
  }

  /** What threads have in common that do the same: their names without what counts them. */
  static String group(String threadName) {
    int subtask = threadName.indexOf(" (");
    StringBuilder group = new StringBuilder();
    String counted = subtask < 0 ? threadName : threadName.substring(0, subtask);
    for (int i = 0; i < counted.length(); i++) {
      if (!Character.isDigit(counted.charAt(i))) {
        group.append(counted.charAt(i));
      }
    }
    return group.toString().strip();
  }

  /** The kernel knows threads that the virtual machine does not show; empty elsewhere. */
  private static Map<String, Long> ofVirtualMachine() {
    Map<String, Long> sums = new HashMap<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        add(task, sums);
      }
    } catch (IOException e) {
      return Map.of();
    }
    return sums;
  }

  private static void add(Path task, Map<String, Long> sums) {
    String line;
    try {
      line = Files.readString(task.resolve("stat"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // It has just ended.
      return;
    }
    int end = line.lastIndexOf(')');
    String group = nativeGroup(line.substring(line.indexOf('(') + 1, end));
    if (group != null) {
      String[] columns = line.substring(end + 2).split(" ", -1);
      long ticks = Long.parseLong(columns[USER_TICKS]) + Long.parseLong(columns[SYSTEM_TICKS]);
      sums.merge(group, ticks * NANOS_PER_TICK, Long::sum);
    }
  }

  @Nullable
  private static String nativeGroup(String name) {
    if (name.startsWith("G1 ") || name.startsWith("GC Thread") || name.equals("VM Thread")) {
      return GARBAGE;
    }
    if (name.startsWith("C1 ") || name.startsWith("C2 ")) {
      return COMPILATION;
    }
    return name.startsWith("rocksdb") ? ROCKSDB : null;
  }
}
