package io.segmentinsider.delivery.http;

import io.segmentinsider.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.annotation.Nullable;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads the private key of a client, and says which command converts a file of another form. */
final class ClientKey {

  private static final String FORM = "a PKCS#8 key in PEM (BEGIN PRIVATE KEY)";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final String PBES2 = "1.2.840.113549.1.5.13";

  private ClientKey() {}

  /**
   * The key of a file.
   *
   * @param password null if the key is not encrypted
   * @throws ConfigurationException if it is of another form, or the password does not open it
   */
  static PrivateKey read(Path path, @Nullable String password) {
    PemFile file = PemFile.read(HttpOptions.CLIENT_KEY, path);
    List<PemBlock> keys = file.blocks().stream().filter(PemBlock::isKey).toList();
    if (keys.isEmpty()) {
      throw file.wrong(FORM + "; " + noKey(file));
    }
    if (keys.size() > 1) {
      throw file.wrong(FORM + "; it holds " + keys.size() + " keys: leave one");
    }
    PemBlock key = keys.get(0);
    return switch (key.label()) {
      case "PRIVATE KEY" -> plain(file, key.bytes());
      case "ENCRYPTED PRIVATE KEY" -> opened(file, key.bytes(), password);
      default -> throw file.wrong(FORM + "; " + otherForm(file, key));
    };
  }

  private static PrivateKey plain(PemFile file, byte[] pkcs8) {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // It may be a key of the next one.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has " + algorithm, e);
      }
    }
    throw file.wrong("a key of " + ALGORITHMS + " that is not damaged");
  }

  private static PrivateKey opened(PemFile file, byte[] encrypted, @Nullable String password) {
    if (password == null) {
      throw file.wrong(
          FORM
              + ", or its password in the file that "
              + HttpOptions.CLIENT_KEY_PASSWORD_FILE.key()
              + " names; it is encrypted. Decrypt it: openssl pkey -in "
              + file
              + file.out());
    }
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(password)) {
      throw new ConfigurationException(
          HttpOptions.CLIENT_KEY_PASSWORD_FILE,
          "such that it holds other characters",
          "a password of ASCII characters, as Java opens keys with no other. Give the key a new one:"
              + " openssl pkcs8 -topk8 -v2 aes-256-cbc -in "
              + file
              + file.out());
    }
    byte[] pkcs8;
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
      String scheme =
          info.getAlgName().equals("PBES2") || info.getAlgName().equals(PBES2)
              ? String.valueOf(info.getAlgParameters())
              : info.getAlgName();
      Key opener =
          SecretKeyFactory.getInstance(scheme)
              .generateSecret(new PBEKeySpec(password.toCharArray()));
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(Cipher.DECRYPT_MODE, opener, info.getAlgParameters());
      pkcs8 = info.getKeySpec(cipher).getEncoded();
    } catch (NoSuchAlgorithmException | IOException | RuntimeException e) {
      throw file.wrong(
          "a key that is encrypted as Java can read it. Convert it: openssl pkcs8 -topk8 -v2"
              + " aes-256-cbc -in "
              + file
              + file.out());
    } catch (GeneralSecurityException e) {
      throw file.wrong(
          "a key that the password of " + HttpOptions.CLIENT_KEY_PASSWORD_FILE.key() + " opens");
    }
    return plain(file, pkcs8);
  }

  private static String otherForm(PemFile file, PemBlock key) {
    String form =
        switch (key.label()) {
          case "RSA PRIVATE KEY" -> "PKCS#1";
          case "EC PRIVATE KEY" -> "SEC 1";
          default -> "a " + key.label();
        };
    if (key.label().equals("OPENSSH PRIVATE KEY")) {
      return "it is OpenSSH's own form. Convert it in its place: ssh-keygen -p -m PKCS8 -f " + file;
    }
    return "it is "
        + form
        + (key.encrypted() ? ", encrypted" : "")
        + ". Convert it: openssl pkey -in "
        + file
        + file.out();
  }

  private static String noKey(PemFile file) {
    if (!file.blocks().isEmpty()) {
      return "it holds a " + file.blocks().get(0).label() + ". Name the file of the private key";
    }
    if (DerForm.isPkcs12(file.content())) {
      return "it is PKCS#12. Convert it: openssl pkcs12 -nocerts -nodes -in "
          + file
          + " | openssl pkey"
          + file.out();
    }
    return DerForm.isDer(file.content())
        ? "it is DER. Convert it: openssl pkey -inform DER -in " + file + file.out()
        : "there is no such line in it";
  }

  /** Whether the key belongs to a certificate: what it signs, the certificate's key confirms. */
  static boolean belongsTo(PrivateKey key, PublicKey certified) {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      byte[] text = {1};
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
