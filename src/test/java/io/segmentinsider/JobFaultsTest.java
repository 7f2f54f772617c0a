package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.mapping.MappingFunction;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.JobFaults;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.SegmentEvent;
import io.segmentinsider.segment.SegmentFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/**
 * What the job itself fails on ends as a dead letter, and the next record goes on. The fault here
 * is a call stack that is too small for a record as deep as the options allow.
 */
@SuppressWarnings("try")
class JobFaultsTest {

  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RecordTypes.DEAD_LETTER);
  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);

  private static final JobSettings SETTINGS = TestSettings.with("source.max-depth", "1000");

  /** The least that the JVM takes, and much less than the usual megabyte. */
  private static final int SMALL_STACK = 1;

  private static RawRecord record(long offset, int depth) {
    String value = "[".repeat(depth) + "\"\\u0041\"" + "]".repeat(depth);
    String event = "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"a\":" + value + "}}";
    return new RawRecord(
        new SourcePosition("t", 0, offset),
        1_793_527_200_000L,
        event.getBytes(StandardCharsets.UTF_8));
  }

  private static SegmentEvent event(RawRecord record) {
    EventParser parser = new EventParser(SETTINGS.source());
    return ((EventParser.Result.Parsed) parser.parse(record).get(0)).event();
  }

  private static <T> T onSmallStack(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(null, task, "small", SMALL_STACK);
    thread.start();
    thread.join();
    return task.get();
  }

  private static <I, O> void isDeadLetter(
      ProcessFunction<I, O> function, I fault, I next, Reason reason) throws Exception {
    try (OneInputStreamOperatorTestHarness<I, O> stage =
        ProcessFunctionTestHarnesses.forProcessFunction(function)) {
      onSmallStack(
          () -> {
            stage.processElement(fault, 0);
            return null;
          });
      assertThat(stage.getSideOutput(DEAD_LETTERS))
          .extracting(StreamRecord::getValue)
          .satisfiesExactly(
              letter -> {
                assertThat(letter.reason()).isEqualTo(reason);
                assertThat(letter.detail()).contains("StackOverflowError at io.segmentinsider.");
              });
      stage.processElement(next, 0);
      assertThat(stage.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void aRecordThatCanNotBeRead() throws Exception {
    isDeadLetter(
        new SegmentFunction(SETTINGS.source(), DEAD_LETTERS),
        record(0, 990),
        record(1, 3),
        Reason.PARSER_FAULT);
  }

  @Test
  void anEventThatCanNotBeMapped() throws Exception {
    isDeadLetter(
        new MappingFunction(MapperFactory.of(SETTINGS.mapping()), RECEIPTS, DEAD_LETTERS),
        event(record(0, 990)),
        event(record(1, 3)),
        Reason.MAPPER_FAULT);
  }

  /** The JobManager, which is asked about new names, may be away for a moment. */
  @Test
  void whoDoesNotAnswerIsNoFaultOfTheRecord() {
    UncheckedIOException noAnswer = new UncheckedIOException(new IOException("no answer"));
    assertThatThrownBy(() -> new JobFaults().tell(noAnswer, new SourcePosition("t", 0, 0)))
        .isSameAs(noAnswer);
  }
}
