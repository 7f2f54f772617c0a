package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.json.TextSlice;
import io.segmentinsider.mapping.value.CustomName;
import io.segmentinsider.record.Sha256;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Which fields of a field group may leave, and which only as a digest.
 *
 * <p>All names stand in the form of {@link CustomName}, and a field is meant by its name in any
 * spelling that gives this form.
 *
 * @param allow custom names that may leave; null for all
 * @param deny names that never leave
 * @param hash names whose value leaves as the hexadecimal SHA-256 of its text; null for all
 * @param urls which query parameters of addresses leave, whatever the field
 * @param renames the names under which custom fields leave, by those that they would have; all
 *     other rules take either
 */
public record FieldRules(
    @Nullable Set<String> allow,
    Set<String> deny,
    @Nullable Set<String> hash,
    UrlParameters urls,
    Map<String, String> renames) {

  static final String CUSTOM = "custom.";

  /**
   * What the configuration says about a field group.
   *
   * @param group {@code attributes} or {@code event_params}
   * @param urls which query parameters leave
   */
  public static FieldRules configured(String group, MapperSettings settings, UrlParameters urls) {
    return new FieldRules(
        null, named(group, settings.drop()), named(group, settings.hash()), urls, Map.of());
  }

  /**
   * These rules, and custom fields leave under other names.
   *
   * @param others by the names that they would have, both as they are sent
   */
  public FieldRules renaming(Map<String, String> others) {
    return new FieldRules(
        allow, withFormer(deny, others), withFormer(hash, others), urls, Map.copyOf(others));
  }

  /** Names, and what the fields would be called that leave under one of them. */
  @Nullable
  private static Set<String> withFormer(@Nullable Set<String> names, Map<String, String> renames) {
    if (names == null || renames.isEmpty()) {
      return names;
    }
    Set<String> all = new HashSet<>(names);
    renames.forEach(
        (former, name) -> {
          if (names.contains(name)) {
            all.add(former);
          }
        });
    return Set.copyOf(all);
  }

  /** The name under which a custom field leaves. */
  public String sentAs(String customName) {
    return renames.isEmpty() ? customName : renames.getOrDefault(customName, customName);
  }

  /** The names of a field group among fields with the group in front, as they are sent. */
  static Set<String> named(String group, Set<String> fields) {
    Set<String> names = new HashSet<>();
    for (String field : fields) {
      if (field.startsWith(group + ".")) {
        String name = field.substring(group.length() + 1);
        names.add(
            CustomName.normalise(name.startsWith(CUSTOM) ? name.substring(CUSTOM.length()) : name));
      }
    }
    return Set.copyOf(names);
  }

  /** These rules and what a mapping says besides. */
  public FieldRules with(@Nullable Set<String> allowed, Set<String> denied, Set<String> hashed) {
    return new FieldRules(
        withFormer(allowed, renames),
        withFormer(union(deny, denied), renames),
        hash == null ? null : withFormer(union(hash, hashed), renames),
        urls,
        renames);
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
        ? new FieldRules(allowsAll ? null : allow, deny, hashesAll ? null : hash, urls, renames)
        : this;
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> union = new HashSet<>(some);
    union.addAll(more);
    return Set.copyOf(union);
  }

  /** Whether everything leaves as it is. */
  boolean areEmpty() {
    return allow == null && deny.isEmpty() && hash != null && hash.isEmpty() && urls.areEmpty();
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

  /**
   * The value as it may leave.
   *
   * @return an empty text if nothing is left of a text; the same object if all of it may leave
   */
  public Object apply(String name, Object value) {
    Object kept = withoutParameters(value);
    if (hashes(name)) {
      boolean isText = kept instanceof String || kept instanceof TextSlice;
      return Sha256.hex(isText ? kept.toString() : JsonWriter.text(kept));
    }
    return kept;
  }

  private Object withoutParameters(Object value) {
    if (value instanceof String text) {
      return urls.apply(text);
    }
    return value instanceof JsonArray list && !urls.areEmpty() ? withoutParameters(list) : value;
  }

  private JsonArray withoutParameters(JsonArray list) {
    JsonArray changed = null;
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      Object kept = item instanceof String text ? urls.apply(text) : item;
      if (changed == null && kept != item) {
        changed = new JsonArray(list.size());
        for (int before = 0; before < i; before++) {
          changed.add(list.get(before));
        }
      }
      if (changed != null) {
        changed.add(kept);
      }
    }
    return changed == null ? list : changed;
  }
}
