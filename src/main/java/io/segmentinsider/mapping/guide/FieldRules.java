package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Which fields of a block may leave, and which only as a digest.
 *
 * @param allow custom names that may leave; null for all
 * @param deny names that never leave
 * @param hash names whose value leaves as the hexadecimal SHA-256 of its text
 */
record FieldRules(@Nullable Set<String> allow, Set<String> deny, Set<String> hash) {

  /** Everything leaves as it is. */
  static final FieldRules NONE = new FieldRules(null, Set.of(), Set.of());

  /** Whether a default field is kept back. */
  boolean drops(String name) {
    return !deny.isEmpty() && deny.contains(name);
  }

  /** Whether a custom field is kept back. */
  boolean dropsCustom(String name) {
    return drops(name) || (allow != null && !allow.contains(name));
  }

  /** Whether a field leaves as a digest. */
  boolean hashes(String name) {
    return !hash.isEmpty() && hash.contains(name);
  }

  /** The value as it may leave. */
  Object apply(String name, Object value) {
    return hashes(name) ? digest(value) : value;
  }

  private static String digest(Object value) {
    String text = value instanceof String string ? string : JsonWriter.text(value);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
