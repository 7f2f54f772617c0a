package io.segmentinsider.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaAdminTest {

  @ParameterizedTest
  @CsvSource({
    "bootstrap.servers, no-such-host.invalid:9092",
    "bootstrap.servers, broker",
    "security.protocol, TSL",
    "sasl.mechanism, SCRAM",
    "ssl.keystore.type, PEM",
  })
  void propertiesOfWhichNoClientCanBeMadeAreAWrongOption(String property, String value) {
    Map<String, String> kafka = new HashMap<>();
    kafka.put("bootstrap.servers", "127.0.0.1:9");
    kafka.put("security.protocol", "SASL_SSL");
    kafka.put(property, value);

    assertThatThrownBy(() -> KafkaAdmin.connect(kafka, Duration.ofSeconds(1)).close())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'kafka.*'")
        .hasMessageContaining("TLS and SASL");
  }

  @Test
  void aSecretIsNotInTheMessage() {
    Map<String, String> kafka =
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:9",
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            "no.such.Module required password=\"s3cret\";");

    assertThatThrownBy(() -> KafkaAdmin.connect(kafka, Duration.ofSeconds(1)).close())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("LoginException")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({
    "request.timeout.ms, 60000",
    "request.timeout.ms, 100",
    "default.api.timeout.ms, 500",
    "default.api.timeout.ms, 120000",
  })
  void oneTimeOutAloneIsNoFault(String property, String millis) {
    Map<String, String> kafka = Map.of("bootstrap.servers", "127.0.0.1:9", property, millis);
    KafkaAdmin.connect(kafka, Duration.ofSeconds(5)).close(Duration.ZERO);
    assertThat(KafkaAdmin.withPatience(kafka, Duration.ofSeconds(5), Duration.ofSeconds(8)))
        .containsEntry(property, millis);
  }
}
