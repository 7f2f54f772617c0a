package io.segmentinsider.tools.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that let others in. */
class ConsoleCredentialsTest {

  @TempDir private Path folder;

  @Test
  void aTokenIsReadWithoutItsLineEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
    assertThat(ConsoleCredentials.token(file)).isEqualTo("0123456789abcdef");
    assertThat(ConsoleCredentials.token(null)).isNull();
  }

  @Test
  void whatIsNoSecretIsRefused() throws IOException {
    for (String text : new String[] {"", "\n", "short", "0123456789 abcdef", "0123456789abcdéf"}) {
      Path file = Files.writeString(folder.resolve("token"), text);
      assertThatThrownBy(() -> ConsoleCredentials.token(file))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("--token-file");
    }
    assertThatThrownBy(() -> ConsoleCredentials.token(folder.resolve("nowhere")))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void whatIsNoKeystoreIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("keys.p12"), "nothing");
    assertThatThrownBy(() -> ConsoleCredentials.tls(file, file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--tls-password-file");
  }
}
