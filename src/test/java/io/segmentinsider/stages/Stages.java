package io.segmentinsider.stages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.config.JobConfiguration;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.delivery.DeliveryOperatorFactory;
import io.segmentinsider.identity.IdentityFunction;
import io.segmentinsider.identity.LinkAudit;
import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.identity.LinkChangeFormat;
import io.segmentinsider.identity.Rung;
import io.segmentinsider.local.sandbox.Sandbox;
import io.segmentinsider.local.sandbox.SandboxSettings;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.mapping.MappingResult;
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
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
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
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = 1_777_627_800_000L;

  private final JobSettings settings;
  private final EventParser parser;
  private final MapperFactory mapping;
  private final Mapper mapper;
  private final Sandbox sandbox;
  private final SandboxCalls calls;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final List<LinkChange> linkChanges = new ArrayList<>();
  private final List<Update> sent = new ArrayList<>();
  private final Map<String, CountedMetrics> metrics = new HashMap<>();
  private final boolean onRocksDb;
  private long offset;
  private long now = START;

  /** One keyed operator between its neighbours. */
  private record Stage(
      String name, KeyedOneInputStreamOperatorTestHarness<String, Update, ?> harness) {}

  private Stages(JobSettings settings, boolean onRocksDb) throws Exception {
    this.settings = settings;
    this.onRocksDb = onRocksDb;
    this.parser = new EventParser(settings.source());
    this.mapping = MapperFactory.of(settings.mapping(), settings.identity());
    this.mapper = mapping.mapper();
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
                "delivery.lanes", "1",
                "delivery.requests-per-minute", "10000000"));
    for (String option : options) {
      int equals = option.indexOf('=');
      all.put(option.substring(0, equals), option.substring(equals + 1));
    }
    Stages stages = new Stages(JobSettings.from(JobConfiguration.of(all)), onRocksDb);
    stages.open(state);
    return stages;
  }

  private void open(Map<String, OperatorSubtaskState> state) throws Exception {
    JobSettings.Audit auditing = settings.outcome().audit();
    LinkAudit audit = auditing == null ? null : new LinkAudit(auditing.saltFile(), LINK_CHANGES);
    for (Rung rung : Rung.ladder(settings.identity())) {
      String name = "identity-" + rung.name();
      add(
          name,
          process(
              name, new IdentityFunction(rung, settings.identity(), RECEIPTS, audit), rung::keyOf),
          state);
    }
    add(
        "profile",
        process(
            "profile",
            new ProfileFunction(
                settings.profile(),
                settings.identity(),
                SentUnder.of(settings, mapping.version()),
                RECEIPTS,
                ERASURES,
                audit),
            Update::owner),
        state);
    KeyedOneInputStreamOperatorTestHarness<String, Update, Receipt> delivery =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new DeliveryOperatorFactory(calls, settings.delivery(), null, DEAD_LETTERS),
            Update::owner,
            Types.STRING);
    useBackend(delivery);
    delivery.setup(
        RecordTypes.RECEIPT.createSerializer(delivery.getExecutionConfig().getSerializerConfig()));
    add("delivery", delivery, state);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, Update, Update> process(
      String name,
      KeyedProcessFunction<String, Update, Update> function,
      KeySelector<Update, String> key)
      throws Exception {
    metrics.put(name, new CountedMetrics());
    MockEnvironment environment =
        new MockEnvironmentBuilder()
            .setTaskName(name)
            .setMetricGroup(metrics.get(name))
            .setMaxParallelism(128)
            .build();
    KeyedOneInputStreamOperatorTestHarness<String, Update, Update> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), key, Types.STRING, environment);
    useBackend(harness);
    harness.setup(
        RecordTypes.UPDATE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
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
      KeyedOneInputStreamOperatorTestHarness<String, Update, ?> harness,
      Map<String, OperatorSubtaskState> state)
      throws Exception {
    harness.setProcessingTime(now);
    if (state.containsKey(name)) {
      harness.initializeState(state.get(name));
    }
    harness.open();
    stages.add(new Stage(name, harness));
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
    RawRecord record =
        new RawRecord(
            new SourcePosition("segment-events", 0, offset++),
            now,
            json.getBytes(StandardCharsets.UTF_8));
    EventParser.Result parsed = parser.parse(record);
    if (parsed instanceof EventParser.Result.Refused refused) {
      deadLetters.add(refused.deadLetter(record));
    } else if (parsed instanceof EventParser.Result.Parsed read) {
      MappingResult result = mapper.map(read.event());
      deadLetters.addAll(result.deadLetters());
      if (result.unmatched()) {
        receipts.add(
            Receipt.withoutRequest(
                read.event().source(), read.event().messageId(), null, Receipt.Status.UNMATCHED));
      }
      for (Update update : result.updates()) {
        pass(0, update);
      }
    }
  }

  private void pass(int from, Update update) throws Exception {
    Stage stage = stages.get(from);
    stage.harness().processElement(new StreamRecord<>(update));
    if (from + 1 < stages.size()) {
      drain(stage.harness().getSideOutput(RECEIPTS), receipts);
      drain(stage.harness().getSideOutput(LINK_CHANGES), linkChanges);
      List<Object> out = new ArrayList<>();
      drain(stage.harness().getOutput(), out);
      List<Erasure> erasures = new ArrayList<>();
      drain(stage.harness().getSideOutput(ERASURES), erasures);
      for (Object next : out) {
        if (from + 2 == stages.size()) {
          sent.add((Update) next);
        }
        pass(from + 1, (Update) next);
      }
      for (Erasure erasure : erasures) {
        pass(0, erasure.toUpdate());
      }
    }
  }

  /** Lets everything that waits in delivery reach the sandbox. */
  public void settle() throws Exception {
    AbstractStreamOperatorTestHarness<?> delivery = stages.get(stages.size() - 1).harness();
    for (int idle = 0; idle < 3; ) {
      runMails(delivery);
      idle = calls.make() ? 0 : idle + 1;
      // The pace counts in milliseconds: time must pass for the next request.
      delivery.setProcessingTime(++now);
    }
    runMails(delivery);
    List<Receipt> delivered = new ArrayList<>();
    drain(delivery.getOutput(), delivered);
    receipts.addAll(delivered);
    drain(delivery.getSideOutput(DEAD_LETTERS), deadLetters);
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
      stage.harness().setProcessingTime(now);
    }
    return this;
  }

  /** A savepoint of every stage, by its uid. */
  public Map<String, OperatorSubtaskState> savepoint() throws Exception {
    Map<String, OperatorSubtaskState> state = new LinkedHashMap<>();
    for (Stage stage : stages) {
      state.put(stage.name(), stage.harness().snapshot(1, now));
    }
    return state;
  }

  /** The same in the format that every backend reads. */
  public Map<String, OperatorSubtaskState> canonicalSavepoint() throws Exception {
    Map<String, OperatorSubtaskState> state = new LinkedHashMap<>();
    for (Stage stage : stages) {
      state.put(
          stage.name(),
          stage
              .harness()
              .snapshotWithLocalState(
                  1, now, SavepointType.savepoint(SavepointFormatType.CANONICAL))
              .getJobManagerOwnedState());
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
        .mapToInt(
            stage ->
                ((KeyedOneInputStreamOperatorTestHarness<?, ?, ?>) stage.harness())
                    .numKeyedStateEntries())
        .sum();
  }

  /** Timers of all stages. */
  public int timers() {
    return stages.stream().mapToInt(stage -> stage.harness().numProcessingTimeTimers()).sum();
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
    for (Stage stage : stages) {
      try {
        stage.harness().close();
      } catch (Exception e) {
        throw new IllegalStateException(stage.name() + " does not close", e);
      }
    }
    sandbox.close();
  }
}
