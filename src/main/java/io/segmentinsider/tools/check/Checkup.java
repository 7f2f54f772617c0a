package io.segmentinsider.tools.check;

import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.delivery.http.ConnectionFiles;
import io.segmentinsider.identity.LinkAudit;
import io.segmentinsider.identity.Rung;
import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.segment.IdentifierOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;

/**
 * Looks at everything that the job needs: configuration, mapping, Kafka and Insider. It reads, and
 * writes nothing anywhere.
 */
public final class Checkup {

  /** Nobody waits as long for an answer as the job does; an option on the command line wins. */
  private static final String PATIENCE = "delivery.request-timeout=10 s";

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
    Configuration configuration;
    try {
      configuration = JobConfiguration.load(config, overrides);
      settings = JobSettings.from(configuration);
    } catch (ConfigurationException e) {
      return List.of(Finding.wrong("configuration", e.getMessage()));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("configuration", config.toString()));
    findings.add(CheckpointsCheck.of(configuration));
    Mapper mapper = mapper(settings, findings);
    findings.add(trust(settings.mapping().rules().trustedTopics()));
    if (settings.outcome().audit() != null) {
      findings.add(salt(settings.outcome().audit().saltFile()));
    }
    findings.addAll(KafkaCheck.of(settings, mapper));
    List<String> impatient = new ArrayList<>();
    impatient.add(PATIENCE);
    impatient.addAll(overrides);
    findings.addAll(insider(JobSettings.from(JobConfiguration.load(config, impatient))));
    return findings;
  }

  /** The job's mapping, which is looked at; null if it does not compile. */
  @Nullable
  private static Mapper mapper(JobSettings settings, List<Finding> findings) {
    String file = settings.mapping().file();
    String subject = file == null ? "mapping " + settings.mapping().preset() : "mapping " + file;
    try {
      MapperFactory factory = MapperFactory.of(settings.mapping());
      findings.add(Finding.ok(subject, "can be read"));
      for (String warning : factory.warnings()) {
        findings.add(Finding.warning(subject, warning));
      }
      Mapper mapper = factory.mapper();
      findings.add(ladder(settings, mapper));
      if (!mapper.unmappedIdentifiers().isEmpty()) {
        findings.add(
            Finding.warning(
                IdentifierOptions.CUSTOM.key(),
                "no mapping names "
                    + String.join(", ", mapper.unmappedIdentifiers())
                    + ": no event has it, and its rung stays empty. Correct the name, or name it"
                    + " among the identifiers of a mapping"));
      }
      return mapper;
    } catch (ConfigurationException | InvalidMappingFileException e) {
      findings.add(Finding.wrong(subject, e.getMessage()));
      return null;
    }
  }

  private static Finding ladder(JobSettings settings, Mapper mapper) {
    String rungs =
        Rung.ladder(settings.identity(), mapper.customIdentifiers()).stream()
            .map(Rung::name)
            .collect(Collectors.joining(" < "));
    return Finding.ok(
        "ladder of identifiers",
        rungs + " < user id; between two persons the stronger one decides");
  }

  private static Finding trust(Set<String> topics) {
    return Finding.ok(
        "trust",
        topics.isEmpty()
            ? "in no topic: nobody may delete or suppress a user, or change a user id"
                + " (source.trusted-topics names whose senders may)"
            : "who writes to "
                + String.join(" or ", new TreeSet<>(topics))
                + " can delete or suppress a user, and change a user id; see that no browser and no"
                + " app does");
  }

  private static Finding salt(String file) {
    String subject = "salt of the audit";
    try {
      LinkAudit.checkSaltHere(file);
      return Finding.ok(subject, "in " + file + ", which every TaskManager must be able to read");
    } catch (ConfigurationException e) {
      return Finding.wrong(subject, e.getMessage());
    }
  }

  private static List<Finding> insider(JobSettings settings) throws InterruptedException {
    String subject = "Insider at " + settings.delivery().endpoint();
    if (settings.outcome().shadowTopic() != null) {
      return List.of(Finding.ok(subject, "not asked, as delivery.mode is shadow"));
    }
    try {
      new ConnectionFiles(settings.http()).check(Instant.now());
    } catch (ConfigurationException e) {
      return List.of(
          Finding.wrong("certificates, key and proxy", e.getMessage()),
          Finding.ok(subject, "not asked before that is corrected"));
    }
    return AccessCheck.of(subject, settings);
  }
}
