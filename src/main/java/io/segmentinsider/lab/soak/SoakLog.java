package io.segmentinsider.lab.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What happened so far. Safe for use by several threads. */
final class SoakLog {

  private final LongSupplier nanoClock;
  private final Consumer<String> terminal;
  private final long start;
  private final List<SoakSample> samples = new ArrayList<>();
  private final List<SoakPicture.Mark> marks = new ArrayList<>();

  SoakLog(LongSupplier nanoClock, Consumer<String> terminal) {
    this.nanoClock = nanoClock;
    this.terminal = terminal;
    this.start = nanoClock.getAsLong();
  }

  long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(nanoClock.getAsLong() - start);
  }

  synchronized void mishap(String name) {
    marks.add(new SoakPicture.Mark(seconds(), name));
    note(name);
  }

  synchronized void sample(SoakSample sample) {
    samples.add(sample);
  }

  synchronized void note(String line) {
    terminal.accept("%5d s  %s".formatted(seconds(), line));
  }

  synchronized List<SoakSample> samples() {
    return List.copyOf(samples);
  }

  synchronized List<SoakPicture.Mark> marks() {
    return List.copyOf(marks);
  }
}
