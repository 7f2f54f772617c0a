package io.segmentinsider.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.rest.RestClientConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own calls and Flink's client go to the same place. */
class RestAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://flink,                  flink, 80,   '',       http://flink/jobs/overview",
    "http://flink:8081/,            flink, 8081, '',       http://flink:8081/jobs/overview",
    "https://flink,                 flink, 443,  '',       https://flink/jobs/overview",
    "https://flink/a/b,             flink, 443,  /a/b,     https://flink/a/b/jobs/overview",
    "http://flink:8081/a%20b/,      flink, 8081, /a%20b,   http://flink:8081/a%20b/jobs/overview",
    "http://[::1]:8081/a,           [::1], 8081, /a,       http://[::1]:8081/a/jobs/overview"
  })
  void anAddressIsTheSameForBoth(
      String address, String host, int port, String path, String overview) {
    RestAddress rest = RestAddress.of(URI.create(address));
    Configuration client = rest.clientConfiguration();
    assertThat(client.get(RestOptions.ADDRESS)).isEqualTo(host);
    assertThat(client.get(RestOptions.PORT)).isEqualTo(port);
    assertThat(client.get(RestOptions.PATH)).isEqualTo(path);
    assertThat(client.get(SecurityOptions.SSL_REST_ENABLED)).isEqualTo(address.startsWith("https"));
    assertThat(rest.resolve("/jobs/overview")).hasToString(overview);
  }

  @ParameterizedTest
  @CsvSource({"http://flink", "https://flink"})
  void flinksClientCanBeMadeFromIt(String address) {
    Configuration client = RestAddress.of(URI.create(address)).clientConfiguration();
    assertThatCode(() -> RestClientConfiguration.fromConfiguration(client))
        .doesNotThrowAnyException();
  }
}
