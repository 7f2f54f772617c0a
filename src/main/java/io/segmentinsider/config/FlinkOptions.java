package io.segmentinsider.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/**
 * Flink's own options by name and type, as Flink ignores a name that it does not know, and finds a
 * wrong value only where it is used. The table is made from Flink's classes by a test.
 */
public final class FlinkOptions {

  /** First words of names that are all in the table. */
  private static final List<String> COMPLETE =
      List.of(
          "cluster.",
          "execution.",
          "heartbeat.",
          "io.",
          "jobmanager.",
          "parallelism.",
          "pipeline.",
          "rest.",
          "restart-strategy.",
          "state.",
          "task.",
          "taskmanager.",
          "web.");

  private static final String TABLE = "flink-options.txt";
  private static final String ENUM = "one of ";

  /** Options that take one of these names, or that of a class, which Flink's types do not say. */
  private static final Map<String, Set<String>> NAMES =
      Map.of(
          "state.backend.type",
          Set.of("hashmap", "rocksdb", "forst"),
          "execution.checkpointing.storage",
          Set.of("jobmanager", "filesystem"),
          "restart-strategy.type",
          Set.of(
              "none",
              "off",
              "disable",
              "fixed-delay",
              "fixeddelay",
              "failure-rate",
              "failurerate",
              "exponential-delay",
              "exponentialdelay"));

  private final Map<String, String> typeOf = new TreeMap<>();

  /** Reads the table. */
  public FlinkOptions() {
    try (InputStream in = FlinkOptions.class.getResourceAsStream(TABLE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int blank = line.indexOf(' ');
        typeOf.put(line.substring(0, blank), line.substring(blank + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether Flink has an option of that name. */
  public boolean knows(String key) {
    return typeOf.containsKey(key);
  }

  /**
   * Refuses a name that Flink does not know, and a value that is not of its type.
   *
   * @throws ConfigurationException naming what is similar, or the form of a right value
   */
  public void check(String key, String value) {
    String type = typeOf.get(key);
    if (type != null) {
      checkValue(key, value, type);
    } else if (COMPLETE.stream().anyMatch(key::startsWith) && !hasPrefixThatTakesAnything(key)) {
      throw new ConfigurationException(
          key, "set", "an option of Flink; did you mean " + similar(key));
    }
  }

  /** Maps are written as one option, or as one option for each of their members. */
  private boolean hasPrefixThatTakesAnything(String key) {
    for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
      if ("Map".equals(typeOf.get(key.substring(0, dot)))) {
        return true;
      }
    }
    return false;
  }

  private static void checkValue(String key, String value, String type) {
    Configuration one = new Configuration();
    one.setString(key, value);
    try {
      switch (type) {
        case "Boolean" -> one.get(ConfigOptions.key(key).booleanType().noDefaultValue());
        case "Integer" -> one.get(ConfigOptions.key(key).intType().noDefaultValue());
        case "Long" -> one.get(ConfigOptions.key(key).longType().noDefaultValue());
        case "Double", "Float" -> one.get(ConfigOptions.key(key).doubleType().noDefaultValue());
        case "Duration" -> one.get(ConfigOptions.key(key).durationType().noDefaultValue());
        case "MemorySize" -> one.get(ConfigOptions.key(key).memoryType().noDefaultValue());
        default -> {
          // Text, lists and maps take anything.
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(key, value, "a value of the type " + type);
    }
    Set<String> names = NAMES.get(key);
    if (names != null
        && !names.contains(value.trim().toLowerCase(Locale.ROOT))
        && value.indexOf('.') < 0) {
      throw new ConfigurationException(
          key, value, "one of " + String.join(", ", new TreeSet<>(names)) + ", or a class name");
    }
    if (type.startsWith(ENUM)) {
      requireConstant(key, value, type);
    } else if (type.equals("Duration")) {
      requireUnit(key, value);
    }
  }

  /** Flink takes a number without a unit for milliseconds, which is hardly ever what is meant. */
  private static void requireUnit(String key, String value) {
    String text = value.trim();
    if (!text.equals("0") && text.chars().allMatch(Character::isDigit)) {
      throw new ConfigurationException(key, value, "a duration with its unit, such as 30 s");
    }
  }

  private static void requireConstant(String key, String value, String type) {
    String wanted = value.trim().toUpperCase(Locale.ROOT).replace('-', '_');
    for (String constant : type.substring(ENUM.length()).split(", ", -1)) {
      if (constant.toUpperCase(Locale.ROOT).replace('-', '_').equals(wanted)) {
        return;
      }
    }
    throw new ConfigurationException(key, value, type);
  }

  /** The names of all options in the table. */
  public Set<String> names() {
    return typeOf.keySet();
  }

  private String similar(String key) {
    return Nearest.to(key, typeOf.keySet());
  }
}
