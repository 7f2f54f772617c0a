package io.segmentinsider.lab.soak;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * How things stood at one time. What could not be read, as a process was just killed, say, is null.
 *
 * @param seconds since the start
 * @param published events so far
 * @param profiles of people at the sandbox
 * @param latencyP50Ms of the updates that ended since the sample before
 * @param latencyP99Ms of the same
 * @param residentMb memory of all processes of Flink, as the operating system sees it
 * @param heapMb of all TaskManagers
 * @param metaspaceMb of the TaskManager that has most
 * @param threads of all processes of Flink
 * @param openFiles of the same
 * @param stateMb of the last completed checkpoint
 */
record SoakSample(
    long seconds,
    @Nullable Double published,
    @Nullable Double profiles,
    @Nullable Double latencyP50Ms,
    @Nullable Double latencyP99Ms,
    @Nullable Double residentMb,
    @Nullable Double heapMb,
    @Nullable Double metaspaceMb,
    @Nullable Double threads,
    @Nullable Double openFiles,
    @Nullable Double stateMb) {

  /** The values by name, in order. */
  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("published", published);
    values.put("profiles", profiles);
    values.put("latencyP50Ms", latencyP50Ms);
    values.put("latencyP99Ms", latencyP99Ms);
    values.put("residentMb", residentMb);
    values.put("heapMb", heapMb);
    values.put("metaspaceMb", metaspaceMb);
    values.put("threads", threads);
    values.put("openFiles", openFiles);
    values.put("stateMb", stateMb);
    return values;
  }
}
