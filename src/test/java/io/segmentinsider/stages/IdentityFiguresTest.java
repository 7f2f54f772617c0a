package io.segmentinsider.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The figures of docs/identity.md. */
class IdentityFiguresTest {

  private static final String HEAD =
      """
      | order | partitions | stitching | conflicts | anonymous | stitched | login came before | missed | in another's profile | kept back | uuid merges |
      | --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  @Test
  @Timeout(300)
  void everyEventAfterALoginCarriesTheUserAndNoneStandsWithAnother() throws Exception {
    CorpusRun.Figures figures = new CorpusRun().run(CorpusRun.Order.IN_ORDER, true, 4);
    assertThat(figures.expected()).isGreaterThan(500);
    assertThat(figures.missed()).isZero();
    assertThat(figures.wrong()).isZero();
    assertThat(figures.uuidMerges()).isZero();
  }

  /** Writes {@code target/identity-figures.md}. */
  @Test
  @Timeout(1800)
  @EnabledIfSystemProperty(named = "figures", matches = "true")
  void everyOrderAndRuleHasItsRow() throws Exception {
    CorpusRun corpus = new CorpusRun();
    List<String> rows = new ArrayList<>();
    for (CorpusRun.Order order : CorpusRun.Order.values()) {
      for (boolean keyed : new boolean[] {true, false}) {
        for (int partitions : new int[] {1, 4, 16}) {
          rows.add(row(corpus, order, keyed, partitions, "last-known", "protect"));
          write(rows);
        }
      }
    }
    for (String stitching : List.of("first-known", "off")) {
      rows.add(row(corpus, CorpusRun.Order.IN_ORDER, true, 4, stitching, "protect"));
    }
    for (CorpusRun.Order order : CorpusRun.Order.values()) {
      rows.add(row(corpus, order, true, 4, "last-known", "send"));
    }
    write(rows);
    assertThat(rows).hasSize(23);
  }

  private static String row(
      CorpusRun corpus,
      CorpusRun.Order order,
      boolean keyed,
      int partitions,
      String stitching,
      String conflicts)
      throws Exception {
    CorpusRun.Figures figures =
        corpus.run(
            order,
            keyed,
            partitions,
            "identity.stitching=" + stitching,
            "identity.conflicts=" + conflicts);
    List<Object> cells =
        List.of(
            order.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            partitions + (keyed ? " keyed" : " unkeyed"),
            stitching,
            conflicts,
            figures.anonymous(),
            figures.stitched(),
            figures.expected(),
            figures.missed(),
            figures.wrong(),
            figures.keptBack(),
            figures.uuidMerges());
    return "| " + String.join(" | ", cells.stream().map(String::valueOf).toList()) + " |\n";
  }

  private static void write(List<String> rows) throws Exception {
    Files.writeString(Path.of("target", "identity-figures.md"), HEAD + String.join("", rows));
  }
}
