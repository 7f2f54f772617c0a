package io.segmentinsider.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.Load;
import io.segmentinsider.lab.report.SecondHalf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffortWatchTest {

  private static final Load LOAD = new Load(0, 0, null, null, null, null);

  @ParameterizedTest
  @CsvSource({
    "Source Data Fetcher for Source: segment-source -> segment -> mapping (1/2)#0, FETCH",
    "Source: segment-source -> segment -> mapping (1/2)#0, SEGMENT_AND_MAPPING",
    "identity-device (2/2)#0, IDENTITY",
    "profile -> delivery (1/2)#0, PROFILE_AND_DELIVERY",
    "insider-http-3-1, PROFILE_AND_DELIVERY",
    "outcome-receipts: Writer -> outcome-receipts: Committer (1/2)#0, OUTCOME",
    "kafka-producer-network-thread | producer-1, OUTCOME",
    "AsyncOperations-thread-1, CHECKPOINTS",
    "data-plane-kafka-request-handler-0, BROKER",
    "kafka-1-raft-io-thread, BROKER",
    "sandbox-1-1, SANDBOX",
    "main, REST",
  })
  void threadsAreToldApartByTheirNames(String thread, Part part) {
    assertThat(Part.of(thread)).isEqualTo(part);
  }

  @Test
  void theSecondHalfBeginsAtTheFirstCheckpointBehindHalfOfTheEvents() {
    EffortWatch watch = new EffortWatch(1_000);
    watch.at(499);
    watch.at(700);
    watch.at(900);

    SecondHalf secondHalf = watch.end(LOAD).secondHalf();

    assertThat(secondHalf).isNotNull();
    assertThat(secondHalf.events()).isEqualTo(300);
    assertThat(secondHalf.eventsPerSecond()).isPositive();
    assertThat(secondHalf.cpuMicrosPerEventByPart())
        .containsKeys(Part.REST.label(), "garbage collection and compilation");
  }

  @Test
  void aRunWithoutACheckpointInItsThirdQuarterHasNoSecondHalf() {
    EffortWatch watch = new EffortWatch(1_000);
    watch.at(499);
    watch.at(751);
    watch.at(1_000);

    Effort effort = watch.end(LOAD);

    assertThat(effort.secondHalf()).isNull();
    assertThat(effort.elapsed()).isPositive();
  }
}
