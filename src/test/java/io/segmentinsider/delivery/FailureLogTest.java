package io.segmentinsider.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.delivery.dispatch.Clock;
import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.record.Reason;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No failure is silent, and none floods the log. */
class FailureLogTest {

  private static final long MINUTE_MS = 60_000;

  private final Lines lines = new Lines();
  private final Logger logger = (Logger) LogManager.getLogger(FailureLog.class);
  private final ManualClock clock = new ManualClock();
  private final FailureLog log = new FailureLog(clock, () -> 42);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    logger.removeAppender(lines);
  }

  @ParameterizedTest
  @EnumSource(FailureCause.class)
  void eachCauseIsToldOnceAMinuteWithWhatToDo(FailureCause cause) {
    for (int second = 0; second < 150; second++) {
      log.failed(Endpoint.UPSERT, cause, "detail-of-it");
      clock.now += 1_000;
    }
    assertThat(lines.texts).hasSize(3);
    assertThat(lines.levels).containsOnly(cause.waitingHelps() ? Level.WARN : Level.ERROR);
    assertThat(lines.texts.get(1))
        .contains(cause.what(), "detail-of-it", "/api/user/v1/upsert", cause.advice())
        .contains("Calls since 2026-09-21T14:13:20Z: 61; updates that wait: 42");
    assertThat(lines.texts.get(1).contains("Waiting does not help"))
        .isEqualTo(!cause.waitingHelps());
  }

  @Test
  void causesAreToldApart() {
    log.failed(Endpoint.UPSERT, FailureCause.SERVER_ERROR, "status 503");
    log.failed(Endpoint.UPSERT, FailureCause.NAME_NOT_RESOLVED, "name-not-resolved");
    assertThat(lines.texts).hasSize(2);
  }

  @Test
  void theCountStartsAnewAfterASuccess() {
    log.failed(Endpoint.UPSERT, FailureCause.SERVER_ERROR, "status 503");
    log.succeeded();
    clock.now += MINUTE_MS;
    log.failed(Endpoint.UPSERT, FailureCause.SERVER_ERROR, "status 503");
    assertThat(lines.texts.get(1)).contains("Calls since 2026-09-21T14:14:20Z: 1;");
  }

  @Test
  void whatIsHeldBackIsToldOnceAMinuteToo() {
    for (int i = 0; i < 100; i++) {
      log.opened(Endpoint.DELETE, FailureCause.CREDENTIALS);
      log.closed(Endpoint.DELETE);
      clock.now += 100;
    }
    assertThat(lines.texts).hasSize(2);
    assertThat(lines.texts.get(0))
        .contains("Calls of POST /api/user/v1/delete are held back")
        .contains("credentials")
        .contains("42 updates wait");
    assertThat(lines.texts.get(1)).contains("no longer held back");
  }

  @Test
  void eachDeletionThatNoDeadLetterTellsOfIsToldWithWhatToDo() {
    log.deletionGivenUp(Reason.RETRY_BUDGET);
    log.deletionGivenUp(Reason.RETRY_BUDGET);
    assertThat(lines.texts).hasSize(2);
    assertThat(lines.levels).containsOnly(Level.ERROR);
    assertThat(lines.texts.get(0))
        .contains("not deleted", Reason.RETRY_BUDGET.code(), "request the deletion");
  }

  /** Moved by hand. */
  private static final class ManualClock implements Clock {
    private long now;

    @Override
    public long elapsedMs() {
      return now;
    }

    @Override
    public long epochMs() {
      return 1_790_000_000_000L + now;
    }
  }

  /** Keeps what is logged. */
  static final class Lines extends AbstractAppender {
    final List<String> texts = new ArrayList<>();
    final List<Level> levels = new ArrayList<>();

    Lines() {
      super("lines", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      texts.add(event.getMessage().getFormattedMessage());
      levels.add(event.getLevel());
    }
  }
}
