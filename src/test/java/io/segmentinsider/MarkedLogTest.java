package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;

class MarkedLogTest {

  @Test
  void aMarkIsFoundInAMessageAndInWhatFails() {
    try (MarkedLog log = MarkedLog.listen(new Marks())) {
      LogManager.getLogger("message").debug("to {}", Marks.TEXT);
      LogManager.getLogger("failure").info("fails", new IllegalStateException(Marks.TOKEN));
      LogManager.getLogger("nothing").info("fails", new IllegalStateException("no mark"));

      assertThat(log.found()).containsOnlyKeys("message DEBUG", "failure INFO");
    }
  }

  @Test
  void aMarkIsFoundInWhatOnlyTheJsonLayoutWrites() {
    try (MarkedLog log = MarkedLog.listen(new Marks())) {
      LogManager.getLogger(Marks.TEXT).info("says nothing");

      assertThat(log.found().values()).singleElement().asString().startsWith("{\"time\":");
    }
  }
}
