package io.segmentinsider.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.JobConfiguration;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkOptionsTest {

  private static final Path TABLE =
      Path.of("src/main/resources/io/segmentinsider/config/flink-options.txt");

  /** With {@code -Dflink-options.write=true} it is written instead, for another Flink. */
  @Test
  void theTableIsWhatFlinksClassesSay() throws Exception {
    String table =
        options().entrySet().stream()
            .map(option -> option.getKey() + " " + option.getValue() + "\n")
            .collect(Collectors.joining());
    if (Boolean.getBoolean("flink-options.write")) {
      Files.writeString(TABLE, table);
    }
    assertThat(Files.readString(TABLE)).isEqualTo(table);
    assertThat(table.lines()).hasSizeGreaterThan(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execution.checkpointing.interval=10 s",
        "execution.checkpointing.mode=exactly-once",
        "state.backend.type=rocksdb",
        "state.backend.type=com.example.Factory",
        "state.backend.rocksdb.memory.managed=true",
        "restart-strategy.type=exponential-delay",
        "parallelism.default=4",
        "taskmanager.memory.process.size=4g",
        "taskmanager.numberOfTaskSlots=2",
        "pipeline.global-job-parameters.team=crm",
        "task.cancellation.timeout=5 min",
        "classloader.resolve-order=parent-first",
        "pekko.ask.timeout=30 s",
        "metrics.reporter.prom.port=9249",
        "s3.access-key=x",
        "security.ssl.internal.enabled=true"
      })
  void whatFlinkKnowsPasses(String option) {
    assertThatCode(() -> check(option)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "execution.checkpointing.intervall=10 s, did you mean execution.checkpointing.interval",
    "state.backend.typ=rocksdb, did you mean state.backend.type",
    "state.backend.rockdb.memory.managed=true, state.backend.rocksdb.memory.managed",
    "paralelism.default=4, similar ones",
    "taskmanager.numberOfSlots=2, taskmanager.numberOfTaskSlots",
    "task.cancelation.timeout=5 min, did you mean task.cancellation.timeout",
    "task.cancellation.timeout=300, with its unit",
    "pekko.ask.timeout=long, Duration",
    "classloader.resolve-ordr=parent-first, similar ones",
    "execution.checkpointing.interval=10, with its unit",
    "execution.checkpointing.interval=soon, Duration",
    "execution.checkpointing.unaligned.enabled=maybe, Boolean",
    "parallelism.default=many, Integer",
    "taskmanager.memory.process.size=big, MemorySize",
    "execution.checkpointing.mode=sometimes, EXACTLY_ONCE",
  })
  void whatFlinkDoesNotKnowIsRefusedWithWhatWouldBeRight(String option, String expected) {
    assertThatThrownBy(() -> check(option))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(option.substring(0, option.indexOf('=')))
        .hasMessageContaining(expected);
  }

  private static void check(String option) {
    int equals = option.indexOf('=');
    JobConfiguration.of(Map.of(option.substring(0, equals), option.substring(equals + 1)));
  }

  private static Map<String, String> options() throws Exception {
    Map<String, String> options = new TreeMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      // What a reporter takes stands below the name that somebody gives it.
      if (entry.contains("flink")
          && entry.endsWith(".jar")
          && !entry.endsWith("-tests.jar")
          && !entry.contains("flink-metrics-prometheus")) {
        addOptionsOf(entry, options);
      }
    }
    return options;
  }

  private static void addOptionsOf(String file, Map<String, String> into)
      throws IOException, ReflectiveOperationException {
    List<String> names;
    try (JarFile jar = new JarFile(file)) {
      names =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(
                  name ->
                      name.startsWith("org/apache/flink/") && !name.matches(".*/(shaded|table)/.*"))
              .filter(name -> name.matches(".*Options(Internal)?\\.class"))
              .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
              .toList();
    }
    for (String name : names) {
      for (Field field : Class.forName(name).getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && ConfigOption.class.isAssignableFrom(field.getType())) {
          field.setAccessible(true);
          add((ConfigOption<?>) field.get(null), into);
        }
      }
    }
  }

  private static void add(ConfigOption<?> option, Map<String, String> into)
      throws ReflectiveOperationException {
    String type = typeOf(option);
    into.put(option.key(), type);
    for (FallbackKey key : option.fallbackKeys()) {
      into.putIfAbsent(key.getKey(), type);
    }
  }

  private static String typeOf(ConfigOption<?> option) throws ReflectiveOperationException {
    Field clazz = ConfigOption.class.getDeclaredField("clazz");
    clazz.setAccessible(true);
    Field isList = ConfigOption.class.getDeclaredField("isList");
    isList.setAccessible(true);
    Class<?> type = (Class<?>) clazz.get(option);
    if (isList.getBoolean(option)) {
      return "List";
    }
    return type.isEnum()
        ? "one of "
            + Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.joining(", "))
        : type.getSimpleName();
  }
}
