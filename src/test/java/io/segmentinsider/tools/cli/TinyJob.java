package io.segmentinsider.tools.cli;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The smallest job there is, whatever its arguments are. */
public final class TinyJob {

  private TinyJob() {}

  /** Submits it. */
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.fromSequence(1, 2).sinkTo(new DiscardingSink<>());
    environment.execute("tiny");
  }
}
