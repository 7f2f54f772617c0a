package io.segmentinsider.tools.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DifferencesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ORDER =
      "{uuid:[u1]} {} confirmation_page_view@0{event_group_id:o1,unit_price:2,quantity:3,currency:SGD}";

  /** {@code {identifiers} {attributes} name@second{params} …}, without the quotes of JSON. */
  private static ComparedProfile profile(String text) throws Exception {
    String[] parts = text.strip().split(" ", -1);
    StringBuilder events = new StringBuilder();
    for (String event : Arrays.asList(parts).subList(2, parts.length)) {
      int at = event.indexOf('@');
      int brace = event.indexOf('{');
      events
          .append(events.isEmpty() ? "" : ",")
          .append("{\"event_name\":\"")
          .append(event, 0, at)
          .append("\",\"timestamp\":\"2026-05-01T00:00:0")
          .append(event, at + 1, brace)
          .append("Z\",\"event_params\":")
          .append(quoted(event.substring(brace)))
          .append('}');
    }
    return new ComparedProfile(
        JSON.readTree(
            "{\"identifiers\":"
                + quoted(parts[0])
                + ",\"attributes\":"
                + quoted(parts[1])
                + ",\"events\":["
                + events
                + "]}"));
  }

  private static String quoted(String text) {
    return text.replaceAll("([A-Za-z_][A-Za-z_0-9.]*)", "\"$1\"");
  }

  private static List<ComparedProfile> profiles(String text) throws Exception {
    List<ComparedProfile> profiles = new ArrayList<>();
    for (String each : text.split(" \\| ", -1)) {
      if (!each.isBlank() && !each.strip().equals("-")) {
        profiles.add(profile(each));
      }
    }
    return profiles;
  }

  private static Differences compare(String shadow, String segment, boolean showValues)
      throws Exception {
    Differences differences = new Differences(2, showValues);
    ComparedPerson.of(profiles(shadow), profiles(segment)).forEach(differences::add);
    return differences;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{uuid:[u1]} {}; -; USER_ONLY_IN_SHADOW",
        "-; {uuid:[u1]} {}; USER_ONLY_AT_SEGMENT",
        "{segment_anonymous_id:[a1]} {}; -; DEVICE_ONLY_IN_SHADOW",
        "-; {segment_anonymous_id:[a1]} {}; DEVICE_ONLY_AT_SEGMENT",
        "{uuid:[u1]} {} | {uuid:[u2]} {}; {uuid:[u1,u2]} {}; USERS_MERGED_AT_SEGMENT",
        "{uuid:[u1,u2]} {}; {uuid:[u1]} {} | {uuid:[u2]} {}; USERS_MERGED_IN_SHADOW",
        "{uuid:[u1],segment_anonymous_id:[a1]} {}; {uuid:[u1]} {} | {segment_anonymous_id:[a1]} {};"
            + " DEVICE_JOINED_IN_SHADOW",
        "{uuid:[u1]} {} | {segment_anonymous_id:[a1]} {}; {uuid:[u1],segment_anonymous_id:[a1]} {};"
            + " DEVICE_JOINED_AT_SEGMENT",
        "{uuid:[u1],email:[e1]} {}; {uuid:[u1]} {}; IDENTIFIER_ONLY_IN_SHADOW email",
        "{uuid:[u1]} {}; {uuid:[u1],email:[e1]} {}; IDENTIFIER_ONLY_AT_SEGMENT email",
        "{uuid:[u1]} {city:Rome}; {uuid:[u1]} {}; ATTRIBUTE_ONLY_IN_SHADOW city",
        "{uuid:[u1]} {}; {uuid:[u1]} {custom:{city:Rome}}; ATTRIBUTE_ONLY_AT_SEGMENT custom.city",
        "{uuid:[u1]} {city:Rome}; {uuid:[u1]} {city:Bonn}; ATTRIBUTE_DIFFERS city",
        "{uuid:[u1]} {} read@0{}; {uuid:[u1]} {}; EVENT_ONLY_IN_SHADOW read",
        "{uuid:[u1]} {} read@0{}; {uuid:[u1]} {} read@0{} read@0{}; EVENT_ONLY_AT_SEGMENT read",
        "{uuid:[u1]} {} read@0{a:1}; {uuid:[u1]} {} read@0{}; PARAMETER_ONLY_IN_SHADOW read.a",
        "{uuid:[u1]} {} read@0{}; {uuid:[u1]} {} read@0{custom:{a:1}};"
            + " PARAMETER_ONLY_AT_SEGMENT read.custom.a",
        "{uuid:[u1]} {} read@0{a:1}; {uuid:[u1]} {} read@0{a:2}; PARAMETER_DIFFERS read.a"
      })
  void eachKindHasItsName(String shadow, String segment, String expected) throws Exception {
    Differences differences = compare(shadow, segment, false);

    assertThat(differences.found())
        .extracting(found -> (found.kind() + " " + found.field()).strip())
        .containsExactly(expected);
    assertThat(differences.same()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{uuid:[u1]} {}; ORDER_ONLY_AT_SEGMENT",
        "{uuid:[u1]} {} confirmation_page_view@0"
            + "{event_group_id:o1,unit_price:3,quantity:3,currency:SGD}; ORDER_TOTAL_DIFFERS",
        "{uuid:[u1]} {} confirmation_page_view@0"
            + "{event_group_id:o1,unit_price:2,quantity:3,currency:USD}; ORDER_CURRENCY_DIFFERS",
        "{uuid:[u1]} {} confirmation_page_view@0"
            + "{event_group_id:o1,unit_price:2,quantity:3,currency:SGD} confirmation_page_view@0"
            + "{event_group_id:o1,unit_price:0,quantity:1,currency:SGD}; ORDER_LINES_DIFFER"
      })
  void ordersAreComparedAsAWhole(String shadow, String expected) throws Exception {
    assertThat(compare(shadow, ORDER, false).found())
        .filteredOn(Compared.Found::grave)
        .extracting(found -> found.kind().toString())
        .containsExactly(expected);
  }

  /** A price of 2 in three pieces is one of 6; the parameters still differ. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{uuid:[u1]} {} confirmation_page_view@0"
            + "{event_group_id:o1,unit_price:6,quantity:1,currency:SGD}",
        "{uuid:[u1]} {} purchase@0{event_group_id:o1,unit_price:2,quantity:3,currency:SGD}"
      })
  void otherWordsForTheSameOrderAreNotGrave(String shadow) throws Exception {
    Differences differences = compare(shadow, ORDER, false);

    assertThat(differences.found()).isNotEmpty().noneMatch(Compared.Found::grave);
  }

  /** Case of identifiers, forms of numbers, order of events. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{uuid:[u1],email:[Ann]} {}; {uuid:[u1],email:[ann]} {}",
        "{uuid:[u1]} {age:1.0}; {uuid:[u1]} {age:1}",
        "{uuid:[u1]} {} a@0{} b@1{}; {uuid:[u1]} {} b@1{} a@0{}",
        "{uuid:[u1]} {} a@0{product_id:p1} a@0{product_id:p2};"
            + " {uuid:[u1]} {} a@0{product_id:p2} a@0{product_id:p1}"
      })
  void spellingAndOrderAreNoDifference(String shadow, String segment) throws Exception {
    Differences differences = compare(shadow, segment, false);

    assertThat(differences.found()).isEmpty();
    assertThat(differences.same()).isEqualTo(1);
  }

  @Test
  void valuesAreHiddenUnlessTheyAreAskedFor() throws Exception {
    String shadow = "{uuid:[u1]} {city:Rome}";
    String segment = "{uuid:[u1]} {city:Bonn}";

    Compared.Example hidden = compare(shadow, segment, false).found().get(0).examples().get(0);
    Compared.Example shown = compare(shadow, segment, true).found().get(0).examples().get(0);

    assertThat(hidden).isEqualTo(new Compared.Example("uuid text of 2", "text of 4", "text of 4"));
    assertThat(shown).isEqualTo(new Compared.Example("uuid u1", "Rome", "Bonn"));
  }

  @Test
  void examplesAreFewAndAllAreCounted() throws Exception {
    StringBuilder many = new StringBuilder("{uuid:[u0]} {}");
    for (int i = 1; i < 9; i++) {
      many.append(" | {uuid:[u").append(i).append("]} {}");
    }

    Compared.Found found = compare(many.toString(), "-", false).found().get(0);

    assertThat(found.count()).isEqualTo(9);
    assertThat(found.examples()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void thePageSaysWhatEachKindMeans(Difference kind) throws Exception {
    assertThat(Files.readString(Path.of("docs/cut-over.md"))).contains("`" + kind + "`");
  }
}
