package io.segmentinsider.mapping.cases;

import io.segmentinsider.JobSettings;
import io.segmentinsider.mapping.MappingText;
import org.apache.flink.configuration.Configuration;

/** The actions of the bundled presets, under the job's default options. */
final class Presets {

  private Presets() {}

  static PresetActions segmentActions() {
    return of("segment-actions");
  }

  static PresetActions of(String preset) {
    Configuration configuration = new Configuration();
    configuration.setString("kafka.bootstrap.servers", "unused:9092");
    configuration.setString("delivery.partner-name", "unused");
    JobSettings settings = JobSettings.from(configuration);
    return new PresetActions(
        MappingText.preset(preset), settings.source(), settings.mapping().rules());
  }
}
