package io.segmentinsider.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.lab.demo.Demo;
import io.segmentinsider.lab.demo.DemoSettings;
import io.segmentinsider.lab.demo.Disturbance;
import io.segmentinsider.lab.demo.JobProgress;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.publish.Published;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.SourceRange;
import java.nio.file.Path;
import java.util.List;

/** What a run leaves at Insider in which nothing goes wrong. */
public final class UndisturbedRun {

  private static final int PARALLELISM = 2;

  private UndisturbedRun() {}

  /** Runs the job in this process, and writes its report and the profiles to a directory. */
  public static void of(Path configuration, EventInput events, int partitions, Path out)
      throws Exception {
    DemoSettings settings =
        new DemoSettings(
            configuration,
            List.of(),
            events,
            1,
            partitions,
            PARALLELISM,
            false,
            Disturbance.NONE,
            false);
    try (Demo demo = Demo.start(settings, () -> {})) {
      Published published = demo.publish(Progress.NONE);
      assertThat(published.ranges().stream().mapToLong(SourceRange::size).sum())
          .isEqualTo(published.events());
      Effort effort = demo.run(published, JobProgress.NONE);
      assertThat(demo.report(published, effort, out).accounted()).isTrue();
    }
  }
}
