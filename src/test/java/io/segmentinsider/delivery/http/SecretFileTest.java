package io.segmentinsider.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.delivery.DeliveryOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {

  @TempDir private Path folder;

  private Path file(String content, Charset charset) throws Exception {
    return Files.writeString(folder.resolve("secret"), content, charset);
  }

  private String headerValue(String content) throws Exception {
    return SecretFile.headerValue(
        DeliveryOptions.TOKEN_FILE, file(content, StandardCharsets.UTF_8));
  }

  private String password(String content) throws Exception {
    return SecretFile.password(
        HttpOptions.PROXY_PASSWORD_FILE, file(content, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3y~!", "k3y~!\n", "k3y~!\r\n", " k3y~! \n\n", "\n\tk3y~!\u2028"})
  void lineBreaksAndBlanksAroundAKeyAreNoPartOfIt(String content) throws Exception {
    assertThat(headerValue(content)).isEqualTo("k3y~!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k3y\nk3y",
        "k3y\r\nk3y\r\n",
        "k3y k3y",
        "k3y\tk3y",
        "\uFEFFk3y",
        "k3y\u0000",
        "k3\u00fc",
        "k3y\u200b",
        "\u201ck3y\u201d",
        "",
        " ",
        "\n"
      })
  void whatAHeaderCanNotCarryIsRefusedWithoutTheKey(String content) {
    assertThatThrownBy(() -> headerValue(content))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'delivery.token-file'")
        .hasMessageNotContaining("k3");
  }

  @Test
  void aFileOfAnotherEncodingIsRefused() {
    assertThatThrownBy(
            () ->
                SecretFile.headerValue(
                    DeliveryOptions.TOKEN_FILE, file("k\u00fcy", StandardCharsets.ISO_8859_1)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aPasswordKeepsItsBlanks() throws Exception {
    assertThat(password(" p w\u00fc \n")).isEqualTo(" p w\u00fc ");
    assertThat(password(" p w\r\n")).isEqualTo(" p w");
    assertThat(password("p")).isEqualTo("p");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "p\n\n", "p\nq", "p\rq\n"})
  void aPasswordIsOneLine(String content) {
    assertThatThrownBy(() -> password(content))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'http.proxy-password-file'");
  }
}
