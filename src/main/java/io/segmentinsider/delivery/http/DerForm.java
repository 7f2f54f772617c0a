package io.segmentinsider.delivery.http;

/** Tells binary files apart by their first bytes, as far as a person needs it. */
final class DerForm {

  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int LONG_FORM = 0x80;
  private static final int PKCS12_VERSION = 3;
  private static final int[] JAVA_KEY_STORE = {0xFE, 0xED, 0xFE, 0xED};

  private DerForm() {}

  /** A sequence, as certificates, keys and PKCS#12 are. */
  static boolean isDer(byte[] content) {
    return content.length > 2 && unsigned(content, 0) == SEQUENCE;
  }

  /** A sequence whose first member is the version 3. */
  static boolean isPkcs12(byte[] content) {
    if (!isDer(content)) {
      return false;
    }
    int length = unsigned(content, 1);
    int first = length < LONG_FORM ? 2 : 2 + length - LONG_FORM;
    return content.length > first + 2
        && unsigned(content, first) == INTEGER
        && unsigned(content, first + 1) == 1
        && unsigned(content, first + 2) == PKCS12_VERSION;
  }

  static boolean isJavaKeyStore(byte[] content) {
    for (int i = 0; i < JAVA_KEY_STORE.length; i++) {
      if (content.length <= i || unsigned(content, i) != JAVA_KEY_STORE[i]) {
        return false;
      }
    }
    return true;
  }

  private static int unsigned(byte[] content, int index) {
    return Byte.toUnsignedInt(content[index]);
  }
}
