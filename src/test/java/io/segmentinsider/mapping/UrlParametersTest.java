package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.TestSettings;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.insider.PercentEncoding;
import io.segmentinsider.record.Sha256;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and e-mail addresses in addresses. */
class UrlParametersTest {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final UrlParameters BY_DEFAULT =
      rules(MappingOptions.DROP_URL_PARAMETERS.defaultValue(), List.of());

  private static UrlParameters rules(List<String> drop, List<String> hash) {
    return UrlParameters.of(new MapperSettings.QueryParameters(drop, hash, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          https://s.test/reset?email=ann@example.test&token=s3cret      | https://s.test/reset
          https://s.test/reset?token=s3cret&page=2                      | https://s.test/reset?page=2
          https://s.test/reset?page=2&token=s3cret                      | https://s.test/reset?page=2
          https://s.test/reset?page=2&token=s3cret&x=1                  | https://s.test/reset?page=2&x=1
          https://s.test/reset?token=s3cret&email=a&x=1                 | https://s.test/reset?x=1
          https://s.test/reset?token=s3cret#top                         | https://s.test/reset#top
          https://s.test/reset?x=1&token=s3cret#top                     | https://s.test/reset?x=1#top
          https://s.test/#access_token=s3cret&state=7                   | https://s.test/#state=7
          https://s.test/#access_token=s3cret                           | https://s.test/
          https://s.test/#/reset?token=s3cret                           | https://s.test/#/reset
          https://s.test/#/reset?token=s3cret&a=1                       | https://s.test/#/reset?a=1
          ?email=ann@example.test&token=s3cret                          | ``
          ?q=shoes&email=ann@example.test                               | ?q=shoes
          email=ann@example.test&q=shoes                                | q=shoes
          q=shoes&email=ann@example.test                                | q=shoes
          token=s3cret                                                  | ``
          /reset?token=s3cret                                           | /reset
          //s.test/reset?token=s3cret                                   | //s.test/reset
          myapp://reset?token=s3cret                                    | myapp://reset
          www.s.test/reset?Token=s3cret                                 | www.s.test/reset
          https://s.test/a;jsessionid=ABC123                            | https://s.test/a
          https://s.test/a;jsessionid=ABC123?q=1                        | https://s.test/a?q=1
          https://s.test/?a=1;token=s3cret;b=2                          | https://s.test/?a=1;b=2
          https://s.test/?token=s3;cret&b=2                             | https://s.test/?b=2
          https://s.test/?a=1&amp;token=s3cret                          | https://s.test/?a=1&amp
          https://s.test/?%74oken=s3cret                                | https://s.test/
          https://s.test/?user%5Bemail%5D=ann%40example.test            | https://s.test/
          https://s.test/?user[email]=ann@example.test&user[id]=7       | https://s.test/?user[id]=7
          https://s.test/?contact.email=ann@example.test                | https://s.test/
          https://s.test/?customer_email=ann@example.test               | https://s.test/
          https://s.test/?E-Mail=ann@example.test                       | https://s.test/
          https://s.test/?resetPasswordToken=s3cret                     | https://s.test/
          https://s.test/?ACCESS-TOKEN=s3cret                           | https://s.test/
          https://s.test/?token=                                        | https://s.test/
          https://s.test/?token=a=b==&x=1                               | https://s.test/?x=1
          https://s.test/?next=https://t.test/?token=s3cret             | https://s.test/?next=https://t.test/
          https://s.test/?next=https%3A%2F%2Ft.test%2F%3Ftoken%3Ds3cret%26a%3D1 | https://s.test/?next=https%3A%2F%2Ft.test%2F%3Fa%3D1
          https://s.test/?next=%2Freset%3Ftoken%3Ds3cret&x=1            | https://s.test/?next=%2Freset&x=1
          https://s.test/?n=https%3A%2F%2Ft.test%2F%3Fn%3Dhttps%253A%252F%252Fu.test%252F%253Ftoken%253Ds3cret | https://s.test/?n=https%3A%2F%2Ft.test%2F%3Fn%3Dhttps%253A%252F%252Fu.test%252F
          https%3A%2F%2Fs.test%2F%3Ftoken%3Ds3cret                      | https%3A%2F%2Fs.test%2F
          https://ann:s3cret@s.test/a?b=1                               | https://s.test/a?b=1
          https://s3cret@s.test                                         | https://s.test
          Open https://s.test/?token=s3cret now                         | Open https://s.test/ now
          Two: https://s.test/?token=s3cret, https://t.test/?a=1&otp=77 | Two: https://s.test/ https://t.test/?a=1
          <a href="https://s.test/?token=s3cret">x</a>                  | <a href="https://s.test/">x</a>
          [{"url":"https://s.test/?token=s3cret&a=1","n":1}]            | [{"url":"https://s.test/?a=1","n":1}]
          """)
  void whatIsListedDoesNotLeave(String address, String expected) {
    assertThat(BY_DEFAULT.apply(address)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://s.test/reset",
        "https://s.test/?utm_source=mail&utm_campaign=key&gclid=a%20b",
        "https://s.test/?tokens=3&keyboard=us&promo_code=SUMMER&emailed=1",
        "https://s.test/token/s3cret",
        "https://s.test/@ann/photos?x=1",
        "https://s.test/a@b/c",
        "ann@example.test",
        "a = b",
        "50% off & more",
        "the token=s3cret of nobody",
        "1+1=2",
        "=",
        "?=x",
        "?&=&",
        "%",
        "%zz%3",
        "Mozilla/5.0 (X11; Linux x86_64; rv:1) Gecko",
        "https://s.test/?q=%E5%AE%B6%E9%9B%BB",
        "https://s.test/?next=https%3A%2F%2Ft.test%2F%3Fa%3D1",
        "",
      })
  void allElseIsTheSameObject(String text) {
    assertThat(BY_DEFAULT.apply(text)).isSameAs(text);
  }

  @Test
  void aDigestStandsInForTheValueThatIsMeant() {
    UrlParameters rules =
        rules(MappingOptions.DROP_URL_PARAMETERS.defaultValue(), List.of("email"));
    String digest = Sha256.hex("ann b@example.test");
    assertThat(rules.apply("https://s.test/?token=x&email=ann%20b%40example.test&a=1"))
        .isEqualTo("https://s.test/?email=" + digest + "&a=1");
    assertThat(rules.apply("?email=ann+b@example.test")).isEqualTo("?email=" + digest);
  }

  @Test
  void withoutNamesNothingIsRead() {
    String text = "https://ann:x@s.test/?token=s3cret";
    assertThat(UrlParameters.NONE.apply(text)).isSameAs(text);
  }

  @Property
  void noSecretIsLeftWhereverItStands(
      @ForAll("parts") List<String> before,
      @ForAll("parts") List<String> behind,
      @ForAll("secrets") String secret,
      @ForAll @IntRange(max = 2) int encodings) {
    String address =
        "https://s.test/a?" + String.join("", before) + secret + String.join("", behind);
    String text = address;
    for (int i = 0; i < encodings; i++) {
      text = "https://s.test/?next=" + PercentEncoding.encoded(text);
    }
    String read = BY_DEFAULT.apply(text);
    assertThat(read).doesNotContain("s3cret");
    assertThat(BY_DEFAULT.apply(read)).as("once is enough").isEqualTo(read);
  }

  @Provide
  Arbitrary<List<String>> parts() {
    return Arbitraries.of(
            "a=1&", "&b=%20x", "q", "?", "&", "#", ";", "x=%", "/", "%3F", "=", "@", "d=e;f=g")
        .list()
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.of(
        "&token=s3cret", "?email=s3cret", "#otp=s3cret", ";sid=s3cret", "&k[key]=s3cret");
  }

  @Property
  void itNeverFails(@ForAll String text) {
    assertThat(BY_DEFAULT.apply(text)).isNotNull();
    assertThat(BY_DEFAULT.apply("?" + text + "=%" + text)).isNotNull();
  }

  @Test
  void longTextsAreReadInLinearTime() {
    for (String part : List.of("?a=1", "?a=%", ";", "://@", "a=", "&a=%3", "?token=1")) {
      String text = part.repeat(200_000 / part.length());
      long start = THREADS.getCurrentThreadCpuTime();
      BY_DEFAULT.apply(text);
      assertThat(THREADS.getCurrentThreadCpuTime() - start).as(part).isLessThan(2_000_000_000L);
    }
  }

  private static final String PAGE =
      "{\"type\":\"page\",\"userId\":\"u\",\"name\":\"Reset\",\"properties\":{\"url\":"
          + "\"https://shop.example.test/reset?email=ann@example.test&token=s3cret\","
          + "\"search\":\"?email=ann@example.test&token=s3cret\",\"path\":\"/reset\","
          + "\"links\":[\"https://s.test/?token=s3cret\",\"/a\"],"
          + "\"products\":[{\"url\":\"https://s.test/p?token=s3cret&id=1\"}],"
          + "\"referrer\":\"https://s.test/login?next=%2Fa%3Ftoken%3Ds3cret\"},"
          + "\"context\":{\"traits\":{\"avatar\":\"https://cdn.test/a.png?sig=s3cret\"},"
          + "\"campaign\":{\"name\":\"x?token=s3cret\"},"
          + "\"page\":{\"url\":\"https://shop.example.test/?token=s3cret\"}}}";

  @Test
  void itHoldsForEveryFieldOfTheDefaultMapping() {
    Mapped mapped = Mapped.by(Mapped.defaultPreset(Mapped.SETTINGS), PAGE);
    assertThat(mapped.user()).doesNotContain("s3cret", "ann@");
    assertThat(mapped.at("events", 0, "event_params", "url"))
        .isEqualTo("https://shop.example.test/reset");
    assertThat(mapped.at("events", 0, "event_params", "custom", "path")).isEqualTo("/reset");
    assertThat(mapped.at("events", 0, "event_params", "custom", "search")).isNull();
    assertThat(mapped.repairs())
        .contains(
            "url-parameter-cut event_params.url",
            "url-parameter-cut event_params.referrer",
            "url-parameter-cut event_params.custom.search",
            "url-parameter-cut attributes.custom.avatar")
        .doesNotContain("url-parameter-cut event_params.custom.path");
  }

  private static Mapper mapper(String... options) {
    return factory(options).mapper();
  }

  private static MapperFactory factory(String... options) {
    return MapperFactory.of(TestSettings.with(options).mapping());
  }

  @Test
  void oneLineOfConfigurationIsEnough() {
    assertThat(Mapped.by(mapper("mapping.drop-url-parameters", "sig"), PAGE).user())
        .contains("token=s3cret", "https://cdn.test/a.png\"")
        .doesNotContain("sig");
    assertThat(Mapped.by(mapper("mapping.drop-url-parameters", "[]"), PAGE).user())
        .contains("email=ann@example.test&token=s3cret");
    assertThat(Mapped.by(mapper("mapping.hash-url-parameters", "email"), PAGE).user())
        .contains("reset?email=" + Sha256.hex("ann@example.test") + "\"")
        .doesNotContain("s3cret");
  }

  @Test
  void whatWasSentUnderOtherRulesIsNotComparedWith() {
    assertThat(factory("mapping.drop-url-parameters", "sig").version())
        .isNotEqualTo(factory().version());
  }

  private static final String TRACK =
      "{\"type\":\"track\",\"event\":\"Product Viewed\",\"userId\":\"u\","
          + "\"timestamp\":\"2024-05-01T00:00:00Z\",\"properties\":{\"product_id\":\"p\","
          + "\"url\":\"https://s.test/p?token=s3cret\"}}";

  @Test
  void segmentsActionsAreTouchedOnlyWhereSomebodyAsks() {
    Mapper asIs = mapper("mapping.preset", "segment-actions");
    Mapper asked =
        mapper("mapping.preset", "segment-actions", "mapping.drop-url-parameters", "token");
    assertThat(Mapped.users(asIs, TRACK)).anyMatch(user -> user.contains("s3cret"));
    assertThat(Mapped.users(asked, TRACK)).isNotEmpty().noneMatch(user -> user.contains("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "to*ken", "token*", "' '", "token,email"})
  void namesThatMeanNothingAreRefusedAtStart(String name) {
    assertThatThrownBy(() -> mapper("mapping.drop-url-parameters", name))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mapping.drop-url-parameters");
  }
}
