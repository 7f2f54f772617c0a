package io.segmentinsider.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.TestSettings;
import io.segmentinsider.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

  @TempDir private Path folder;
  private Path token;
  private Path partner;

  @BeforeEach
  void write() throws IOException {
    token = Files.writeString(folder.resolve("token"), "first\n");
    partner = Files.writeString(folder.resolve("partner"), "ShopTwo\n");
  }

  private Credentials credentials(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.putIfAbsent("delivery.token-file", token.toString());
    return Credentials.of(TestSettings.with(options).delivery());
  }

  @Test
  void theFileWinsOverTheConfiguredName() {
    assertThat(credentials(Map.of()).partnerName()).isEqualTo("shop");
    assertThat(credentials(Map.of("delivery.partner-name-file", partner.toString())).partnerName())
        .isEqualTo("shoptwo");
  }

  @Test
  void bothAreReadAgain() throws IOException {
    Credentials credentials = credentials(Map.of("delivery.partner-name-file", partner.toString()));
    Files.writeString(token, "second");
    Files.writeString(partner, "shopthree");
    credentials.reload();
    assertThat(credentials.token()).isEqualTo("second");
    assertThat(credentials.partnerName()).isEqualTo("shopthree");
  }

  @Test
  void aFileThatIsMissingForAMomentChangesNothing() throws IOException {
    Credentials credentials = credentials(Map.of());
    Files.delete(token);
    credentials.reload();
    assertThat(credentials.token()).isEqualTo("first");
  }

  @Test
  void aFileThatIsMissingAtTheStartIsNamed() {
    assertThatThrownBy(() -> credentials(Map.of("delivery.partner-name-file", "/no/such/file")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("delivery.partner-name-file")
        .hasMessageContaining("/no/such/file");
  }
}
