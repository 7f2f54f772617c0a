package io.segmentinsider.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** Measures passes from the first record on, as the rows of job/bench do. One for the process. */
public final class PassClock {

  private static final AtomicLong FIRST = new AtomicLong();
  private static final AtomicLong CPU_AT_FIRST = new AtomicLong();

  private PassClock() {}

  /** To be told of every record. */
  public static void record() {
    if (FIRST.get() == 0 && FIRST.compareAndSet(0, System.nanoTime())) {
      CPU_AT_FIRST.set(cpu());
    }
  }

  /** Makes a pass for each line that comes in, and prints what it took. */
  public static void passes(long events, Callable<?> pass) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    while (next(in)) {
      FIRST.set(0);
      pass.call();
      long nanos = System.nanoTime() - FIRST.get();
      long cpuNanos = cpu() - CPU_AT_FIRST.get();
      System.out.println(
          "PASS {\"events\":" + events + ",\"nanos\":" + nanos + ",\"cpuNanos\":" + cpuNanos + "}");
      // Other rows need the memory meanwhile.
      System.gc();
    }
  }

  private static boolean next(BufferedReader in) throws IOException {
    return in.readLine() != null;
  }

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
