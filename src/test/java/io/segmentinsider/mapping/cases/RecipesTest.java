package io.segmentinsider.mapping.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.mapping.MappingText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes of the documentation: each a mapping file and the cases that it passes. */
class RecipesTest {

  private static final Pattern HEADING = Pattern.compile("(?m)^## (\\d+\\. .*)$");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```json\n(.*?)^```$");

  /**
   * A recipe.
   *
   * @param title its heading
   * @param blocks what stands below it as JSON: a mapping file, and cases
   */
  record Recipe(String title, List<String> blocks) {

    @Override
    public String toString() {
      return title;
    }
  }

  private static Stream<Recipe> recipes() throws IOException {
    String page = Files.readString(Path.of("docs/recipes.md"));
    List<Recipe> recipes = new ArrayList<>();
    Matcher heading = HEADING.matcher(page);
    while (heading.find()) {
      int next = page.indexOf("\n## ", heading.end());
      String section = page.substring(heading.end(), next < 0 ? page.length() : next + 1);
      recipes.add(
          new Recipe(
              heading.group(1), BLOCK.matcher(section).results().map(r -> r.group(1)).toList()));
    }
    return recipes.stream();
  }

  private static CaseRunner runner(String mapping) {
    JobSettings settings = TestSettings.with();
    return new CaseRunner(
        new PresetActions(
            new MappingText("recipe", mapping), settings.source(), settings.mapping().rules()));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aRecipeDoesWhatItsCaseSays(Recipe recipe) throws JsonException {
    assertThat(recipe.blocks()).hasSize(2);
    CaseRunner runner = runner(recipe.blocks().get(0));
    Object cases = new JsonReader().read(recipe.blocks().get(1));
    for (Object subject : cases instanceof JsonArray list ? list : JsonArray.of(cases)) {
      assertThat(runner.run(subject).differences()).isEmpty();
    }
  }

  /** A recipe that does nothing would show nothing. */
  @ParameterizedTest
  @MethodSource("recipes")
  void thePresetAloneDoesNot(Recipe recipe) throws JsonException {
    Object cases = new JsonReader().read(recipe.blocks().get(1));
    CaseRunner preset = runner("{\"extends\":\"default\"}");
    boolean passes = true;
    for (Object subject : cases instanceof JsonArray list ? list : JsonArray.of(cases)) {
      passes &= preset.run(subject).passed();
    }
    assertThat(passes).isFalse();
  }

  @Test
  void thereAreAtLeastTwenty() throws IOException {
    assertThat(recipes()).hasSizeGreaterThanOrEqualTo(20);
  }

  @Test
  void theFileInTheMappingPageIsOne() throws IOException, JsonException {
    String page = Files.readString(Path.of("docs/mapping.md"));
    List<String> files = new ArrayList<>();
    for (String block : BLOCK.matcher(page).results().map(r -> r.group(1)).toList()) {
      Object value = new JsonReader().read(block);
      if (value instanceof JsonArray
          || (value instanceof JsonObject file
              && (file.get("extends") != null || file.get("mappings") != null))) {
        runner(block);
        files.add(block);
      }
    }
    assertThat(files).hasSize(3);
  }

  @Test
  void theCasesInTheMappingPagePass() throws IOException, JsonException {
    String page = Files.readString(Path.of("docs/mapping.md"));
    CaseRunner runner = runner("{\"extends\":\"default\"}");
    int cases = 0;
    for (String block : BLOCK.matcher(page).results().map(r -> r.group(1)).toList()) {
      if (new JsonReader().read(block) instanceof JsonObject subject && subject.has("expect")) {
        assertThat(runner.run(subject).differences()).isEmpty();
        cases++;
      }
    }
    assertThat(cases).isPositive();
  }
}
