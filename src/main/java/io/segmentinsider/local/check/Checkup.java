package io.segmentinsider.local.check;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.JobConfiguration;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.delivery.AccessProbe;
import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.mapping.MapperFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at everything that the job needs: configuration, mapping, Kafka and Insider. It reads, and
 * writes nothing anywhere.
 */
public final class Checkup {

  private Checkup() {}

  /**
   * Looks.
   *
   * @param config the job's configuration file
   * @param overrides {@code option=value} each
   * @return one finding a thing; after a wrong configuration nothing else can be looked at
   */
  public static List<Finding> of(Path config, List<String> overrides) throws InterruptedException {
    JobSettings settings;
    try {
      settings = JobSettings.from(JobConfiguration.load(config, overrides));
    } catch (ConfigurationException e) {
      return List.of(Finding.wrong("configuration", e.getMessage()));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("configuration", config.toString()));
    findings.add(mapping(settings));
    findings.addAll(KafkaCheck.of(settings));
    findings.add(insider(settings));
    return findings;
  }

  private static Finding mapping(JobSettings settings) {
    String file = settings.mapping().file();
    String subject = file == null ? "mapping " + settings.mapping().preset() : "mapping " + file;
    try {
      MapperFactory.of(settings.mapping(), settings.identity());
      return Finding.ok(subject, "can be read");
    } catch (ConfigurationException | InvalidMappingFileException e) {
      return Finding.wrong(subject, e.getMessage());
    }
  }

  private static Finding insider(JobSettings settings) throws InterruptedException {
    String subject = "Insider at " + settings.delivery().endpoint();
    if (settings.outcome().shadowTopic() != null) {
      return Finding.ok(subject, "not asked, as delivery.mode is shadow");
    }
    try {
      return AccessProbe.problem(settings.delivery(), settings.http())
          .map(problem -> Finding.wrong(subject, problem))
          .orElse(
              Finding.ok(
                  subject,
                  "knows partner " + settings.delivery().partnerName() + " and the API key"));
    } catch (ConfigurationException e) {
      return Finding.wrong(subject, e.getMessage());
    }
  }
}
