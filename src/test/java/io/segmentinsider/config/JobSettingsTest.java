package io.segmentinsider.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {

  private static JobSettings settings(String... options) {
    Map<String, String> map =
        new HashMap<>(
            Map.of("kafka.bootstrap.servers", "localhost:9092", "delivery.partner-name", "MyShop"));
    for (String option : options) {
      int equals = option.indexOf('=');
      map.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return JobSettings.from(JobConfiguration.of(map));
  }

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    JobSettings settings = settings();
    assertThat(settings.source().topics()).containsExactly("segment-events");
    assertThat(settings.outcome().receiptsTopic()).isEqualTo("segment-insider-receipts");
    assertThat(settings.outcome().deadLettersTopic()).isEqualTo("segment-insider-dead-letters");
    assertThat(settings.delivery().requestsPerMinute()).isEqualTo(25_000);
  }

  @ParameterizedTest
  @CsvSource({
    "never, 9223372036854775807",
    "always, -9223372036854775808",
    "24 h, 86400000",
    "30d, 2592000000",
    "0 s, 0",
  })
  void skipHooksIsAWordOrAnAge(String value, long aboveMs) {
    assertThat(settings("delivery.skip-hooks=" + value).mapping().history().skipHooksAboveMs())
        .isEqualTo(aboveMs);
  }

  @Test
  void thePartnerNameIsLowerCase() {
    assertThat(settings().delivery().partnerName()).isEqualTo("myshop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          delivery.lanes=0                     | delivery.lanes       | 0          | 1 to 1000
          delivery.lanes=many                  | delivery.lanes       | many       | form of its default
          delivery.max-users=1001              | delivery.max-users   | 1001       | 1 to 1000
          delivery.max-body=6mb                | delivery.max-body    | 6291456    | 5000000
          delivery.endpoint=http://example.com | delivery.endpoint    | http://    | https
          delivery.endpoint=::                 | delivery.endpoint    | ::         | https
          delivery.linger=-1 s                 | delivery.linger      | -1 s       | 500 ms
          source.start=latest                  | source.start         | latest     | committed
          identity.stitching=newest             | identity.stitching   | newest     | last-known, first-known, off
          delivery.max-waiting=much             | delivery.max-waiting | much       | 32 mb
          source.start=timestamp               | source.start-timestamp | is not set | 2026-05-01T00:00:00Z
          source.topic-pattern=[               | source.topic-pattern | [          | regular expression
          mapping.order-event=order            | mapping.order-event  | order      | purchase
          mapping.default-region=Singapore     | mapping.default-region | Singapore | SG
          mapping.default-currency=usd         | mapping.default-currency | usd    | USD
          identity.stitching=maybe             | identity.stitching   | maybe      | last-known
          delivery.single-call-share=100       | delivery.single-call-share | 100  | 1 to 99
          delivery.skip-hooks=old              | delivery.skip-hooks  | old        | never, always, or an age such as 24 h
          delivery.skip-hooks=-1 h             | delivery.skip-hooks  | -1 h       | never, always, or an age such as 24 h
          delivery.past-retention=drop         | delivery.past-retention | drop    | send
          identity.audit=true                  | identity.audit-salt-file | is not set | secret salt
          delivery.mode=dark                   | delivery.mode        | dark       | live
          delivery.mode=shadow                 | delivery.shadow-topic | is not set | required
          mapping.drop=attributes.a,attributes.b | mapping.drop       | a,attributes.b | separated by ';'
          mapping.hash=event_params.a, city    | mapping.hash         | a, city    | separated by ';'
          identity.custom-identifiers=card,club | identity.custom-identifiers | card,club | separated by ';'
          delivery.partner-name=               | delivery.partner-name |           | required
          """)
  void aWrongOptionIsNamedWithItsValueAndWhatWouldBeRight(
      String option, String key, String value, String expected) {
    assertThatThrownBy(() -> settings(option))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'" + key + "'")
        .hasMessageContaining(value == null ? "" : value)
        .hasMessageContaining(expected);
  }

  @Test
  void anUnknownOptionIsRefusedWithTheSimilarOnes() {
    assertThatThrownBy(() -> settings("delivery.lane=4"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("delivery.lane")
        .hasMessageContaining("delivery.lanes");
  }

  @Test
  void kafkaPropertiesPassThrough() {
    assertThat(settings("kafka.security.protocol=SASL_SSL").kafka())
        .containsEntry("security.protocol", "SASL_SSL");
  }

  @Test
  void theSettingsPrintNoSecret() {
    assertThat(settings("kafka.sasl.jaas.config=password-1234").toString())
        .doesNotContain("password-1234");
  }

  @Test
  void theShippedFileIsRightAndOverridesWin(@TempDir Path folder) throws IOException {
    JobSettings settings =
        JobSettings.from(
            JobConfiguration.load(
                Path.of("conf/job.yaml"), List.of("source.topics=a;b", "delivery.lanes=3")));
    assertThat(settings.source().topics()).containsExactly("a", "b");
    assertThat(settings.delivery().lanes()).isEqualTo(3);
    Path list = Files.writeString(folder.resolve("job.yaml"), "source:\n  topics: [x, y]\n");
    assertThat(JobConfiguration.load(list, List.of()).get(JobOptions.SOURCE_TOPICS))
        .containsExactly("x", "y");
  }

  @Test
  void aFileThatIsNoYamlIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), "a: [");
    assertThatThrownBy(() -> JobConfiguration.load(file, List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("job.yaml");
  }

  @Test
  void theListOfAllOptionsIsComplete() {
    long declared =
        Arrays.stream(JobOptions.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .filter(field -> field.getType() == ConfigOption.class)
            .count();
    assertThat(JobOptions.ALL).hasSize((int) declared).doesNotHaveDuplicates();
  }
}
