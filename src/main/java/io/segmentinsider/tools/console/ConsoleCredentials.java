package io.segmentinsider.tools.console;

import io.segmentinsider.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.annotation.Nullable;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Reads what lets others in: the token, and the certificate of the console. */
public final class ConsoleCredentials {

  private static final int SHORTEST_TOKEN = 16;

  /** What docker/console-token holds, so that docker compose starts without a file of one's own. */
  static final String PUBLIC_TOKEN = "console-of-this-machine-only";

  private ConsoleCredentials() {}

  /**
   * Whether a token is no secret.
   *
   * @param token null if none is asked for
   */
  public static boolean isPublic(@Nullable String token) {
    return PUBLIC_TOKEN.equals(token);
  }

  /**
   * The token in a file, without white space around it.
   *
   * @param file null if none is named
   * @return null if none is named
   * @throws ConfigurationException if it can't be read or is too short to be a secret
   */
  @Nullable
  public static String token(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    String token;
    try {
      token = Files.readString(file).strip();
    } catch (IOException e) {
      throw new ConfigurationException("--token-file", file.toString(), "a file that can be read");
    }
    if (token.length() < SHORTEST_TOKEN || !token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new ConfigurationException(
          "--token-file",
          file.toString(),
          "a file with at least "
              + SHORTEST_TOKEN
              + " letters, digits and signs, such as \"openssl rand -hex 32\" prints");
    }
    return token;
  }

  /**
   * TLS with the certificate and key in a PKCS #12 file.
   *
   * @param passwordFile with the password of that file
   * @throws ConfigurationException if they can't be read
   */
  public static SSLContext tls(Path keystore, Path passwordFile) {
    try (InputStream in = Files.newInputStream(keystore)) {
      char[] password = Files.readString(passwordFile).strip().toCharArray();
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException(
          "--tls-keystore",
          keystore.toString(),
          "a PKCS #12 file with certificate and key, and its password in --tls-password-file");
    }
  }
}
