package io.segmentinsider.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What an operation takes of the processor, garbage collection among it: time by the clock says
 * little where others use the machine, too. JMH makes it, one for each fork.
 */
public final class ProcessorTimeProfiler implements InternalProfiler {

  /** The name of the result: microseconds an operation. */
  static final String RESULT = "cpu.norm";

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long before;

  @Override
  public String getDescription() {
    return "Processor time of the process";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = process.getProcessCpuTime();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double micros = (process.getProcessCpuTime() - before) / 1e3;
    return List.of(
        new ScalarResult(
            RESULT, micros / result.getMetadata().getAllOps(), "us/op", AggregationPolicy.AVG));
  }
}
