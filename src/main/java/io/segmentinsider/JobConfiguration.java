package io.segmentinsider;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.FlinkOptions;
import io.segmentinsider.config.KafkaProperties;
import io.segmentinsider.config.Nearest;
import io.segmentinsider.mapping.MappingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads {@code conf/job.yaml} and the overrides of the command line into one Flink configuration,
 * and refuses keys that nobody reads.
 */
public final class JobConfiguration {

  /** First words of the options that belong to Flink and pass through to it. */
  private static final List<String> FLINK_PREFIXES =
      List.of(
          "execution.",
          "state.",
          "task.",
          "pipeline.",
          "restart-strategy.",
          "parallelism.",
          "taskmanager.",
          "jobmanager.",
          "metrics.",
          "rest.",
          "table.",
          "fs.",
          "s3.",
          "env.",
          "rpc.",
          "high-availability.",
          "security.",
          "web.",
          "heartbeat.",
          "cluster.",
          "io.");

  private static final Set<String> OWN_KEYS =
      JobOptions.ALL.stream().map(ConfigOption::key).collect(Collectors.toUnmodifiableSet());

  private JobConfiguration() {}

  /**
   * Reads a file and puts the overrides over it.
   *
   * @param file a YAML file of nested or dotted keys
   * @param overrides {@code key=value} each
   * @throws ConfigurationException if the file can't be read, or a key is unknown
   */
  public static Configuration load(Path file, List<String> overrides) {
    Map<String, String> values = new LinkedHashMap<>();
    flatten("", readYaml(file), values);
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals <= 0) {
        throw new ConfigurationException("-D", override, "option=value");
      }
      values.put(override.substring(0, equals).trim(), override.substring(equals + 1).trim());
    }
    return of(values);
  }

  /**
   * Makes a configuration of ready-made pairs.
   *
   * @throws ConfigurationException if a key is unknown, or the value of an option of Flink is not
   *     of its type
   */
  public static Configuration of(Map<String, String> values) {
    FlinkOptions flink = new FlinkOptions();
    values.forEach(
        (key, value) -> {
          if (!flink.knows(key)) {
            requireKnown(key, flink);
          }
          flink.check(key, value);
        });
    return Configuration.fromMap(values);
  }

  private static void requireKnown(String key, FlinkOptions flink) {
    boolean passedThrough =
        key.startsWith(KafkaProperties.PREFIX)
            || key.startsWith(MappingOptions.CURRENCY_SIGNS.key() + ".")
            || FLINK_PREFIXES.stream().anyMatch(key::startsWith);
    if (!passedThrough && !OWN_KEYS.contains(key)) {
      throw new ConfigurationException(
          key,
          "set",
          "one of the options of docs/configuration.md; similar ones: " + similar(key, flink));
    }
  }

  private static String similar(String key, FlinkOptions flink) {
    Set<String> known = new HashSet<>(flink.names());
    known.addAll(OWN_KEYS);
    return Nearest.to(key, known);
  }

  private static Object readYaml(Path file) {
    try {
      return new Load(LoadSettings.builder().setLabel(file.toString()).build())
          .loadFromString(Files.readString(file));
    } catch (IOException e) {
      throw new ConfigurationException("--config", file.toString(), "a file that can be read");
    } catch (YamlEngineException e) {
      throw new ConfigurationException("--config", file.toString(), "YAML; " + e.getMessage());
    }
  }

  private static void flatten(String prefix, Object node, Map<String, String> into) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> flatten(join(prefix, String.valueOf(key)), value, into));
    } else if (node instanceof List<?> list) {
      into.put(prefix, list.stream().map(JobConfiguration::item).collect(Collectors.joining(";")));
    } else if (node != null) {
      into.put(prefix, String.valueOf(node));
    }
  }

  /** Blanks at the ends of an item are part of it. */
  private static String item(Object item) {
    String text = String.valueOf(item);
    return text.equals(text.strip()) ? text : "'" + text.replace("'", "''") + "'";
  }

  private static String join(String prefix, String key) {
    return prefix.isEmpty() ? key : prefix + "." + key;
  }
}
