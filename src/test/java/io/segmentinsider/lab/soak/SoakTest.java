package io.segmentinsider.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segmentinsider.sandbox.FaultScenario;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The parts of a soak that need no processes. */
class SoakTest {

  private long nanos;

  private void pass(long millis) {
    nanos += millis * 1_000_000;
  }

  /** Events a second, at that time. */
  private static double rate(DailyCurve curve, double seconds) {
    return curve.eventsUntil(seconds + 0.5) - curve.eventsUntil(seconds - 0.5);
  }

  @Test
  void theLoadIsTwoDaysWithTheirNightsAndEvenings() {
    DailyCurve curve = new DailyCurve(Duration.ofHours(2), 1_000, () -> nanos, this::pass);
    double hour = 3_600;
    assertThat(rate(curve, 0)).isCloseTo(200, within(0.1));
    assertThat(rate(curve, hour / 2)).isCloseTo(1_000, within(0.1));
    assertThat(rate(curve, hour)).isCloseTo(200, within(0.1));
    assertThat(rate(curve, hour * 1.5)).isCloseTo(1_000, within(0.1));
    assertThat(curve.eventsUntil(2 * hour)).isCloseTo(600 * 2 * hour, within(1.0));
  }

  @Test
  void asManyEventsLeaveAsTheLoadHas() {
    DailyCurve curve = new DailyCurve(Duration.ofSeconds(20), 100, () -> nanos, this::pass);
    int events = 0;
    while (curve.next()) {
      events++;
    }
    assertThat(events).isCloseTo(60 * 20, within(10));
  }

  @Test
  void everyFaultAndEveryKillMayStrike() {
    assertThat(Mishap.all())
        .hasSize(FaultScenario.values().length - 1 + Mishap.Victim.values().length)
        .extracting(Mishap::name)
        .doesNotHaveDuplicates()
        .contains("firewall", "late", "kill-task-manager", "kill-job-manager", "kill-broker");
  }

  /** What could not be read is a gap in the line, and not zero. */
  @Test
  void thePictureHasALineForEachValueAndAMarkForEachMishap() throws Exception {
    List<SoakSample> samples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Double threads = i == 5 ? null : 100.0 + i;
      samples.add(
          new SoakSample(
              i * 10L, i * 50.0, 1.0, 20.0, 90.0, 500.0, 200.0, 80.0, threads, 30.0, 2.0));
    }
    String svg = SoakPicture.of(samples, List.of(new SoakPicture.Mark(30, "kill-broker")));
    Document picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(picture.getElementsByTagName("path").getLength()).isEqualTo(9);
    assertThat(svg).contains("kill-broker").doesNotContain("NaN").doesNotContain("null");
    assertThat(
            svg.lines()
                .filter(
                    line -> line.startsWith("<path") && line.indexOf('M') != line.lastIndexOf('M')))
        .hasSize(1);
  }

  @Test
  void aPictureOfNothingIsAPicture() {
    assertThat(SoakPicture.of(List.of(), List.of())).contains("<svg").contains("</svg>");
  }
}
