package io.segmentinsider.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashes stand in state: their values are those that the authors of FNV publish, for ever. */
class Fnv1aTest {

  @ParameterizedTest
  @CsvSource({
    "'', cbf29ce484222325",
    "a, af63dc4c8601ec8c",
    "foobar, 85944171f73967e8",
    "chongo was here!, 858e2fa32a55e61d"
  })
  void aTextHasThePublishedHash(String text, String hash) {
    assertThat(Fnv1a.hash(text)).isEqualTo(Long.parseUnsignedLong(hash, 16));
  }

  @Property
  void aTextHasTheHashOfItsBytesAlsoIfItBeginsWithALetterOfItsOwn(@ForAll String text) {
    assertThat(Fnv1a.hash(text)).isEqualTo(Fnv1a.hash(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(Fnv1a.hash('c', text)).isEqualTo(Fnv1a.hash("c" + text));
  }
}
