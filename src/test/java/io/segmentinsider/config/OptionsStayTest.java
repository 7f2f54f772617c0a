package io.segmentinsider.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.Golden;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

/** Names, types and defaults of the options: what stands in people's configuration files. */
class OptionsStayTest {

  @Test
  void noOptionChangesItsNameTypeOrDefault() throws Exception {
    List<String> rows = new ArrayList<>();
    List<ConfigOption<?>> seen = new ArrayList<>();
    for (Field field : JobOptions.class.getFields()) {
      if (field.get(null) instanceof ConfigOption<?> option) {
        rows.add("%s | %s | %s".formatted(option.key(), typeOf(field), option.defaultValue()));
        seen.add(option);
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
