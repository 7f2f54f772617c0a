package io.segmentinsider.compatibility.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiquidTemplateTest {

  private static final String INPUT =
      "{\"x\":2.5,\"n\":3,\"zero\":0,\"name\":\"Uno  Deluxe\",\"tags\":[\"red\",\"Blue\"],"
          + "\"off\":false,\"none\":null,\"empty\":\"\",\"dash-key\":\"dk\",\"имя\":\"Анна\","
          + "\"o\":{\"10\":1,\"9\":[],\"b\":{}},\"t\":\"2024-05-01T10:20:30.123Z\",\"big\":9007199254740993}";

  private static String render(String template) throws LiquidException, JsonException {
    return LiquidTemplate.compile(template).render(new JsonReader().read(INPUT));
  }

  /** Expectations come from LiquidJS 10.30.1. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "{{ dash-key }} {{ имя }} => dk Анна",
        "{{ (1..3) }}|{{ (zero..n) | sum }} => 123|6",
        "{{ (9007199254740992..9007199254740994) | size }} => 3",
        "{{ \"a\\\"b\\u00e9\\101\" }} => a\"béA",
        "{{ x y }} {{ x == }} {{ n | }} => 2.5 false 3",
        "{{ tags[-1] }}{{ tags.length }}{{ \"abc\".size }} => Blue23",
        "{{ size }}{{ o.size }} => 03",
        "{% if not off and n >= 3 %}a{% endif %}{% unless n %}b{% else %}c{% endunless %} => ac",
        "{% if none == nil %}a{% endif %}{% if none == gone %}b{% endif %} => a",
        "{% if tags contains \"Blue\" %}a{% endif %}{% if \"10\" < n %}b{% endif %} => a",
        "{% cycle 1, 2 %}{% cycle 1, 2 %}{% cycle 1, 2 %} => 121",
        "{% increment c %}{% increment c %}{% decrement c %}{{ c }} => 0111",
        "{% increment x %}{{ x }} => 2.53.5",
        "{% raw %}{{ x }}{% endraw %}{% break %}gone => {{ x }}",
        "{{ 1.005 | round: 2 }} {{ 7 | modulo: -3 }} {{ 7 | divided_by: 2, 1 }} => 1.01 -2 3",
        "{{ 1000000000000000000000 }} {{ 0.0000001 }} {{ 5 | divided_by: 0 }} => 1e+21 1e-7 Infinity",
        "{{ o | json }} => {\"9\":[],\"10\":1,\"b\":{}}",
        "{{ t | date: \"%-d.%-m.%y %H:%M:%S.%L %z %j %a\" }} => 1.5.24 10:20:30.123 +0000 122 Wed",
        "{{ t | date: \"%H:%M %z\", \"America/New_York\" }} => 06:20 -0400",
        "{{ name | nothing_like_it: 1 | upcase }} => UNO  DELUXE",
        "{{ tags | slice: \"1\", 1 | join }}|{{ tags | slice: \"0\", \"2\" | join }} => Blue|red Blue",
        "{{ \"abc\" | slice: \"-2\", 2 }}|{{ tags | slice: nil | join }}|{{ tags | slice }} => ab|red|",
        "{{ tags | slice: -1 }}|{{ tags | slice: 1, -1 }}|{{ tags | slice: \"-1\", 1 }} => Blue||",
        "{{ none | default: 1, 2 }} {{ x | default: 1, 2 }} => 1 2.5",
        "{{ t | date: \"%H\", \"asia/tokyo\" }}{{ t | date: \"%H\", \"IST\" }} => 1915",
        "{{ t | date: \"%H%Z\", empty }} {{ t | date: \"%H\", nil }} => 10+0000 10",
        "{{ tags | push: nil | join: \",\" }}{{ tags | push: none | join: \",\" }}"
            + " => red,Blue,[object Object]red,Blue,",
        "{{ x | sum: nil }} {{ x | sum: empty }} {{ x | sum: none }} {{ x | sum: gone }} => 0 0 2.5 2.5",
        "{{ \"9JCAgA==\" | base64_decode | size }}{{ \"7aCAeA==\" | base64_decode | size }}"
            + "{{ \"4ICAeA==\" | base64_decode | size }}{{ \"8J+Y\" | base64_decode | size }} => 4441",
        "{{ \"w6nigqzwn5iA\" | base64_decode }} => é€😀",
        "{{ tags | push: k: n | json }}{{ tags | push: k: gone | json }}"
            + " => [\"red\",\"Blue\",[\"k\",3]][\"red\",\"Blue\",[\"k\",null]]",
        "{{ \"abcdef\" | truncate: 3, end: n }} {{ \"kite\" | lstrip: k: 1 }} => end3 ite",
        "{{ off | default: 1, allow_false: true }} {{ off | default: 1, allow_false: true, allow_false: false }} => false 1",
        "{{ empty.size }}|{{ nil.size | json }}|{{ off | default: 1, o, empty }} => ||1",
        "{{ \"-000001-01-01T00:00:00Z\" | date: \"%x %Y\" }} => 1/1/2 -001",
        "{{ t | date: \"%H:%M:%S %z\", 1.5 }} => 10:19:00 -001.5",
        "{{ \"1900-03-01\" | date: \"%T|%H:%M:%S\", \"Asia/Kolkata\" }} => %T|05:21:10",
        "{% increment x %} {% decrement x %} {{ big }}{% increment big %} => 2.5 2.5 9007199254740992"
            + "9007199254740992"
      })
  void printsAsLiquidJs(String template, String text) throws LiquidException, JsonException {
    assertThat(render(template)).isEqualTo(text);
  }

  @Test
  void readsTagsFromLines() throws LiquidException, JsonException {
    assertThat(render("{% liquid\n assign v = n | times: 2\n # a comment\n echo v %}"))
        .isEqualTo("6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ }}",
        "{{{x}}}",
        "{{ x",
        "{% if x %}",
        "{% endif %}",
        "{% for t in tags %}{% endfor %}",
        "{% notag %}",
        "{{ (x) }}",
        "{{ x | plus 1 }}",
        "{{ a[ }}",
        "{% if x %}{% else %}{% else %}{% endif %}",
        "{% assign = 1 %}",
        "{% raw %}"
      })
  void refusesWhatIsNoTemplate(String template) {
    assertThatThrownBy(() -> LiquidTemplate.compile(template)).isInstanceOf(LiquidException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ tags | sort }}",
        "{{ tags | sample }}",
        "{{ \"now\" | date: \"%Y\" }}",
        "{{ x | append }}",
        "{{ \"%zz\" | url_decode }}",
        "{{ \"a\" | base64_decode }}",
        "{{ t | date: \"%H\", \"Nowhere/Town\" }}",
        "{{ t | date: \"%H\", \"+02:00\" }}",
        "{{ off | default: 1, 2 }}"
      })
  void failsOnlyWhereItIsReached(String template) throws LiquidException, JsonException {
    assertThatThrownBy(() -> render(template)).isInstanceOf(LiquidException.class);
    assertThat(render("{% if off %}" + template + "{% endif %}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% capture a %}xxxxxxxxxx{% endcapture %}GROW{{ a }}",
        "{{ (1..999999999) }}",
        "{{ t | date: \"%999999999d\" }}"
      })
  void stopsWhenTheBudgetIsUsedUp(String template) {
    String doubling = "{% capture a %}{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}{% endcapture %}";
    String text = template.replace("GROW", doubling.repeat(14));
    assertThatThrownBy(() -> render(text))
        .isInstanceOf(LiquidException.class)
        .hasMessageContaining("works on more than");
  }

  @Test
  void isAtMostAThousandCharactersLong() throws LiquidException, JsonException {
    assertThat(render("x".repeat(1_000))).hasSize(1_000);
    assertThatThrownBy(() -> LiquidTemplate.compile("x".repeat(1_001)))
        .isInstanceOf(LiquidException.class);
  }
}
