package io.segmentinsider.identity;

import io.segmentinsider.record.Update;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for one message and one mapping: one event may fire several mappings, and
 * each of its updates is a repeat only of itself. With 128 bits two messages of one device never
 * meet by chance, so no event is lost as a repeat of another.
 *
 * @param high the first eight bytes
 * @param low the next eight bytes
 */
public record MessageKey(long high, long low) {

  /** The key of an update. */
  static MessageKey of(Update update) {
    MessageDigest digest = sha256();
    digest.update(update.messageId().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    ByteBuffer hash =
        ByteBuffer.wrap(digest.digest(update.action().getBytes(StandardCharsets.UTF_8)));
    return new MessageKey(hash.getLong(), hash.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
