package io.segmentinsider.stages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.delivery.DeliveryOperatorFactory;
import io.segmentinsider.identity.FirstUserIdFunction;
import io.segmentinsider.identity.IdentityFunction;
import io.segmentinsider.identity.LinkAudit;
import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.identity.LinkChangeFormat;
import io.segmentinsider.identity.Rung;
import io.segmentinsider.identity.UserAliasFunction;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.mapping.MappingResult;
import io.segmentinsider.outcome.OutcomeSettings;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.profile.ErasureFormat;
import io.segmentinsider.profile.ProfileFunction;
import io.segmentinsider.profile.SentUnder;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.ValueTypeInformation;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxSettings;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.Replay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import javax.annotation.Nullable;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * All stages of the job in one thread, each in Flink's harness with real state, and the sandbox at
 * the end: what an event does is seen at once, and the order of arrival is the test's own.
 */
public final class Stages implements AutoCloseable {

  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RecordTypes.DEAD_LETTER);
  private static final OutputTag<Erasure> ERASURES =
      new OutputTag<>("erasures", new ValueTypeInformation<>(new ErasureFormat()));
  private static final OutputTag<LinkChange> LINK_CHANGES =
      new OutputTag<>("link-changes", new ValueTypeInformation<>(new LinkChangeFormat()));

  /** The option under which deletions and changes of a user id are obeyed. */
  public static final String TRUSTED = "source.trusted-topics=segment-events";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_PARALLELISM = 128;
  private static final long START = 1_777_627_800_000L;

  private final JobSettings settings;
  private final EventParser parser;
  private final MapperFactory mapping;
  private final Mapper mapper;
  private final SentUnder sentUnder;
  private final Sandbox sandbox;
  private final SandboxCalls calls;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final List<LinkChange> linkChanges = new ArrayList<>();
  private final List<Update> sent = new ArrayList<>();
  private final List<MockEnvironment> environments = new ArrayList<>();
  private final Map<String, CountedMetrics> metrics = new HashMap<>();
  private final List<Erasure> erasures = new ArrayList<>();
  private Set<Erasure> arrived = identitySet();
  private final boolean onRocksDb;
  private int lastRung;
  private boolean holdsErasures;
  private int committedErasures;
  private int parallelism = 1;
  private long offset;
  private long checkpoint;
  private long restored;
  private long now = START;

  /** One keyed operator between its neighbours, at the job's parallelism. */
  private record Stage(
      String name,
      KeySelector<Update, String> key,
      List<KeyedOneInputStreamOperatorTestHarness<String, Update, ?>> subtasks) {

    KeyedOneInputStreamOperatorTestHarness<String, Update, ?> subtaskOf(Update update)
        throws Exception {
      return subtasks.get(
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              key.getKey(update), MAX_PARALLELISM, subtasks.size()));
    }

    OperatorSubtaskState snapshot(SnapshotType type, long checkpoint, long now) throws Exception {
      OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
      for (int i = 0; i < states.length; i++) {
        states[i] =
            subtasks.get(i).snapshotWithLocalState(checkpoint, now, type).getJobManagerOwnedState();
      }
      return states.length == 1
          ? states[0]
          : AbstractStreamOperatorTestHarness.repackageState(states);
    }

    void complete(long checkpoint) throws Exception {
      for (KeyedOneInputStreamOperatorTestHarness<String, Update, ?> subtask : subtasks) {
        subtask.notifyOfCompletedCheckpoint(checkpoint);
      }
    }

    void close() {
      try {
        for (KeyedOneInputStreamOperatorTestHarness<String, Update, ?> subtask : subtasks) {
          subtask.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(name + " does not close", e);
      }
    }
  }

  /** Makes the harness of one subtask. */
  private interface Subtasks {
    KeyedOneInputStreamOperatorTestHarness<String, Update, ?> make(int subtask) throws Exception;
  }

  private Stages(JobSettings settings, boolean onRocksDb) throws Exception {
    this.settings = settings;
    this.onRocksDb = onRocksDb;
    this.parser = new EventParser(settings.source());
    this.mapping = MapperFactory.of(settings.mapping());
    this.mapper = mapping.mapper();
    this.sentUnder = settings.sentUnder(mapping.version());
    this.sandbox = Sandbox.start(SandboxSettings.defaults());
    this.calls = new SandboxCalls(sandbox.uri());
  }

  /** The job with these options beside the defaults. */
  public static Stages with(String... options) throws Exception {
    return start(Map.of(), false, options);
  }

  /** The same with its state in RocksDB, after a restore of a {@link #canonicalSavepoint}. */
  public static Stages onRocksDb(Map<String, OperatorSubtaskState> state, String... options)
      throws Exception {
    return start(state, true, options);
  }

  /** The job as it goes on after a restore, with an empty sandbox. */
  public static Stages restored(Map<String, OperatorSubtaskState> state, String... options)
      throws Exception {
    return start(state, false, options);
  }

  private static Stages start(
      Map<String, OperatorSubtaskState> state, boolean onRocksDb, String... options)
      throws Exception {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "kafka.bootstrap.servers", "localhost:9092",
                "delivery.partner-name", "shop",
                "delivery.linger", "0 s",
                "delivery.max-in-flight", "1",
                "forget.control-topic", "control",
                // The tests' events lie around noon, whatever time it is when they are fed.
                "source.max-clock-lead", "365 d",
                "delivery.requests-per-minute", "10000000"));
    for (String option : options) {
      int equals = option.indexOf('=');
      all.put(option.substring(0, equals), option.substring(equals + 1));
    }
    Stages stages = new Stages(JobSettings.from(JobConfiguration.of(all)), onRocksDb);
    stages.open(state, 1);
    return stages;
  }

  private void open(Map<String, OperatorSubtaskState> state, int previousParallelism)
      throws Exception {
    OutcomeSettings.Audit auditing = settings.outcome().audit();
    LinkAudit audit = auditing == null ? null : new LinkAudit(auditing.saltFile(), LINK_CHANGES);
    for (Rung rung : Rung.ladder(settings.identity(), mapping.customIdentifiers())) {
      String name = "identity-" + rung.name();
      KeySelector<Update, String> key = rung::keyOf;
      add(
          name,
          key,
          subtask ->
              process(
                  name,
                  new IdentityFunction(rung, settings.identity(), RECEIPTS, audit),
                  key,
                  subtask),
          state.get(name),
          previousParallelism);
    }
    lastRung = stages.size() - 1;
    if (!settings.mapping().rules().trustedTopics().isEmpty()) {
      add(
          "user-aliases",
          UserAliasFunction::keyOf,
          subtask ->
              process(
                  "user-aliases",
                  new UserAliasFunction(
                      settings.identity().maxIdentifiers(), settings.profile().ttl(), RECEIPTS),
                  UserAliasFunction::keyOf,
                  subtask),
          state.get("user-aliases"),
          previousParallelism);
      add(
          "first-user-ids",
          FirstUserIdFunction::keyOf,
          subtask ->
              process(
                  "first-user-ids",
                  new FirstUserIdFunction(settings.profile().ttl()),
                  FirstUserIdFunction::keyOf,
                  subtask),
          state.get("first-user-ids"),
          previousParallelism);
    }
    add(
        "profile",
        Update::owner,
        subtask ->
            process(
                "profile",
                new ProfileFunction(
                    settings.profile(), settings.identity(), sentUnder, RECEIPTS, audit),
                Update::owner,
                subtask),
        state.get("profile"),
        previousParallelism);
    add("delivery", Update::owner, this::delivery, state.get("delivery"), previousParallelism);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, Update, Update> process(
      String name,
      KeyedProcessFunction<String, Update, Update> function,
      KeySelector<Update, String> key,
      int subtask)
      throws Exception {
    metrics.put(name, new CountedMetrics());
    MockEnvironment environment =
        new MockEnvironmentBuilder()
            .setTaskName(name)
            .setMetricGroup(metrics.get(name))
            .setMaxParallelism(MAX_PARALLELISM)
            .setParallelism(parallelism)
            .setSubtaskIndex(subtask)
            .build();
    environments.add(environment);
    KeyedOneInputStreamOperatorTestHarness<String, Update, Update> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), key, RecordTypes.KEY, environment);
    useBackend(harness);
    harness.setup(
        RecordTypes.UPDATE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  private KeyedOneInputStreamOperatorTestHarness<String, Update, Receipt> delivery(int subtask)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Update, Receipt> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new DeliveryOperatorFactory(calls, settings.delivery(), null, DEAD_LETTERS, ERASURES),
            Update::owner,
            RecordTypes.KEY,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    useBackend(harness);
    harness.setup(
        RecordTypes.RECEIPT.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  /** A backend that comes after the setup is not used. */
  private void useBackend(AbstractStreamOperatorTestHarness<?> harness) {
    if (onRocksDb) {
      harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    }
  }

  private void add(
      String name,
      KeySelector<Update, String> key,
      Subtasks made,
      @Nullable OperatorSubtaskState state,
      int previousParallelism)
      throws Exception {
    List<KeyedOneInputStreamOperatorTestHarness<String, Update, ?>> subtasks = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      KeyedOneInputStreamOperatorTestHarness<String, Update, ?> subtask = made.make(i);
      subtask.setProcessingTime(now);
      if (state != null) {
        // In a harness each attempt is the first one, by which delivery tells them apart.
        subtask.setRestoredCheckpointId(name.equals("delivery") ? checkpoint : restored);
        subtask.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, previousParallelism, parallelism, i));
      }
      subtask.open();
      subtasks.add(subtask);
    }
    stages.add(new Stage(name, key, subtasks));
  }

  /**
   * Goes on after a savepoint and a restore at another parallelism; calls that were under way are
   * lost.
   */
  public Stages rescaledTo(int newParallelism) throws Exception {
    Map<String, OperatorSubtaskState> state = savepoint();
    closeStages();
    calls.drop();
    restored = checkpoint;
    return reopened(state, newParallelism);
  }

  /** The same while calls are under way: some of them reach Insider, and nobody hears of it. */
  public Stages rescaledTo(int newParallelism, Random random) throws Exception {
    return failedBackTo(checkpoint(), newParallelism, random);
  }

  /**
   * What a job goes on from after a failure.
   *
   * @param id its number
   * @param state of all stages
   * @param parallelism of that time
   * @param receipts how many were committed
   * @param deadLetters how many were committed
   * @param erasures how many were committed
   * @param arrived which of them had come back to the ladder
   */
  public record Checkpoint(
      long id,
      Map<String, OperatorSubtaskState> state,
      int parallelism,
      int receipts,
      int deadLetters,
      int erasures,
      Set<Erasure> arrived) {}

  /** A checkpoint while calls are under way. */
  public Checkpoint checkpoint() throws Exception {
    Checkpoint begun = begunCheckpoint();
    for (Stage stage : stages) {
      stage.complete(begun.id());
    }
    return begun;
  }

  /** The same, of whose completion some stages don't hear before the next one. */
  public Checkpoint checkpoint(Random random) throws Exception {
    Checkpoint begun = begunCheckpoint();
    for (Stage stage : stages) {
      if (random.nextBoolean()) {
        stage.complete(begun.id());
      }
    }
    return begun;
  }

  private Checkpoint begunCheckpoint() throws Exception {
    for (AbstractStreamOperatorTestHarness<?> delivery : stages.get(stages.size() - 1).subtasks()) {
      runMails(delivery);
      collect(delivery);
    }
    committedErasures = erasures.size();
    Set<Erasure> now = identitySet();
    now.addAll(arrived);
    Map<String, OperatorSubtaskState> state = savepoint();
    return new Checkpoint(
        checkpoint, state, parallelism, receipts.size(), deadLetters.size(), erasures.size(), now);
  }

  /**
   * Goes on from a checkpoint, as after a failure: some of the calls that are under way reach
   * Insider and nobody hears of it, and outcomes since then were never committed. What was fed
   * since then must be fed once more.
   */
  public Stages failedBackTo(Checkpoint last, int newParallelism, Random random) throws Exception {
    calls.loseAnswers(random);
    closeStages();
    calls.drop();
    receipts.subList(last.receipts(), receipts.size()).clear();
    deadLetters.subList(last.deadLetters(), deadLetters.size()).clear();
    erasures.subList(last.erasures(), erasures.size()).clear();
    arrived = identitySet();
    arrived.addAll(last.arrived());
    checkpoint++;
    restored = last.id();
    parallelism = last.parallelism();
    return reopened(last.state(), newParallelism);
  }

  private Stages reopened(Map<String, OperatorSubtaskState> state, int newParallelism)
      throws Exception {
    int previous = parallelism;
    parallelism = newParallelism;
    open(state, previous);
    return this;
  }

  /** Takes one event all the way to the sandbox. */
  public Stages take(TestEvent event) throws Exception {
    return take(event.json());
  }

  /** Takes some events, one after another. */
  public Stages take(TestEvent... events) throws Exception {
    for (TestEvent event : events) {
      take(event);
    }
    return this;
  }

  /** Takes one event all the way to the sandbox. */
  public Stages take(String json) throws Exception {
    feed(json);
    settle();
    return this;
  }

  /** Takes an event as far as delivery; what waits there is sent with {@link #settle}. */
  public void feed(String json) throws Exception {
    feed(
        new RawRecord(
            new SourcePosition("segment-events", 0, offset++),
            now,
            json.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same, whatever place of its partition it has. */
  public void feed(String json, long place) throws Exception {
    feed(
        new RawRecord(
            new SourcePosition("segment-events", 0, place),
            now,
            json.getBytes(StandardCharsets.UTF_8)));
  }

  /** Takes an event that stands in another partition, which is read late. */
  public Stages takeLate(TestEvent event, int partition, Duration ago) throws Exception {
    feed(
        new RawRecord(
            new SourcePosition("segment-events", partition, offset++),
            now - ago.toMillis(),
            event.json().getBytes(StandardCharsets.UTF_8)));
    settle();
    return this;
  }

  /** Takes an event of another topic all the way to the sandbox. */
  public Stages takeFrom(String topic, TestEvent event) throws Exception {
    byte[] json = event.json().getBytes(StandardCharsets.UTF_8);
    feed(new RawRecord(new SourcePosition(topic, 0, offset++), now, json));
    settle();
    return this;
  }

  /** Takes an event once more, as {@code job/replay} sends it. */
  public Stages replay(TestEvent event) throws Exception {
    SourcePosition source = new SourcePosition("segment-events", 0, offset++);
    byte[] json = event.json().getBytes(StandardCharsets.UTF_8);
    feed(new RawRecord(source, now, json, new Replay(Replay.Kind.EVENT, now, source)));
    settle();
    return this;
  }

  private void feed(RawRecord record) throws Exception {
    for (EventParser.Result parsed : parser.parse(record)) {
      feed(parsed);
    }
  }

  private void feed(EventParser.Result parsed) throws Exception {
    if (parsed instanceof EventParser.Result.Refused refused) {
      deadLetters.add(refused.deadLetter());
    } else if (parsed instanceof EventParser.Result.Parsed read) {
      MappingResult result = mapper.map(read.event());
      deadLetters.addAll(result.deadLetters());
      if (result.unmatched()) {
        receipts.add(
            Receipt.withoutRequest(
                read.event().origin(), read.event().messageId(), null, Receipt.Status.UNMATCHED));
      }
      for (Update update : result.updates()) {
        pass(0, update);
      }
    }
  }

  private void pass(int from, Update update) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Update, ?> subtask =
        stages.get(from).subtaskOf(update);
    subtask.processElement(new StreamRecord<>(update));
    if (from + 1 < stages.size()) {
      drain(subtask.getSideOutput(RECEIPTS), receipts);
      drain(subtask.getSideOutput(LINK_CHANGES), linkChanges);
      List<Object> out = new ArrayList<>();
      drain(subtask.getOutput(), out);
      List<Update> requests = new ArrayList<>();
      drain(subtask.getSideOutput(IdentityFunction.USER_REQUESTS), requests);
      for (Object next : out) {
        if (from + 2 == stages.size()) {
          sent.add((Update) next);
        }
        pass(behind(from, (Update) next), (Update) next);
      }
      for (Update request : requests) {
        pass(lastRung + 1, request);
      }
    }
  }

  /** Where an update goes on, as the topology has it. */
  private int behind(int from, Update update) {
    int profile = stages.size() - 2;
    boolean isOfUser = profile > lastRung + 1 && FirstUserIdFunction.isFor(update);
    return from == lastRung && !isOfUser ? profile : from == lastRung ? profile - 1 : from + 1;
  }

  /** Keeps what goes back over the control topic until {@link #erase}, as a slow Kafka would. */
  public Stages holdErasures() {
    holdsErasures = true;
    return this;
  }

  /** Lets what goes back over the control topic arrive, and a checkpoint complete. */
  public Stages erase() throws Exception {
    if (arrived.size() < erasures.size()) {
      checkpoint();
      eraseSome(erasure -> true);
      checkpoint();
    }
    return this;
  }

  /** Lets some of what goes back over the control topic, and is committed, arrive in any order. */
  public Stages erase(Random random) throws Exception {
    Collections.shuffle(erasures.subList(0, committedErasures), random);
    return eraseSome(erasure -> random.nextBoolean());
  }

  /** Lets some of what goes back over the control topic, and is committed, arrive. */
  public Stages eraseSome(Predicate<Erasure> which) throws Exception {
    for (Erasure erasure : List.copyOf(erasures.subList(0, committedErasures))) {
      if (!arrived.contains(erasure) && which.test(erasure)) {
        arrived.add(erasure);
        pass(0, erasure.toUpdate());
      }
    }
    return this;
  }

  private static Set<Erasure> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** Lets everything that waits in delivery reach the sandbox. */
  public void settle() throws Exception {
    var deliveries = stages.get(stages.size() - 1).subtasks();
    for (int idle = 0; idle < 3; ) {
      for (AbstractStreamOperatorTestHarness<?> delivery : deliveries) {
        runMails(delivery);
      }
      idle = calls.make() ? 0 : idle + 1;
      // The pace counts in milliseconds: time must pass for the next request.
      now++;
      for (AbstractStreamOperatorTestHarness<?> delivery : deliveries) {
        delivery.setProcessingTime(now);
      }
    }
    for (AbstractStreamOperatorTestHarness<?> delivery : deliveries) {
      runMails(delivery);
      collect(delivery);
    }
    if (!holdsErasures) {
      erase();
    }
  }

  private void collect(AbstractStreamOperatorTestHarness<?> delivery) {
    List<Receipt> delivered = new ArrayList<>();
    drain(delivery.getOutput(), delivered);
    receipts.addAll(delivered);
    drain(delivery.getSideOutput(DEAD_LETTERS), deadLetters);
    drain(delivery.getSideOutput(ERASURES), erasures);
  }

  private static void runMails(AbstractStreamOperatorTestHarness<?> operator) throws Exception {
    Optional<Mail> mail = operator.getTaskMailbox().tryTake(0);
    while (mail.isPresent()) {
      mail.get().run();
      mail = operator.getTaskMailbox().tryTake(0);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> void drain(Queue<?> output, List<T> into) {
    if (output == null) {
      return;
    }
    for (Object next = output.poll(); next != null; next = output.poll()) {
      into.add((T) ((StreamRecord<?>) next).getValue());
    }
  }

  /** Moves the clock of all stages. */
  public Stages pass(Duration time) throws Exception {
    now += time.toMillis();
    for (Stage stage : stages) {
      for (AbstractStreamOperatorTestHarness<?> subtask : stage.subtasks()) {
        subtask.setProcessingTime(now);
      }
    }
    return this;
  }

  /** A checkpoint of every stage, by its uid. */
  public Map<String, OperatorSubtaskState> savepoint() throws Exception {
    return snapshot(CheckpointType.CHECKPOINT);
  }

  /** A savepoint of every stage, in the format that every backend reads. */
  public Map<String, OperatorSubtaskState> canonicalSavepoint() throws Exception {
    return snapshot(SavepointType.savepoint(SavepointFormatType.CANONICAL));
  }

  private Map<String, OperatorSubtaskState> snapshot(SnapshotType type) throws Exception {
    Map<String, OperatorSubtaskState> state = new LinkedHashMap<>();
    checkpoint++;
    for (Stage stage : stages) {
      state.put(stage.name(), stage.snapshot(type, checkpoint, now));
    }
    return state;
  }

  /** What a rung or the profile stage has counted. */
  public long counted(String stage, String counter) {
    return metrics.get(stage).count(counter);
  }

  /** Entries of state in all stages. */
  public int stateEntries() {
    return stages.stream()
        .flatMap(stage -> stage.subtasks().stream())
        .mapToInt(KeyedOneInputStreamOperatorTestHarness::numKeyedStateEntries)
        .sum();
  }

  /** Timers of all stages. */
  public int timers() {
    return stages.stream()
        .flatMap(stage -> stage.subtasks().stream())
        .mapToInt(AbstractStreamOperatorTestHarness::numProcessingTimeTimers)
        .sum();
  }

  /** The receipts so far. */
  public List<Receipt> receipts() {
    return List.copyOf(receipts);
  }

  /** The last receipt. */
  public Receipt lastReceipt() {
    return receipts.get(receipts.size() - 1);
  }

  /** The dead letters so far. */
  public List<DeadLetter> deadLetters() {
    return List.copyOf(deadLetters);
  }

  /** What the audit was told so far. */
  public List<LinkChange> linkChanges() {
    return List.copyOf(linkChanges);
  }

  /** What the profile stage let through, in order. */
  public List<Update> sent() {
    return List.copyOf(sent);
  }

  /** What Insider was asked, one line per call: path and body. */
  public List<String> requests() {
    return calls.made();
  }

  /** How often an update reached Insider after a later one of its owner. */
  public long outOfOrder() {
    return sandbox.statistics().outOfOrder();
  }

  /** Gives Insider a user object that did not come from this job. */
  public void tellInsider(String user) throws Exception {
    calls.upsert("{\"users\":[" + user + "]}");
  }

  /** How often Insider made one person of two. */
  public long uuidMerges() {
    return sandbox.statistics().uuidMerges();
  }

  /** All people as Insider sees them. */
  public List<Person> people() throws Exception {
    Path file = Files.createTempFile("profiles", ".ndjson");
    try {
      sandbox.writeProfiles(file);
      List<Person> people = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        JsonNode profile = JSON.readTree(line);
        people.add(new Person(profile));
      }
      return people;
    } finally {
      Files.delete(file);
    }
  }

  /** The person with that identifier; fails if Insider knows none. */
  public Person person(String identifier, String value) throws Exception {
    return people().stream()
        .filter(person -> person.has(identifier, value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody has " + identifier + " " + value));
  }

  /** The person with that user id. */
  public Person user(String id) throws Exception {
    return person("uuid", id);
  }

  @Override
  public void close() {
    closeStages();
    sandbox.close();
  }

  /** The harness closes its own environments only; each has threads. */
  private void closeStages() {
    stages.forEach(Stage::close);
    stages.clear();
    try {
      for (MockEnvironment environment : environments) {
        environment.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("an environment does not close", e);
    }
    environments.clear();
  }
}
