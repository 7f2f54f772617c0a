package io.segmentinsider.lab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the threads of a pass were doing when the virtual machine looked. How long they did it is
 * known from their processor time; the looks only divide it.
 *
 * @param samples stacks by {@link ThreadTimes#group}
 * @param nanos processor time by the same
 * @param events in the pass
 */
public record ThreadProfile(
    Map<String, List<Stack>> samples, Map<String, Long> nanos, long events) {

  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final Duration PERIOD = Duration.ofMillis(10);

  /**
   * A stack.
   *
   * @param frames the outermost first
   */
  public record Stack(List<Frame> frames) {

    /** The stage whose code is innermost; the thread's where there is none. */
    private BenchStage stage(BenchStage ofThread) {
      if (ofThread.isOfTasks()) {
        for (int i = frames.size() - 1; i >= 0; i--) {
          BenchStage stage = BenchStage.ofClass(frames.get(i).className());
          if (stage != null) {
            return stage;
          }
        }
      }
      return ofThread;
    }
  }

  /** A method that runs. */
  public record Frame(String className, String method) {}

  /** Starts to look, in this process. */
  static Recording record() {
    Recording recording = new Recording();
    recording.enable(SAMPLE).withPeriod(PERIOD);
    recording.start();
    return recording;
  }

  /**
   * Reads a recording.
   *
   * @param nanos processor time of the same pass
   * @param events in it
   */
  static ThreadProfile read(Path recording, Map<String, Long> nanos, long events)
      throws IOException {
    Map<String, List<Stack>> samples = new HashMap<>();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          RecordedThread thread = event.getThread("sampledThread");
          String name = thread == null ? null : thread.getJavaName();
          samples
              .computeIfAbsent(
                  ThreadTimes.group(name == null ? "" : name), unused -> new ArrayList<>())
              .add(stack(event.getStackTrace().getFrames()));
        }
      }
    }
    return new ThreadProfile(samples, nanos, events);
  }

  private static Stack stack(List<RecordedFrame> innermostFirst) {
    List<Frame> frames = new ArrayList<>(innermostFirst.size());
    for (RecordedFrame frame : innermostFirst) {
      if (frame.isJavaFrame()) {
        frames.add(new Frame(frame.getMethod().getType().getName(), frame.getMethod().getName()));
      }
    }
    Collections.reverse(frames);
    return new Stack(frames);
  }

  /** A flame graph, as SVG. */
  public String flameGraph(String title) {
    return FlameGraph.of(title, this);
  }

  /** Microseconds of processor time an event by stage; of one rung for identity. */
  Map<BenchStage, Double> microsByStage() {
    Map<BenchStage, Double> micros = nanosByStage();
    micros.replaceAll(
        (stage, nanos) ->
            nanos / 1e3 / events / (stage == BenchStage.IDENTITY ? Math.max(1, rungs()) : 1));
    return micros;
  }

  private Map<BenchStage, Double> nanosByStage() {
    Map<BenchStage, Double> sums = new EnumMap<>(BenchStage.class);
    nanos.forEach(
        (group, taken) -> {
          BenchStage ofThread = BenchStage.ofThread(group);
          List<Stack> stacks = samples.getOrDefault(group, List.of());
          if (stacks.isEmpty()) {
            sums.merge(ofThread, (double) taken, Double::sum);
          }
          for (Stack stack : stacks) {
            sums.merge(stack.stage(ofThread), (double) taken / stacks.size(), Double::sum);
          }
        });
    return sums;
  }

  private int rungs() {
    return (int) nanos.keySet().stream().filter(group -> group.startsWith("identity-")).count();
  }
}
