package io.segmentinsider.delivery.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.segmentinsider.config.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import javax.net.ssl.SSLException;
import org.apache.flink.configuration.ConfigOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that the connection to Insider needs. They must be on every TaskManager, where they are
 * read; the machine of a submit may have them or not.
 */
public final class ConnectionFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionFiles.class);

  private final HttpSettings http;

  /** Those of these settings. */
  public ConnectionFiles(HttpSettings http) {
    this.http = http;
  }

  /**
   * Looks into those that are on this machine, and warns of those that are not. What {@code http.*}
   * names belongs together, and is looked into only if all of it is here.
   *
   * @param headerFiles those of partner name and API key; null where there is none
   * @throws ConfigurationException for the first wrong one
   */
  public void checkThoseHere(Map<ConfigOption<String>, String> headerFiles, Instant now) {
    List<ConfigOption<String>> missing = new ArrayList<>();
    headerFiles.forEach(
        (option, file) -> {
          if (isHere(option, file, missing)) {
            SecretFile.headerValue(option, Path.of(file));
          }
        });
    List<ConfigOption<String>> ofHttp = new ArrayList<>();
    files().forEach((option, file) -> isHere(option, file, ofHttp));
    if (ofHttp.isEmpty()) {
      check(now);
    }
    missing.addAll(ofHttp);
    if (!missing.isEmpty()) {
      LOG.warn(
          "The files of {} are not on this machine and were not looked into. Every TaskManager needs"
              + " them; job/check on one of them looks.",
          missing.stream().map(ConfigOption::key).toList());
    }
  }

  private static boolean isHere(
      ConfigOption<String> option, @Nullable String file, List<ConfigOption<String>> missing) {
    if (file == null) {
      return false;
    }
    if (Files.exists(Path.of(file))) {
      return true;
    }
    missing.add(option);
    return false;
  }

  private Map<ConfigOption<String>, String> files() {
    Map<ConfigOption<String>, String> files = new LinkedHashMap<>();
    files.put(HttpOptions.TRUSTED_CERTIFICATES, http.trustedCertificates());
    if (http.client() != null) {
      files.put(HttpOptions.CLIENT_CERTIFICATE, http.client().certificate());
      files.put(HttpOptions.CLIENT_KEY, http.client().key());
      files.put(HttpOptions.CLIENT_KEY_PASSWORD_FILE, http.client().keyPasswordFile());
    }
    if (http.proxy() != null) {
      files.put(HttpOptions.PROXY_PASSWORD_FILE, http.proxy().passwordFile());
    }
    return files;
  }

  /**
   * Looks into all of them; one that is missing is wrong.
   *
   * @param now until when the client's certificate must be valid at least
   * @throws ConfigurationException for the first wrong one
   */
  public void check(Instant now) {
    SslContext unused = sslContext(now);
    String unusedToo = proxyPassword();
  }

  /**
   * What TLS needs.
   *
   * @param now until when the client's certificate must be valid at least
   * @return null if the JDK's own authorities are trusted and no certificate is shown
   * @throws ConfigurationException if a file is wrong
   */
  @Nullable
  public SslContext sslContext(Instant now) {
    if (http.trustedCertificates() == null && http.client() == null) {
      return null;
    }
    NettyEvents.keepOutOfFlightRecorder();
    SslContextBuilder builder =
        SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
    if (http.trustedCertificates() != null) {
      builder.trustManager(
          Certificates.read(HttpOptions.TRUSTED_CERTIFICATES, Path.of(http.trustedCertificates())));
    }
    if (http.client() != null) {
      List<X509Certificate> chain =
          Certificates.read(HttpOptions.CLIENT_CERTIFICATE, Path.of(http.client().certificate()));
      builder.keyManager(clientKey(chain.get(0), now), chain);
    }
    try {
      return builder.build();
    } catch (SSLException e) {
      boolean isOfTrust = http.trustedCertificates() != null;
      throw new ConfigurationException(
          (isOfTrust ? HttpOptions.TRUSTED_CERTIFICATES : HttpOptions.CLIENT_CERTIFICATE).key(),
          isOfTrust ? http.trustedCertificates() : http.client().certificate(),
          "certificates that TLS takes (" + e.getClass().getSimpleName() + ")");
    }
  }

  private PrivateKey clientKey(X509Certificate certificate, Instant now) {
    HttpSettings.ClientCertificate client = http.client();
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      throw new ConfigurationException(
          HttpOptions.CLIENT_CERTIFICATE,
          client.certificate(),
          "a certificate that is valid; this one ended at "
              + certificate.getNotAfter().toInstant()
              + ". Its own must be the first in the file, those of its issuers after it");
    }
    String password =
        client.keyPasswordFile() == null
            ? null
            : SecretFile.password(
                HttpOptions.CLIENT_KEY_PASSWORD_FILE, Path.of(client.keyPasswordFile()));
    PrivateKey key = ClientKey.read(Path.of(client.key()), password);
    if (!ClientKey.belongsTo(key, certificate.getPublicKey())) {
      throw new ConfigurationException(
          HttpOptions.CLIENT_KEY,
          client.key(),
          "the key of the first certificate in "
              + client.certificate()
              + "; it belongs to another one. Compare: openssl pkey -pubout -in "
              + client.key()
              + "; openssl x509 -noout -pubkey -in "
              + client.certificate());
    }
    return key;
  }

  /**
   * The password of the proxy.
   *
   * @return null if it wants none
   * @throws ConfigurationException if its file is wrong
   */
  @Nullable
  public String proxyPassword() {
    return http.proxy() == null || http.proxy().passwordFile() == null
        ? null
        : SecretFile.password(
            HttpOptions.PROXY_PASSWORD_FILE, Path.of(http.proxy().passwordFile()));
  }
}
