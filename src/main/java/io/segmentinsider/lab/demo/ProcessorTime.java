package io.segmentinsider.lab.demo;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds up the processor time of this process's threads by {@link Part}. A thread that ends counts
 * up to the last look, so looks have to come often. Garbage collection and compilation have no
 * threads that can be seen; they are what the process took besides. For one thread.
 */
final class ProcessorTime {

  private record Taken(Part part, long nanos) {}

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Map<Long, Taken> byThread = new HashMap<>();

  /** Takes note of what every thread has used by now. */
  void look() {
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        long nanos = threads.getThreadCpuTime(thread.getThreadId());
        if (nanos >= 0) {
          byThread.put(thread.getThreadId(), new Taken(Part.of(thread.getThreadName()), nanos));
        }
      }
    }
  }

  /** Nanoseconds by the last look; a part without a thread is missing. */
  Map<Part, Long> byPart() {
    Map<Part, Long> sums = new EnumMap<>(Part.class);
    byThread.values().forEach(taken -> sums.merge(taken.part(), taken.nanos(), Long::sum));
    return sums;
  }

  /** Nanoseconds of the whole process by now. */
  long ofProcess() {
    return process.getProcessCpuTime();
  }
}
