package io.segmentinsider.tools.size;

import io.segmentinsider.JobSettings;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How large a job has to be. The members are those of {@code job/size --json}, a stable interface.
 *
 * @param parallelism subtasks, each with a processor of its own
 * @param partitions of the topic of the events; a multiple of the parallelism
 * @param backend {@code state.backend.type}: {@code hashmap} or {@code rocksdb}
 * @param rememberedMessages messages of one window
 * @param state what all of it takes, with either backend
 * @param checkpointBytes a full checkpoint of the chosen backend
 * @param checkpointBytesPerSecond what full checkpoints write, one each interval
 * @param queueBytes what a checkpoint holds besides in an outage, when the queues of delivery are
 *     full, at most
 * @param heapBytesPerSubtask {@code taskmanager.memory.task.heap.size} for each slot
 * @param managedBytesPerSubtask {@code taskmanager.memory.managed.size} for each slot
 * @param diskBytesPerSubtask RocksDB's files of each slot; 0 on the heap
 * @param requests what delivery makes of the peak
 * @param problems why the job can't carry it; empty if it can
 */
public record Sizing(
    int parallelism,
    int partitions,
    String backend,
    long rememberedMessages,
    StateSize state,
    long checkpointBytes,
    long checkpointBytesPerSecond,
    long queueBytes,
    long heapBytesPerSubtask,
    long managedBytesPerSubtask,
    long diskBytesPerSubtask,
    Requests requests,
    List<String> problems) {

  private static final double MICROS = 1_000_000;

  /** The hour of a first sight counts to its end (docs/state.md). */
  private static final Duration UP_TO_AN_HOUR_LONGER = Duration.ofHours(1);

  /**
   * Sizes a job.
   *
   * @param settings the options of the job
   * @param checkpointInterval {@code execution.checkpointing.interval}
   */
  public static Sizing of(Demand demand, JobSettings settings, Duration checkpointInterval) {
    long messages = rememberedMessages(demand);
    StateSize state = state(demand, messages);
    int onHeap = parallelism(demand, 1);
    boolean rocksDb = state.heap() / onHeap > Assumed.HEAP_STATE_OF_A_SUBTASK;
    int parallelism = rocksDb ? parallelism(demand, Assumed.ROCKSDB_PROCESSOR_TIME) : onHeap;
    DeliverySettings delivery = settings.delivery();
    Requests requests =
        Requests.at(demand.peakEventsPerSecond(), parallelism, demand.answerTime(), delivery);
    double checkpoint = rocksDb ? state.savepoint() : state.checkpoint();
    return new Sizing(
        parallelism,
        parallelism * Assumed.PARTITIONS_PER_SUBTASK,
        rocksDb ? "rocksdb" : "hashmap",
        messages,
        state,
        Math.round(checkpoint),
        Math.round(checkpoint * 1_000 / checkpointInterval.toMillis()),
        parallelism * delivery.maxWaitingBytes(),
        heapOfSubtask(rocksDb ? 0 : state.heap() / parallelism, delivery),
        rocksDb ? Math.round(Assumed.MANAGED_OF_A_SUBTASK) : 0,
        rocksDb ? Math.round(state.files() * Assumed.OUTDATED_FILES / parallelism) : 0,
        requests,
        problems(demand, settings, parallelism, requests));
  }

  private static int parallelism(Demand demand, double backend) {
    double processors = demand.peakEventsPerSecond() * Measured.MICROS_PER_EVENT * backend / MICROS;
    return (int) Math.max(1, Math.ceil(processors * Assumed.HEADROOM));
  }

  private static long rememberedMessages(Demand demand) {
    double seconds = demand.window().plus(UP_TO_AN_HOUR_LONGER).toSeconds();
    // Further pages of a device are cleared when they are next written, or once in the window.
    double longer = demand.eventsPerDevice() > Measured.MESSAGES_OF_A_PAGE ? 2 : 1;
    return Math.round(demand.averageEventsPerSecond() * seconds * longer);
  }

  /**
   * What users, devices and messages take.
   *
   * @param messages that are remembered, of devices with {@link Demand#eventsPerDevice} each
   */
  public static StateSize state(Demand demand, long messages) {
    boolean further = demand.eventsPerDevice() > Measured.MESSAGES_OF_A_PAGE;
    StateSize message = further ? Measured.MESSAGE_IN_FURTHER_PAGES : Measured.MESSAGE;
    return Measured.USER
        .times(demand.users())
        .plus(Measured.DEVICE.times(demand.devices()))
        .plus(message.times(messages))
        .plus(Measured.DEVICE_WITH_MESSAGES.times(messages / demand.eventsPerDevice()));
  }

  private static long heapOfSubtask(double state, DeliverySettings delivery) {
    return Math.round(
        state * Assumed.HEAP_ROOM
            + delivery.maxWaitingBytes() * Assumed.OBJECTS_OF_BYTES
            + Assumed.HEAP_BASE);
  }

  private static List<String> problems(
      Demand demand, JobSettings settings, int parallelism, Requests requests) {
    List<String> problems = new ArrayList<>();
    if (parallelism > settings.maxParallelism()) {
      problems.add(
          "The parallelism would be above job.max-parallelism ("
              + settings.maxParallelism()
              + "), which can't be changed once there is state: set it to "
              + parallelism
              + " or more.");
    }
    if (!requests.carries(demand.peakEventsPerSecond())) {
      problems.add(
          "Insider takes no more than "
              + Math.round(requests.mostEventsPerSecond())
              + " events a second in full requests at this pace and answer time: ask Insider for"
              + " more (delivery.requests-per-minute), or raise delivery.max-in-flight if answers"
              + " are slow.");
    }
    return problems;
  }
}
