package io.segmentinsider.identity;

import io.segmentinsider.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under the operator's salt. E-mail addresses and phone numbers can be guessed, and a
 * plain hash of a guess compared; without the salt these can't. For use by one thread.
 */
final class SaltedHash {

  /** Shorter than this a salt can be guessed too. */
  static final int MIN_SALT_BYTES = 16;

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;

  private SaltedHash(Mac mac) {
    this.mac = mac;
  }

  /**
   * Reads the salt.
   *
   * @throws ConfigurationException if the file can't be read, or holds too few bytes
   */
  static SaltedHash readSalt(String file) {
    byte[] salt;
    try {
      salt = Files.readString(Path.of(file)).strip().getBytes(StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw wrong(file, "a text file that every TaskManager can read");
    }
    if (salt.length < MIN_SALT_BYTES) {
      throw wrong(file, "a file with " + MIN_SALT_BYTES + " bytes of salt at least");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt, ALGORITHM));
      return new SaltedHash(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static ConfigurationException wrong(String file, String expected) {
    return new ConfigurationException(
        IdentityOptions.AUDIT_SALT_FILE, file, expected + ", as identity.audit is true");
  }

  /** The hash in hexadecimal. */
  String of(String text) {
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
