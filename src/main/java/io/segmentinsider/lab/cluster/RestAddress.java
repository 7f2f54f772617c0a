package io.segmentinsider.lab.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.annotation.Nullable;
import javax.net.ssl.SSLContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.net.SSLUtils;

/**
 * Where Flink's REST interface is, and whom to trust there. Our own calls and Flink's client are
 * made from the same: what reaches a JobManager by the one reaches it by the other.
 */
public final class RestAddress {

  private static final String HTTPS = "https";
  private static final Set<String> SCHEMES = Set.of("http", HTTPS);
  private static final String TLS_OPTIONS = "security.ssl.";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final URI uri;
  private final Configuration client;
  @Nullable private final SSLContext context;

  private RestAddress(URI uri, Configuration client, @Nullable SSLContext context) {
    this.uri = uri;
    this.client = client;
    this.context = context;
  }

  /** An address that is known to be one; on https the certificates that the JVM trusts count. */
  public static RestAddress of(URI uri) {
    return new RestAddress(uri, configuration(uri, new Configuration()), null);
  }

  /**
   * An address that somebody typed.
   *
   * @param uri http or https; its path stands before those of Flink
   * @param conf directory of Flink's {@code config.yaml}, whose {@code security.ssl.*} count; null
   *     for the certificates that the JVM trusts
   * @throws ClusterException if it is no such address, or the stores of the file can't be read
   */
  public static RestAddress of(URI uri, @Nullable Path conf) throws ClusterException {
    if (uri.getHost() == null
        || !SCHEMES.contains(String.valueOf(uri.getScheme()))
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new ClusterException("--rest is no address such as http://jobmanager:8081");
    }
    if (conf == null) {
      return of(uri);
    }
    if (!isTls(uri)) {
      throw new ClusterException("--flink-conf does nothing without an https address");
    }
    if (!Files.isDirectory(conf)) {
      throw new ClusterException("--flink-conf " + conf + " is no directory");
    }
    try {
      Configuration client = configuration(uri, tlsOptions(conf));
      return new RestAddress(uri, client, SSLUtils.createRestSSLContext(client, true));
    } catch (Exception e) {
      throw new ClusterException("--flink-conf " + conf + ": " + innermost(e), e);
    }
  }

  private static Configuration tlsOptions(Path conf) {
    Configuration options = new Configuration();
    GlobalConfiguration.loadConfiguration(conf.toString())
        .toMap()
        .forEach(
            (key, value) -> {
              if (key.startsWith(TLS_OPTIONS)) {
                options.setString(key, value);
              }
            });
    return options;
  }

  private static Configuration configuration(URI uri, Configuration tls) {
    Configuration client = new Configuration(tls);
    client.set(RestOptions.ADDRESS, uri.getHost());
    client.set(
        RestOptions.PORT, uri.getPort() >= 0 ? uri.getPort() : isTls(uri) ? HTTPS_PORT : HTTP_PORT);
    client.set(RestOptions.PATH, prefix(uri));
    client.set(SecurityOptions.SSL_REST_ENABLED, isTls(uri));
    if (isTls(uri)
        && !client.contains(SecurityOptions.SSL_REST_TRUSTSTORE)
        && !client.contains(SecurityOptions.SSL_TRUSTSTORE)) {
      trustAsTheJvm(client);
    }
    return client;
  }

  /** Flink's client has no default: without a truststore it does not even begin. */
  private static void trustAsTheJvm(Configuration client) {
    client.set(
        SecurityOptions.SSL_REST_TRUSTSTORE,
        System.getProperty(
            "javax.net.ssl.trustStore",
            Path.of(System.getProperty("java.home"), "lib", "security", "cacerts").toString()));
    client.set(
        SecurityOptions.SSL_REST_TRUSTSTORE_PASSWORD,
        System.getProperty("javax.net.ssl.trustStorePassword", "changeit"));
    String type = System.getProperty("javax.net.ssl.trustStoreType");
    if (type != null) {
      client.set(SecurityOptions.SSL_REST_TRUSTSTORE_TYPE, type);
    }
  }

  private static boolean isTls(URI uri) {
    return HTTPS.equals(uri.getScheme());
  }

  private static String prefix(URI uri) {
    return uri.getRawPath().replaceFirst("/+$", "");
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  /** The address itself. */
  public URI uri() {
    return uri;
  }

  /** What Flink's client is made with. */
  public Configuration clientConfiguration() {
    return new Configuration(client);
  }

  /**
   * Where a call goes.
   *
   * @param path as Flink has it, from a slash on
   */
  URI resolve(String path) {
    return uri.resolve(prefix(uri) + path);
  }

  /** A builder of clients that trust whom this address trusts. */
  HttpClient.Builder http() {
    HttpClient.Builder builder = HttpClient.newBuilder();
    return context == null ? builder : builder.sslContext(context);
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
