package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

/** Names, types and defaults of the options: what stands in people's configuration files. */
class OptionsStayTest {

  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void noOptionChangesItsNameTypeOrDefault() throws Exception {
    List<String> rows = new ArrayList<>();
    List<ConfigOption<?>> seen = new ArrayList<>();
    for (Class<?> group : groups()) {
      for (Field field : group.getFields()) {
        if (field.getType() == ConfigOption.class) {
          ConfigOption<?> option = (ConfigOption<?>) field.get(null);
          rows.add("%s | %s | %s".formatted(option.key(), typeOf(field), option.defaultValue()));
          seen.add(option);
        }
      }
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(JobOptions.ALL);
    Golden.assertAllStay(
        "options.txt",
        rows,
        "a name that goes stops the start of every job that sets it (keep it with"
            + " withDeprecatedKeys); another type refuses values that were right; another default"
            + " changes what a job does whose configuration did not change.");
  }

  private static List<Class<?>> groups() throws Exception {
    List<Class<?>> groups = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(file -> file.toString().endsWith("Options.java")).toList()) {
        String path = SOURCES.relativize(file).toString();
        groups.add(Class.forName(path.replace(".java", "").replace('/', '.')));
      }
    }
    return groups;
  }

  private static String typeOf(Field field) {
    Type type = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
    return type instanceof Class<?> words && words.isEnum()
        ? Arrays.stream(words.getEnumConstants())
            .map(String::valueOf)
            .sorted()
            .collect(Collectors.joining(", "))
        : type.getTypeName().replaceAll("[a-z.]+\\.([A-Z])", "$1");
  }
}
