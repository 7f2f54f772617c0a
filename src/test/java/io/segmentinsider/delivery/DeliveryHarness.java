package io.segmentinsider.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.delivery.ScriptedInsider.Call;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.profile.ErasureFormat;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.ValueTypeInformation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.ThrowingRunnable;

/** The delivery operator alone, with its time and its mailbox moved by hand. */
final class DeliveryHarness {

  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RecordTypes.DEAD_LETTER);

  private static final OutputTag<Erasure> ERASURES =
      new OutputTag<>("erasures", new ValueTypeInformation<>(new ErasureFormat()));

  final KeyedOneInputStreamOperatorTestHarness<String, Update, Receipt> flink;
  private final ScriptedInsider insider;
  private long now = 1_000_000;

  DeliveryHarness(ScriptedInsider insider, DeliverySettings settings) throws Exception {
    this.insider = insider;
    flink =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new DeliveryOperatorFactory(insider, settings, null, DEAD_LETTERS, ERASURES),
            Update::owner,
            RecordTypes.KEY);
    flink.setup(
        RecordTypes.RECEIPT.createSerializer(flink.getExecutionConfig().getSerializerConfig()));
    flink.setProcessingTime(now);
  }

  void send(Update update) throws Exception {
    flink.processElement(new StreamRecord<>(update));
  }

  /** Insider takes what the call holds. */
  void take(Call call) throws Exception {
    call.take();
    after(Duration.ofMillis(10));
  }

  /** Insider answers the call. */
  void reply(Call call, int status, String body) throws Exception {
    call.answer(status, body);
    after(Duration.ofMillis(10));
  }

  /** Runs what the answers put into the mailbox, and everything that is due after that time. */
  void after(Duration time) throws Exception {
    runMails();
    now += time.toMillis();
    flink.setProcessingTime(now);
    runMails();
  }

  /**
   * Does something that may wait in the mailbox. While it waits, ten seconds pass again and again,
   * and all calls are answered each time.
   *
   * @param atMost after so much time it is taken for a standstill
   */
  void whileTimePasses(Duration atMost, Consumer<Call> answer, ThrowingRunnable<Exception> work)
      throws Exception {
    long end = now + atMost.toMillis();
    AtomicBoolean done = new AtomicBoolean();
    passTime(end, answer, done);
    work.run();
    done.set(true);
    runMails();
  }

  private void passTime(long end, Consumer<Call> answer, AtomicBoolean done) {
    flink
        .getTaskMailbox()
        .put(
            new Mail(
                () -> {
                  if (!done.get()) {
                    assertThat(now).as("time").isLessThan(end);
                    now += 10_000;
                    flink.setProcessingTime(now);
                    insider.answerAll(answer);
                    passTime(end, answer, done);
                  }
                },
                TaskMailbox.MAX_PRIORITY,
                "time passes"));
  }

  void runMails() throws Exception {
    Optional<Mail> mail = flink.getTaskMailbox().tryTake(0);
    while (mail.isPresent()) {
      mail.get().run();
      mail = flink.getTaskMailbox().tryTake(0);
    }
  }

  List<String> delivered() {
    return flink.extractOutputValues().stream().map(Receipt::messageId).toList();
  }

  List<Erasure> erasures() {
    ConcurrentLinkedQueue<StreamRecord<Erasure>> output = flink.getSideOutput(ERASURES);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }

  List<DeadLetter> deadLetters() {
    ConcurrentLinkedQueue<StreamRecord<DeadLetter>> output = flink.getSideOutput(DEAD_LETTERS);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }

  void close() throws Exception {
    flink.close();
  }

  static DeliverySettings settings() {
    return settings(1, 1_000);
  }

  static DeliverySettings settings(int maxInFlight, int maxUsers) {
    return settings(maxInFlight, maxUsers, 4_900_000);
  }

  static DeliverySettings settings(int maxInFlight, int maxUsers, int maxBodyBytes) {
    return settings(maxInFlight, maxUsers, maxBodyBytes, 10_000_000);
  }

  /** Every request with one user, so many a minute. */
  static DeliverySettings paced(int maxInFlight, int requestsPerMinute) {
    return settings(maxInFlight, 1, 4_900_000, requestsPerMinute);
  }

  static DeliverySettings settings(
      int maxInFlight, int maxUsers, int maxBodyBytes, int requestsPerMinute) {
    return new DeliverySettings(
        URI.create("http://127.0.0.1:1"),
        "shop",
        null,
        null,
        maxInFlight,
        maxUsers,
        maxBodyBytes,
        32_000_000,
        Duration.ZERO,
        Duration.ofSeconds(30),
        Duration.ofSeconds(15),
        requestsPerMinute,
        10,
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        false);
  }
}
