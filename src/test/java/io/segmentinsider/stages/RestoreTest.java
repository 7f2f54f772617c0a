package io.segmentinsider.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A savepoint in the middle of the day, and another parallelism after it, change nothing. */
class RestoreTest {

  /** Few enough to be quick; the shared devices and repeats of the day are among them. */
  private static final int LINES = 6_000;

  @Test
  @Timeout(300)
  void everyStageGoesOnWhereItWas() throws Exception {
    CorpusRun day = new CorpusRun();
    List<String> throughout = day.people(LINES, 1);
    assertThat(throughout).hasSizeGreaterThan(100);
    assertThat(day.people(LINES, 2, 3, 1)).isEqualTo(throughout);
  }
}
