package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.segment.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(
            settings("delivery.skip-hooks=" + value).mapping().rules().history().skipHooksAboveMs())
        .isEqualTo(aboveMs);
  }

  @Test
  void aLongerTimeOutOfFlinkAllowsOneOfRequests() {
    assertThat(
            settings("delivery.request-timeout=3 min", "task.cancellation.timeout=190 s")
                .delivery()
                .requestTimeout())
        .hasMinutes(3);
    assertThat(
            settings("delivery.request-timeout=1 h", "task.cancellation.timeout=0")
                .delivery()
                .requestTimeout())
        .hasHours(1);
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
          delivery.max-in-flight=0                     | delivery.max-in-flight       | 0          | 1 to 1000
          suppress.event=User Deleted                  | suppress.event               | User Deleted | another event than that of forget.event
          unsuppress.event=User Suppressed             | unsuppress.event             | User Suppressed | another event than that of suppress.event
          delivery.max-in-flight=many                  | delivery.max-in-flight       | many       | form of its default
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
          identity.link-ttl=40000 d            | identity.link-ttl    | PT960000H  | at most 36500 d
          profile.ttl=100000000 d              | profile.ttl          | PT2400000000H | at most 36500 d
          identity.repeat-window=0 s           | identity.repeat-window | PT0S     | above zero
          identity.max-messages=10             | identity.max-messages | 10        | 1000 to 100000000
          identity.stitching=maybe             | identity.stitching   | maybe      | last-known
          delivery.single-call-share=100       | delivery.single-call-share | 100  | 1 to 99
          delivery.skip-hooks=old              | delivery.skip-hooks  | old        | never, always, or an age such as 24 h
          delivery.skip-hooks=-1 h             | delivery.skip-hooks  | -1 h       | never, always, or an age such as 24 h
          delivery.request-timeout=3 min       | delivery.request-timeout | 180000 ms | at most 170000 ms
          task.cancellation.timeout=35 s       | delivery.request-timeout | 30000 ms | task.cancellation.timeout
          task.cancellation.timeout=5 s        | delivery.request-timeout | 30000 ms | at most 0 ms
          delivery.past-retention=drop         | delivery.past-retention | drop    | send
          identity.audit=true                  | identity.audit-salt-file | is not set | secret salt
          delivery.mode=dark                   | delivery.mode        | dark       | live
          delivery.mode=shadow                 | delivery.shadow-topic | is not set | required
          mapping.decimal-separator=,          | mapping.decimal-separator | ,   | one of [point, comma]
          mapping.drop=attributes.a,attributes.b | mapping.drop       | a,attributes.b | separated by ';'
          mapping.hash=event_params.a, city    | mapping.hash         | a, city    | separated by ';'
          identity.custom-identifiers=card,club | identity.custom-identifiers | card,club | separated by ';'
          source.topic-pattern=.*              | source.topic-pattern | .*         | does not match segment-insider-receipts
          source.topic-pattern=segment-.*      | source.topic-pattern | segment-.* | outcome.receipts-topic
          source.topic-pattern=.*letters       | source.topic-pattern | .*letters  | outcome.dead-letters-topic
          source.topic-pattern=.*-audit        | source.topic-pattern | .*-audit   | identity.audit-topic
          source.topics=segment-insider-receipts | source.topics      | receipts   | other topics than the job's own
          outcome.receipts-topic=segment-events | source.topics       | segment-events | outcome.receipts-topic
          forget.control-topic=segment-events  | source.topics        | segment-events | forget.control-topic
          forget.control-topic=segment-insider-receipts | forget.control-topic | receipts | another topic than that of outcome.receipts-topic
          source.trusted-topics=segment-server | source.trusted-topics | segment-server | one of source.topics, [segment-events]
          source.trusted-topics=segment-events.* | source.trusted-topics | segment-events.* | one of source.topics
          source.trusted-topics=segment-events,x | source.trusted-topics | segment-events,x | separated by ';'
          kafka.acks=1                         | kafka.acks           | 1          | all
          kafka.acks=0                         | kafka.acks           | 0          | all
          kafka.enable.idempotence=false       | kafka.enable.idempotence | false  | true
          kafka.retries=0                      | kafka.retries        | 0          | above 0
          kafka.max.in.flight.requests.per.connection=6 | kafka.max.in.flight.requests.per.connection | 6 | 1 to 5
          kafka.group.id=live                  | kafka.group.id       | live       | source.group-id
          kafka.transactional.id=x             | kafka.transactional.id | x        | outcome.transactional-id-prefix
          kafka.transaction.timeout.ms=1       | kafka.transaction.timeout.ms | 1  | outcome.transaction-timeout
          kafka.enable.auto.commit=true        | kafka.enable.auto.commit | true   | checkpoints
          kafka.auto.offset.reset=newest       | kafka.auto.offset.reset | newest  | earliest, latest or none
          kafka.isolation.level=committed      | kafka.isolation.level | committed | read_committed
          kafka.value.serializer=x             | kafka.value.serializer | x        | writes bytes
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

  @ParameterizedTest
  @ValueSource(strings = {"attributes.email", "attributes.phone_number"})
  void anIdentifierIsNotHashedByTheNameOfItsAttribute(String field) {
    assertThatThrownBy(() -> settings("mapping.hash=attributes.city;" + field))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mapping.hash")
        .hasMessageContaining(field)
        .hasMessageContaining("-as-identifier is false");
    assertThat(
            settings(
                    "mapping.hash=" + field,
                    "identity.email-as-identifier=false",
                    "identity.phone-as-identifier=false")
                .mapping()
                .rules()
                .hash())
        .containsExactly(field);
  }

  @Test
  void anUnknownOptionIsRefusedWithTheSimilarOnes() {
    assertThatThrownBy(() -> settings("delivery.max-inflight=4"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'delivery.max-inflight'")
        .hasMessageContaining("similar ones: delivery.max-in-flight,");
    assertThatThrownBy(() -> settings("outcome.transacton-timeout=15 min"))
        .hasMessageContaining("similar ones: outcome.transaction-timeout,");
    assertThatThrownBy(() -> settings("paralellism.default=4"))
        .hasMessageContaining("similar ones: parallelism.default,");
  }

  @ParameterizedTest
  @CsvSource({
    "outcome.transaction-timeout=15, such as 15 min",
    "identity.repeat-window=24, such as 24 min",
    "delivery.request-timeout=030, a duration with its unit",
    "state.backend.type=rocks, 'one of forst, hashmap, rocksdb'",
    "restart-strategy.type=always, exponential-delay",
    "execution.checkpointing.storage=s3, filesystem"
  })
  void aDurationHasAUnitAndANameIsOneOfThose(String option, String expected) {
    assertThatThrownBy(() -> settings(option))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void nothingAndAClassNeedNoUnitAndNoName() {
    assertThat(settings("state.backend.type=com.example.Backend")).isNotNull();
    assertThat(settings("source.partition-discovery=0").source().partitionDiscovery()).isZero();
  }

  @Test
  void whatKafkaTakesAnywayPasses() {
    assertThat(settings("kafka.acks=-1").kafka()).containsEntry("acks", "-1");
    assertThat(settings("kafka.auto.offset.reset=none").kafka())
        .containsEntry("auto.offset.reset", "none");
  }

  @Test
  void aPatternThatMatchesEventsOnlyIsTaken() {
    assertThat(settings("source.topic-pattern=segment-events-.*").source().topicPattern())
        .isEqualTo("segment-events-.*");
  }

  @Test
  void noTopicIsTrustedUnlessItIsNamed() {
    assertThat(settings().mapping().rules().trustedTopics()).isEmpty();
    assertThat(
            settings("source.topics=web;server", "source.trusted-topics=server")
                .mapping()
                .rules()
                .trustedTopics())
        .containsExactly("server");
    String pattern = "source.topic-pattern=segment-events-.*";
    assertThat(
            settings(pattern, "source.trusted-topics=segment-events-server")
                .mapping()
                .rules()
                .trustedTopics())
        .containsExactly("segment-events-server");
    assertThatThrownBy(() -> settings(pattern, "source.trusted-topics=segment-events"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("source.trusted-topics")
        .hasMessageContaining("source.topic-pattern, segment-events-.*, matches");
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
                Path.of("conf/job.yaml"),
                List.of("source.topics=a;b", "delivery.max-in-flight=3")));
    assertThat(settings.source().topics()).containsExactly("a", "b");
    assertThat(settings.delivery().maxInFlight()).isEqualTo(3);
    Path list = Files.writeString(folder.resolve("job.yaml"), "source:\n  topics: [x, y]\n");
    assertThat(JobConfiguration.load(list, List.of()).get(SourceOptions.TOPICS))
        .containsExactly("x", "y");
  }

  @Test
  void aFileThatIsNoYamlIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), "a: [");
    assertThatThrownBy(() -> JobConfiguration.load(file, List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("job.yaml");
  }
}
