package io.segmentinsider.tools.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose an event is, as somebody types it. */
class TracedPersonTest {

  private static boolean isIn(String person, String event) {
    return new TracedPerson(person).isIn(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "u-1 | {'userId':'u-1'} | true",
        "U-1 | {'userId':'u-1'} | true",
        " u-1  | {'userId':' u-1 '} | true",
        "u-1 | {'userId':'u-12'} | false",
        "u-1 | {'u-1':'x'} | false",
        "u-1 | {'traits':{'list':[{'id':'u-1'}]}} | true",
        "12345 | {'userId':12345} | true",
        "12345 | {'userId':123456} | false",
        "ann@example.test | {'traits':{'email':'Ann@Example.TEST'}} | true",
        "ann+news@example.test | {'traits':{'email':'ann\\u002bnews@example.test'}} | true",
        "a/b/c | {'userId':'a\\/b\\/c'} | true",
        "ann@example.test | {'text':'mail ann@example.test'} | false",
        "+65 9123 4567 | {'traits':{'phone':'+6591234567'}} | true",
        "+6591234567 | {'traits':{'phone':'+65 (9123) 45-67'}} | true",
        "+6591234567 | {'traits':{'phone':'6591234567'}} | true",
        "+6591234567 | {'traits':{'phone':'65912345678'}} | false",
        "+6591234567 | {'text':'call +6591234567'} | false",
        "Jörg | {'userId':'JÖRG'} | true",
        "Jörg | {'userId':'j\\u00f6rg'} | true",
        "true | {'flag':true} | true",
        "u-1 | nonsense u-1 | false",
        "u-1 | [ | false"
      })
  void aPersonIsFoundByAWholeValue(String person, String event, boolean expected) {
    assertThat(isIn(person, event)).isEqualTo(expected);
  }

  @Test
  void aPersonDoesNotTellWhoItIs() {
    assertThat(new TracedPerson("ann@example.test").toString()).doesNotContain("ann");
  }
}
