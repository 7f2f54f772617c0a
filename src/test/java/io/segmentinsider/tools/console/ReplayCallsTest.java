package io.segmentinsider.tools.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import java.io.IOException;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any topic is read. */
class ReplayCallsTest {

  private static ReplayCalls calls(boolean allowed) {
    return new ReplayCalls(
        new ConsoleSettings(TestJob.settings(), null, null, allowed), InstantSource.system());
  }

  private static Request request(String body) throws IOException {
    return new Request(new ObjectMapper().readTree(body));
  }

  @Test
  void nothingIsSentWithoutPermission() {
    assertThatThrownBy(() -> calls(false).replay(request("{\"plan\":\"any\"}")))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.status()).isEqualTo(403));
  }

  @Test
  void nothingIsSentWithoutAPlan() {
    assertThatThrownBy(() -> calls(true).replay(request("{\"plan\":\"made-up\"}")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("look again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"reason\":\"\"}",
        "{\"reason\":\"nonsense\"}",
        "{\"reason\":7}",
        "{\"reason\":\"rejected\",\"to\":\"tomorrow\"}",
        "{\"reason\":\"rejected\",\"original\":\"yes\"}"
      })
  void aPlanNamesWhatItIsFor(String body) {
    assertThatThrownBy(() -> calls(true).plan(request(body))).isInstanceOf(RefusedException.class);
  }
}
