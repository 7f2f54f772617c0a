package io.segmentinsider.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Keys and certificates that are made while the tests run, by the JDK's own tool. */
public final class TestKeys {

  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "x";

  /** What stands before a PKCS#1 key of 2,048 bits in PKCS#8. */
  private static final int PKCS8_HEADER = 26;

  /** Its object identifier. */
  private static final byte[] PBES2 = HexFormat.of().parseHex("06092a864886f70d01050d");

  private final Path folder;

  public TestKeys(Path folder) {
    this.folder = folder;
  }

  /** A key with a certificate that it has signed itself. */
  public record Pair(KeyStore store, Path file) {

    /** The key as PKCS#8. */
    public byte[] key() throws GeneralSecurityException {
      return store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    }

    /** The certificate as DER. */
    public byte[] certificate() throws GeneralSecurityException {
      return store.getCertificate(ALIAS).getEncoded();
    }

    /** What opens store and key. */
    public char[] password() {
      return PASSWORD.toCharArray();
    }
  }

  /** Makes a pair; {@code more} are further options of keytool. */
  public Pair pair(String name, String algorithm, String... more) throws Exception {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,dns:insider.test,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(printed).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new Pair(store, file);
  }

  /** A PEM file. */
  public Path pem(String name, String label, byte[] content) throws IOException {
    return Files.writeString(folder.resolve(name), text(label, content));
  }

  /** One block of a PEM file. */
  static String text(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** A PKCS#8 key of RSA with 2,048 bits as PKCS#1. */
  static byte[] pkcs1(byte[] pkcs8) {
    return Arrays.copyOfRange(pkcs8, PKCS8_HEADER, pkcs8.length);
  }

  /** A PKCS#8 key, encrypted. */
  public static byte[] encrypted(byte[] pkcs8, String scheme, String password) throws Exception {
    SecretKey key =
        SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password.toCharArray()));
    Cipher cipher = Cipher.getInstance(scheme);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] secret = cipher.doFinal(pkcs8);
    if (!scheme.startsWith("PBEWithHmac")) {
      return new EncryptedPrivateKeyInfo(cipher.getParameters(), secret).getEncoded();
    }
    // Java reads PBES2 and does not write it.
    byte[] algorithm = der(0x30, PBES2, cipher.getParameters().getEncoded());
    byte[] octets = der(0x04, secret, new byte[0]);
    return der(0x30, algorithm, octets);
  }

  /** A tag, a length in two bytes, and a content of two parts. */
  private static byte[] der(int tag, byte[] first, byte[] second) {
    int length = first.length + second.length;
    return ByteBuffer.allocate(4 + length)
        .put((byte) tag)
        .put((byte) 0x82)
        .putShort((short) length)
        .put(first)
        .put(second)
        .array();
  }
}
