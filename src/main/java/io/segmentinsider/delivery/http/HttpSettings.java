package io.segmentinsider.delivery.http;

import java.io.Serializable;
import java.time.Duration;
import javax.annotation.Nullable;

/**
 * How the HTTP client reaches Insider.
 *
 * @param proxy null if there is none
 * @param trustedCertificates PEM file; null for the JDK's authorities
 * @param client null if no certificate is shown
 * @param connectTimeout how long a connection may take to open
 * @param idleTimeout how long an idle connection is kept
 * @param maxConnectionAge how long a connection takes requests
 */
public record HttpSettings(
    @Nullable Proxy proxy,
    @Nullable String trustedCertificates,
    @Nullable ClientCertificate client,
    Duration connectTimeout,
    Duration idleTimeout,
    Duration maxConnectionAge)
    implements Serializable {

  /**
   * A proxy for the calls to Insider.
   *
   * @param host name or address
   * @param port its port
   * @param user null if it asks for none
   * @param passwordFile file of the user's password; null without a user
   */
  public record Proxy(String host, int port, @Nullable String user, @Nullable String passwordFile)
      implements Serializable {}

  /**
   * What this client shows of itself.
   *
   * @param certificate PEM file, its own certificate first
   * @param key PEM file of its key
   * @param keyPasswordFile file of the key's password; null if it is not encrypted
   */
  public record ClientCertificate(String certificate, String key, @Nullable String keyPasswordFile)
      implements Serializable {}
}
