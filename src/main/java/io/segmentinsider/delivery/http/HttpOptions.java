package io.segmentinsider.delivery.http;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.OptionReader;
import java.time.Duration;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The connection to Insider: {@code http.*}. */
public final class HttpOptions {

  public static final ConfigOption<String> PROXY_HOST =
      ConfigOptions.key("http.proxy-host")
          .stringType()
          .noDefaultValue()
          .withDescription("Proxy for the calls to Insider: a name or an address.");

  public static final ConfigOption<Integer> PROXY_PORT =
      ConfigOptions.key("http.proxy-port")
          .intType()
          .defaultValue(3128)
          .withDescription("Port of the proxy.");

  public static final ConfigOption<String> PROXY_USER =
      ConfigOptions.key("http.proxy-user")
          .stringType()
          .noDefaultValue()
          .withDescription("User at the proxy (Basic), with http.proxy-password-file.");

  public static final ConfigOption<String> PROXY_PASSWORD_FILE =
      ConfigOptions.key("http.proxy-password-file")
          .stringType()
          .noDefaultValue()
          .withDescription("File with the password of http.proxy-user, on one line.");

  public static final ConfigOption<String> TRUSTED_CERTIFICATES =
      ConfigOptions.key("http.trusted-certificates")
          .stringType()
          .noDefaultValue()
          .withDescription("PEM file of authorities to trust instead of the JDK's own.");

  public static final ConfigOption<String> CLIENT_CERTIFICATE =
      ConfigOptions.key("http.client-certificate")
          .stringType()
          .noDefaultValue()
          .withDescription("PEM file of the certificate that this client shows.");

  public static final ConfigOption<String> CLIENT_KEY =
      ConfigOptions.key("http.client-key")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "PEM file of the key to http.client-certificate, as PKCS#8 (BEGIN PRIVATE KEY, or BEGIN"
                  + " ENCRYPTED PRIVATE KEY with http.client-key-password-file).");

  public static final ConfigOption<String> CLIENT_KEY_PASSWORD_FILE =
      ConfigOptions.key("http.client-key-password-file")
          .stringType()
          .noDefaultValue()
          .withDescription("File with the password of http.client-key, on one line.");

  public static final ConfigOption<Duration> CONNECT_TIMEOUT =
      ConfigOptions.key("http.connect-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription("How long a connection may take to open.");

  public static final ConfigOption<Duration> IDLE_TIMEOUT =
      ConfigOptions.key("http.idle-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(50))
          .withDescription("How long an idle connection is kept for the next request.");

  public static final ConfigOption<Duration> MAX_CONNECTION_AGE =
      ConfigOptions.key("http.max-connection-age")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "After this a connection takes no further request, and the next one looks Insider's name"
                  + " up again: so a change of addresses is seen.");

  /** All of them, in the order of the reference page. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          PROXY_HOST,
          PROXY_PORT,
          PROXY_USER,
          PROXY_PASSWORD_FILE,
          TRUSTED_CERTIFICATES,
          CLIENT_CERTIFICATE,
          CLIENT_KEY,
          CLIENT_KEY_PASSWORD_FILE,
          CONNECT_TIMEOUT,
          IDLE_TIMEOUT,
          MAX_CONNECTION_AGE);

  private HttpOptions() {}

  /**
   * The checked settings.
   *
   * @throws ConfigurationException for the first wrong option
   */
  public static HttpSettings settings(OptionReader reader) {
    return new HttpSettings(
        proxy(reader),
        reader.unlessBlank(TRUSTED_CERTIFICATES),
        clientCertificate(reader),
        reader.positive(CONNECT_TIMEOUT),
        reader.positive(IDLE_TIMEOUT),
        reader.positive(MAX_CONNECTION_AGE));
  }

  @Nullable
  private static HttpSettings.Proxy proxy(OptionReader reader) {
    String host = reader.unlessBlank(PROXY_HOST);
    String user = reader.unlessBlank(PROXY_USER);
    String passwordFile = reader.unlessBlank(PROXY_PASSWORD_FILE);
    if (host != null && (host.indexOf('/') >= 0 || host.indexOf('@') >= 0 || hasPort(host))) {
      throw new ConfigurationException(
          PROXY_HOST,
          host.indexOf('@') >= 0 ? "with an @" : host,
          "a name or an address alone: no scheme, http.proxy-port for the port, http.proxy-user"
              + " and http.proxy-password-file for the user");
    }
    requireTogether(PROXY_USER, user, PROXY_HOST, host);
    requireTogether(PROXY_PASSWORD_FILE, passwordFile, PROXY_USER, user);
    requireTogether(PROXY_USER, user, PROXY_PASSWORD_FILE, passwordFile);
    int port = reader.between(PROXY_PORT, 1, 65_535);
    return host == null ? null : new HttpSettings.Proxy(host, port, user, passwordFile);
  }

  /** An IPv6 address has several colons. */
  private static boolean hasPort(String host) {
    int colon = host.indexOf(':');
    return colon >= 0 && host.indexOf(':', colon + 1) < 0;
  }

  @Nullable
  private static HttpSettings.ClientCertificate clientCertificate(OptionReader reader) {
    String certificate = reader.unlessBlank(CLIENT_CERTIFICATE);
    String key = reader.unlessBlank(CLIENT_KEY);
    String passwordFile = reader.unlessBlank(CLIENT_KEY_PASSWORD_FILE);
    requireTogether(CLIENT_CERTIFICATE, certificate, CLIENT_KEY, key);
    requireTogether(CLIENT_KEY, key, CLIENT_CERTIFICATE, certificate);
    requireTogether(CLIENT_KEY_PASSWORD_FILE, passwordFile, CLIENT_KEY, key);
    return certificate == null
        ? null
        : new HttpSettings.ClientCertificate(certificate, key, passwordFile);
  }

  private static void requireTogether(
      ConfigOption<String> option,
      @Nullable String value,
      ConfigOption<String> needed,
      @Nullable String neededValue) {
    if (value != null && neededValue == null) {
      throw new ConfigurationException(needed, null, "a value, as " + option.key() + " is set");
    }
  }
}
