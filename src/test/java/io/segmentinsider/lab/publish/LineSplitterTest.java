package io.segmentinsider.lab.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineSplitterTest {

  static Stream<Arguments> texts() {
    String long1 = "x".repeat(300_000);
    String long2 = "y".repeat(700_000);
    return Stream.of(
        arguments("", List.of()),
        arguments("a\n", List.of("a")),
        arguments("a", List.of("a")),
        arguments("a\nb", List.of("a", "b")),
        arguments("a\n\nb\n", List.of("a", "", "b")),
        arguments("\n", List.of("")),
        arguments("a\r\nb\u0000\n", List.of("a\r", "b\u0000")),
        arguments(long1 + "\n" + long2 + "\nz", List.of(long1, long2, "z")));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void splitsAtNewlinesOnly(String text, List<String> expected) throws IOException {
    assertThat(read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void doesNotDependOnHowTheBytesCome(String text, List<String> expected) throws IOException {
    InputStream inPieces =
        new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(length, 1021));
          }
        };

    assertThat(read(inPieces)).isEqualTo(expected);
  }

  private static List<String> read(InputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    try (LineSplitter lines = new LineSplitter(in)) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        texts.add(new String(line, StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}
