package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The glossary, and the way from a question to a class, name what is there. */
class GlossaryTest {

  private static final Path PAGE = Path.of("docs/glossary.md");
  private static final List<Path> WHAT_SHOWS =
      List.of(
          Path.of("docs/configuration.md"),
          Path.of("docs/metrics.md"),
          Path.of("docs/reasons.md"),
          Path.of("docs/report.md"),
          Path.of("docs/insider-api.md"));
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void everyClassOfATermIsThere() throws IOException {
    Set<String> classes = classes();

    for (String[] term : terms()) {
      assertThat(classes).as(term[0]).containsAll(codeIn(term[2]));
    }
  }

  @Test
  void everyClassThatAQuestionLeadsToIsThere() throws IOException {
    List<String[]> questions = rows(Path.of("docs/architecture.md"), "| that ", "| wh", "| how ");
    Set<String> classes = classes();

    assertThat(questions).hasSizeGreaterThan(40);
    for (String[] question : questions) {
      List<String> named = codeIn(question[1]);
      named.removeIf(name -> name.startsWith("…"));
      assertThat(named).as(question[0]).isNotEmpty();
      assertThat(classes).as(question[0]).containsAll(named);
    }
  }

  @Test
  void everyClassThatCutsAPathIsThere() throws IOException {
    List<String[]> grammars =
        rows(PAGE, "| Segment's", "| Liquid", "| what another tool", "| Insider's");

    assertThat(grammars).hasSize(5);
    for (String[] grammar : grammars) {
      assertThat(classes()).as(grammar[0]).containsAll(codeIn(grammar[1]));
    }
  }

  @Test
  void everyOptionMetricAndMemberOfATermIsOnItsPage() throws IOException {
    StringBuilder pages = new StringBuilder();
    for (Path page : WHAT_SHOWS) {
      pages.append(Files.readString(page));
    }

    for (String[] term : terms()) {
      for (String name : codeIn(term[3])) {
        assertThat(pages).as(term[0]).contains(name);
      }
    }
  }

  @Test
  void termsStandInTheOrderOfTheAlphabetAndOnce() throws IOException {
    assertThat(terms())
        .extracting(term -> term[0].replace("*", ""))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  /** Term, meaning, code, where it shows. */
  private static List<String[]> terms() throws IOException {
    List<String[]> terms = rows(PAGE, "| **");
    assertThat(terms).isNotEmpty().allSatisfy(term -> assertThat(term).hasSize(4));
    return terms;
  }

  /** The cells of the rows of a page that begin with one of these. */
  private static List<String[]> rows(Path page, String... beginnings) throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(page)) {
      if (Stream.of(beginnings).anyMatch(line::startsWith) && !line.startsWith("| where is it")) {
        rows.add(line.substring(2, line.length() - 2).split(" \\| ", -1));
      }
    }
    return rows;
  }

  private static List<String> codeIn(String cell) {
    List<String> names = new ArrayList<>();
    Matcher code = CODE.matcher(cell);
    while (code.find()) {
      names.add(code.group(1));
    }
    return names;
  }

  private static Set<String> classes() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
