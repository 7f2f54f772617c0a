package io.segmentinsider.delivery.http;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What stands between {@code -----BEGIN} and {@code -----END} in a PEM file.
 *
 * @param label the words behind BEGIN
 * @param encrypted whether a header says so, as in OpenSSL's old form of keys
 * @param bytes the content, decoded; empty if it is damaged
 */
record PemBlock(String label, boolean encrypted, byte[] bytes) {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** All blocks of a file, in order; text around them, as tools write it, is passed over. */
  static List<PemBlock> of(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    String label = null;
    boolean encrypted = false;
    StringBuilder content = new StringBuilder();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
        label = line.substring(BEGIN.length(), line.length() - DASHES.length());
        encrypted = false;
        content.setLength(0);
      } else if (label != null && line.startsWith(END)) {
        blocks.add(new PemBlock(label, encrypted, decoded(content.toString())));
        label = null;
      } else if (line.indexOf(':') >= 0) {
        encrypted |= line.contains("ENCRYPTED");
      } else {
        content.append(line);
      }
    }
    return blocks;
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  boolean isCertificate() {
    return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
  }

  boolean isKey() {
    return label.endsWith("PRIVATE KEY");
  }

  /** Leaves out the content. */
  @Override
  public String toString() {
    return "PemBlock[" + label + "]";
  }
}
