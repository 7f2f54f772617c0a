package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.mapping.value.CustomName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Which fields of a block may leave, and which only as a digest.
 *
 * <p>All names stand in the form of {@link CustomName}, and a field is meant by its name in any
 * spelling that gives this form.
 *
 * @param allow custom names that may leave; null for all
 * @param deny names that never leave
 * @param hash names whose value leaves as the hexadecimal SHA-256 of its text; null for all
 */
public record FieldRules(
    @Nullable Set<String> allow, Set<String> deny, @Nullable Set<String> hash) {

  private static final String CUSTOM = "custom.";

  /**
   * What the configuration says about a block.
   *
   * @param block {@code attributes} or {@code event_params}
   */
  public static FieldRules configured(String block, MapperSettings settings) {
    return new FieldRules(null, of(block, settings.drop()), of(block, settings.hash()));
  }

  private static Set<String> of(String block, Set<String> fields) {
    Set<String> names = new HashSet<>();
    for (String field : fields) {
      if (field.startsWith(block + ".")) {
        String name = field.substring(block.length() + 1);
        names.add(
            CustomName.normalise(name.startsWith(CUSTOM) ? name.substring(CUSTOM.length()) : name));
      }
    }
    return Set.copyOf(names);
  }

  /** These rules and what a mapping says besides. */
  public FieldRules with(@Nullable Set<String> allowed, Set<String> denied, Set<String> hashed) {
    return new FieldRules(allowed, union(deny, denied), hash == null ? null : union(hash, hashed));
  }

  /**
   * The rules for what is flattened from an object: allowing or hashing the object means all of it.
   *
   * @param name of the object, as a custom name
   */
  public FieldRules within(String name) {
    boolean allowsAll = allow != null && allow.contains(name);
    boolean hashesAll = hash != null && hash.contains(name);
    return allowsAll || hashesAll
        ? new FieldRules(allowsAll ? null : allow, deny, hashesAll ? null : hash)
        : this;
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> union = new HashSet<>(some);
    union.addAll(more);
    return Set.copyOf(union);
  }

  /** Whether everything leaves as it is. */
  boolean areEmpty() {
    return allow == null && deny.isEmpty() && hash != null && hash.isEmpty();
  }

  /** Whether a default field, or an object with all that would be flattened from it, stays back. */
  public boolean drops(String name) {
    return !deny.isEmpty() && deny.contains(CustomName.normalise(name));
  }

  /** Whether a custom field is kept back. */
  public boolean dropsCustom(String name) {
    return drops(name) || (allow != null && !allow.contains(name));
  }

  /** Whether a field leaves as a digest. */
  public boolean hashes(String name) {
    return hash == null || (!hash.isEmpty() && hash.contains(CustomName.normalise(name)));
  }

  /** The value as it may leave. */
  public Object apply(String name, Object value) {
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
