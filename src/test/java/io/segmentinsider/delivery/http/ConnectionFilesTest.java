package io.segmentinsider.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.TestSettings;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.delivery.DeliveryOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every form that people have, and what each of them is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionFilesTest {

  private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
  private static final String AES = "PBEWithHmacSHA256AndAES_256";

  private Path folder;
  private TestKeys keys;
  private TestKeys.Pair rsa;

  @BeforeAll
  void make(@TempDir Path directory) throws Exception {
    folder = directory;
    keys = new TestKeys(folder);
    rsa = keys.pair("rsa", "RSA", "-keysize", "2048", "-validity", "36500");
    keys.pem("certificate.pem", "CERTIFICATE", rsa.certificate());
    TestKeys.Pair other = keys.pair("other", "RSA", "-keysize", "2048", "-validity", "36500");
    TestKeys.Pair ec = keys.pair("ec", "EC", "-groupname", "secp256r1", "-validity", "36500");
    TestKeys.Pair old =
        keys.pair(
            "old",
            "EC",
            "-groupname",
            "secp256r1",
            "-startdate",
            "2020/01/01 00:00:00",
            "-validity",
            "10");
    keys.pem("good.key", "PRIVATE KEY", rsa.key());
    keys.pem("other.key", "PRIVATE KEY", other.key());
    keys.pem("ec.key", "PRIVATE KEY", ec.key());
    keys.pem("ec.pem", "CERTIFICATE", ec.certificate());
    keys.pem("old.key", "PRIVATE KEY", old.key());
    keys.pem("old.pem", "CERTIFICATE", old.certificate());
    keys.pem("aes.key", "ENCRYPTED PRIVATE KEY", TestKeys.encrypted(rsa.key(), AES, "p w!"));
    keys.pem(
        "3des.key",
        "ENCRYPTED PRIVATE KEY",
        TestKeys.encrypted(rsa.key(), "PBEWithSHA1AndDESede", "secret"));
    keys.pem("strange.key", "ENCRYPTED PRIVATE KEY", new byte[] {0x30, 0x03, 0x02, 0x01, 0x00});
    keys.pem("pkcs1.key", "RSA PRIVATE KEY", TestKeys.pkcs1(rsa.key()));
    keys.pem("sec1.key", "EC PRIVATE KEY", new byte[] {0x30, 0x01});
    keys.pem("openssh.key", "OPENSSH PRIVATE KEY", new byte[] {1});
    Files.writeString(
        folder.resolve("traditional.key"),
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-256-CBC,00

        AAAA
        -----END RSA PRIVATE KEY-----
        """);
    keys.pem("damaged.key", "PRIVATE KEY", new byte[] {0x30, 0x01, 0x00});
    keys.pem("public.key", "PUBLIC KEY", new byte[] {0x30});
    Files.write(folder.resolve("der.key"), rsa.key());
    Files.writeString(folder.resolve("none.key"), "nothing\n");
    Files.writeString(
        folder.resolve("both.pem"),
        "Bag Attributes\n    friendlyName: x\n"
            + TestKeys.text("PRIVATE KEY", rsa.key())
            + "subject=/CN=localhost\n"
            + TestKeys.text("CERTIFICATE", rsa.certificate()));
    Files.writeString(
        folder.resolve("two.key"),
        TestKeys.text("PRIVATE KEY", rsa.key()) + TestKeys.text("PRIVATE KEY", other.key()));
    Files.write(folder.resolve("der.crt"), rsa.certificate());
    keys.pem("pkcs7.crt", "PKCS7", new byte[] {0x30, 0x01});
    keys.pem("trusted.crt", "TRUSTED CERTIFICATE", rsa.certificate());
    keys.pem("damaged.crt", "CERTIFICATE", new byte[] {0x30, 0x01, 0x00});
    Files.write(
        folder.resolve("store.jks"),
        new byte[] {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED, 0});
    Files.writeString(
        folder.resolve("bundle.pem"),
        "# ours\n"
            + TestKeys.text("CERTIFICATE", rsa.certificate())
            + "\n# theirs: yes\n"
            + TestKeys.text("CERTIFICATE", other.certificate()).replace("\n", "\r\n"));
    Files.writeString(folder.resolve("password"), "p w!\n");
    Files.writeString(folder.resolve("umlaut"), "p w\u00e4\n");
    Files.writeString(folder.resolve("secret"), "secret\r\n");
    Files.writeString(folder.resolve("wrong"), "wrong");
    Files.writeString(folder.resolve("lines"), "secret\nsecret\n");
    Files.writeString(folder.resolve("empty"), "\n");
  }

  static Stream<Arguments> right() {
    return Stream.of(
        Arguments.of("certificate.pem", "good.key", null),
        Arguments.of("certificate.pem", "aes.key", "password"),
        Arguments.of("certificate.pem", "3des.key", "secret"),
        Arguments.of("both.pem", "both.pem", null),
        Arguments.of("bundle.pem", "good.key", null),
        Arguments.of("ec.pem", "ec.key", null));
  }

  @ParameterizedTest
  @MethodSource("right")
  void theFormsThatJavaReads(String certified, String key, String password) {
    assertThatCode(() -> client(certified, key, password).check(NOW)).doesNotThrowAnyException();
    assertThat(client(certified, key, password).sslContext(NOW)).isNotNull();
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        key("pkcs1.key", "it is PKCS#1.", "openssl pkey -in F -out F.pem"),
        key("sec1.key", "it is SEC 1.", "openssl pkey -in F -out F.pem"),
        key("traditional.key", "it is PKCS#1, encrypted.", "openssl pkey -in F -out F.pem"),
        key("aes.key", "it is encrypted.", "openssl pkey -in F -out F.pem"),
        key("aes.key", "it is encrypted.", "http.client-key-password-file"),
        key("openssh.key", "OpenSSH", "ssh-keygen -p -m PKCS8 -f F"),
        key("der.key", "it is DER.", "openssl pkey -inform DER -in F -out F.pem"),
        key("rsa.p12", "it is PKCS#12.", "openssl pkcs12 -nocerts -nodes -in F"),
        key("certificate.pem", "it holds a CERTIFICATE.", "the file of the private key"),
        key("public.key", "it holds a PUBLIC KEY.", "the file of the private key"),
        key("damaged.key", "damaged", "RSA"),
        key("none.key", "no such line", "BEGIN PRIVATE KEY"),
        key("two.key", "2 keys", "leave one"),
        key("missing.key", "can be read", "file"),
        key("other.key", "belongs to another one", "openssl x509 -noout -pubkey"),
        key("ec.key", "belongs to another one", "openssl pkey -pubout"));
  }

  private static Arguments key(String file, String form, String command) {
    return Arguments.of(file, form, command);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aKeyOfAnotherFormIsNamedWithTheCommandThatConvertsIt(
      String file, String form, String command) {
    assertThatThrownBy(() -> client("certificate.pem", file, null).check(NOW))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'http.client-key' is '" + folder.resolve(file) + "'")
        .hasMessageContaining(form)
        .hasMessageContaining(command.replace("F", folder.resolve(file).toString()));
  }

  static Stream<Arguments> passwords() {
    return Stream.of(
        Arguments.of("aes.key", "wrong", "http.client-key", "the password of"),
        Arguments.of("3des.key", "wrong", "http.client-key", "the password of"),
        Arguments.of("strange.key", "wrong", "http.client-key", "openssl pkcs8 -topk8 -v2"),
        Arguments.of("aes.key", "umlaut", "http.client-key-password-file", "ASCII"),
        Arguments.of("aes.key", "lines", "http.client-key-password-file", "one line"),
        Arguments.of("aes.key", "empty", "http.client-key-password-file", "not empty"),
        Arguments.of("aes.key", "none", "http.client-key-password-file", "can be read"));
  }

  @ParameterizedTest
  @MethodSource("passwords")
  void aPasswordThatDoesNotOpenTheKeyIsNamed(
      String key, String password, String option, String text) {
    assertThatThrownBy(() -> client("certificate.pem", key, password).check(NOW))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'" + option + "'")
        .hasMessageContaining(text)
        .hasMessageNotContaining("secret");
  }

  static Stream<Arguments> certificates() {
    return Stream.of(
        Arguments.of("der.crt", "openssl x509 -inform DER -in F -out F.pem"),
        Arguments.of("rsa.p12", "openssl pkcs12 -nokeys -in F -out F.pem"),
        Arguments.of("pkcs7.crt", "openssl pkcs7 -print_certs -in F -out F.pem"),
        Arguments.of("trusted.crt", "openssl x509 -in F -out F.pem"),
        Arguments.of("store.jks", "keytool -exportcert -rfc -keystore F"),
        Arguments.of("good.key", "it holds a private key"),
        Arguments.of("public.key", "it holds a PUBLIC KEY"),
        Arguments.of("damaged.crt", "damaged"),
        Arguments.of("none.key", "no such line"),
        Arguments.of("missing.pem", "can be read"));
  }

  @ParameterizedTest
  @MethodSource("certificates")
  void aCertificateOfAnotherFormIsNamedWithTheCommandThatConvertsIt(String file, String command) {
    String expected = command.replace("F", folder.resolve(file).toString());
    for (String option : new String[] {"http.trusted-certificates", "http.client-certificate"}) {
      Map<String, String> options = new HashMap<>();
      options.put(option, folder.resolve(file).toString());
      if (option.equals("http.client-certificate")) {
        options.put("http.client-key", folder.resolve("good.key").toString());
      }
      assertThatThrownBy(() -> files(options).check(NOW))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("'" + option + "' is '" + folder.resolve(file) + "'")
          .hasMessageContaining(expected);
    }
  }

  @Test
  void aCertificateThatHasEndedIsNamed() {
    assertThatThrownBy(() -> client("old.pem", "old.key", null).check(NOW))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'http.client-certificate'")
        .hasMessageContaining("this one ended at 2020-01-1");
    assertThatCode(
            () -> client("old.pem", "old.key", null).check(Instant.parse("2020-01-05T00:00:00Z")))
        .doesNotThrowAnyException();
  }

  static Stream<Arguments> combinations() {
    return Stream.of(
        Arguments.of("http.client-key", "http.client-certificate=x"),
        Arguments.of("http.client-certificate", "http.client-key=x"),
        Arguments.of("http.client-key", "http.client-key-password-file=x"),
        Arguments.of("http.proxy-host", "http.proxy-user=x http.proxy-password-file=x"),
        Arguments.of("http.proxy-user", "http.proxy-host=p http.proxy-password-file=x"),
        Arguments.of("http.proxy-password-file", "http.proxy-host=p http.proxy-user=x"),
        Arguments.of("http.proxy-host", "http.proxy-host=http://proxy"),
        Arguments.of("http.proxy-host", "http.proxy-host=proxy:3128"),
        Arguments.of("http.proxy-host", "http.proxy-host=me:secret@proxy"),
        Arguments.of("http.proxy-port", "http.proxy-host=proxy http.proxy-port=0"),
        Arguments.of("http.max-connection-age", "http.max-connection-age=0"));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void whatDoesNotGoTogetherIsNamed(String option, String options) {
    Map<String, String> set = new HashMap<>();
    for (String pair : options.split(" ", -1)) {
      set.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    assertThatThrownBy(() -> files(set))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'" + option + "'")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aSubmitLooksIntoTheFilesThatItHas() throws Exception {
    Map<ConfigOption<String>, String> none = Map.of();
    assertThatCode(() -> client("none.pem", "none", null).checkThoseHere(none, NOW))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> client("certificate.pem", "pkcs1.key", null).checkThoseHere(none, NOW))
        .hasMessageContaining("openssl pkey");
    Path token = Files.writeString(folder.resolve("token"), "one\ntwo\n");
    assertThatThrownBy(
            () ->
                files(Map.of())
                    .checkThoseHere(Map.of(DeliveryOptions.TOKEN_FILE, token.toString()), NOW))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'delivery.token-file'")
        .hasMessageContaining("character 4 of 7 is a line break");
  }

  private ConnectionFiles client(String certified, String key, String password) {
    Map<String, String> options = new HashMap<>();
    options.put("http.client-certificate", folder.resolve(certified).toString());
    options.put("http.client-key", folder.resolve(key).toString());
    if (password != null) {
      options.put("http.client-key-password-file", folder.resolve(password).toString());
    }
    return files(options);
  }

  private ConnectionFiles files(Map<String, String> options) {
    return new ConnectionFiles(TestSettings.with(options).http());
  }
}
