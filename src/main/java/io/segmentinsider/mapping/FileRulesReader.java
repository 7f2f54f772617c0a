package io.segmentinsider.mapping;

import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.insider.DefaultParameter;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.value.CustomName;
import io.segmentinsider.mapping.value.EventName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Reads what a mapping file says about all of its mappings. Fields stand there as in {@code
 * mapping.drop}: {@code attributes.last_ip}, {@code event_params.coupon}; events as {@code
 * events.song_played}.
 */
final class FileRulesReader {

  private static final String ATTRIBUTES = "attributes";
  private static final String PARAMETERS = "event_params";
  private static final String EVENTS = "events";

  /** They are identifiers in most mappings, and an identifier leaves as it is. */
  private static final Set<String> READABLE = Set.of("attributes.email", "attributes.phone_number");

  private final MappingText text;
  private final JsonObject file;
  private final String drop;
  private final String hash;
  private final String rename;

  /**
   * A reader.
   *
   * @param drop name of the member of fields that never leave
   * @param hash name of the member of fields that leave as a digest
   * @param rename name of the member of other names
   */
  FileRulesReader(MappingText text, JsonObject file, String drop, String hash, String rename) {
    this.text = text;
    this.file = file;
    this.drop = drop;
    this.hash = hash;
    this.rename = rename;
  }

  /**
   * The rules.
   *
   * @throws InvalidMappingFileException if they have another form, or contradict each other
   */
  FileRules read() {
    Set<String> dropped = fields(drop);
    Set<String> hashed = fields(hash);
    for (String field : hashed) {
      if (READABLE.contains(field)) {
        throw wrong("/" + hash, "has " + field + ", which would leave readable as identifier");
      }
      if (dropped.contains(field)) {
        throw wrong("/" + hash, "has " + field + ", which stands under " + drop + ", too");
      }
    }
    return new FileRules(dropped, hashed, renames(dropped));
  }

  /** In the form in which they are sent, so that spellings of one field are one. */
  private Set<String> fields(String member) {
    Set<String> fields = new HashSet<>();
    Object value = file.get(member);
    if (value == null) {
      return fields;
    }
    if (!(value instanceof JsonArray list)) {
      throw wrong("/" + member, "must be a list of fields such as attributes.last_ip");
    }
    for (int i = 0; i < list.size(); i++) {
      String path = "/" + member + "/" + i;
      String field = list.get(i) instanceof String written ? field(written, false) : null;
      if (field == null) {
        throw wrong(path, "must be attributes.<name> or event_params.<name>");
      }
      if (!fields.add(field)) {
        throw wrong(path, "stands there twice: " + field);
      }
    }
    return fields;
  }

  private Renames renames(Set<String> dropped) {
    Map<String, Map<String, String>> byKind = new HashMap<>();
    Object value = file.get(rename);
    JsonObject renames =
        value == null ? new JsonObject() : MappingEntry.object(text, "/" + rename, value);
    for (int i = 0; i < renames.size(); i++) {
      String path = "/" + rename + "/" + renames.nameAt(i);
      String field = field(renames.nameAt(i), true);
      if (field == null) {
        throw wrong(path, "must be attributes.<name>, event_params.<name> or events.<name>");
      }
      if (dropped.contains(field)) {
        throw wrong(path, "stands under " + drop + ", too");
      }
      String kind = field.substring(0, field.indexOf('.'));
      String former = field.substring(kind.length() + 1);
      String name = target(kind, former, renames.valueAt(i), path);
      if (byKind.computeIfAbsent(kind, any -> new HashMap<>()).put(former, name) != null) {
        throw wrong(path, "is renamed twice in two spellings");
      }
    }
    byKind.forEach(this::requireNoChains);
    return new Renames(
        byKind.getOrDefault(ATTRIBUTES, Map.of()),
        byKind.getOrDefault(PARAMETERS, Map.of()),
        byKind.getOrDefault(EVENTS, Map.of()));
  }

  private String target(String kind, String former, @Nullable Object value, String path) {
    if (isInsiders(kind, former)) {
      throw wrong(path, "is a field of Insider's, whose name is fixed");
    }
    boolean valid =
        value instanceof String name
            && name.equals(kind.equals(EVENTS) ? EventName.normalise(name) : sent(name));
    if (!valid) {
      throw wrong(path, "must give the name in the form in which it is sent, such as song_title");
    }
    String name = (String) value;
    if (isInsiders(kind, name)) {
      throw wrong(
          path,
          "would make "
              + name
              + " of it, a field of Insider's; say in the mapping where that comes from");
    }
    if (name.equals(former)) {
      throw wrong(path, "is its name already");
    }
    if (kind.equals(EVENTS) && former.equals("confirmation_page_view") && name.equals("purchase")) {
      throw wrong(path, "is what the option mapping.order-event: purchase says");
    }
    return name;
  }

  /** What is renamed is renamed once: of a chain nobody can say where it ends. */
  private void requireNoChains(String kind, Map<String, String> renames) {
    renames.forEach(
        (former, name) -> {
          if (renames.containsKey(name)) {
            throw wrong(
                "/" + rename, "makes " + name + " of " + kind + "." + former + " and renames that");
          }
        });
  }

  /** A field in the form in which it is sent; null if it is none. */
  @Nullable
  private static String field(String written, boolean mayBeEvent) {
    int dot = written.indexOf('.');
    String kind = dot < 0 ? "" : written.substring(0, dot);
    String name = written.substring(dot + 1);
    String sent =
        switch (kind) {
          case ATTRIBUTES, PARAMETERS -> sent(name);
          case EVENTS ->
              mayBeEvent ? Objects.requireNonNullElse(EventName.normalise(name), "") : "";
          default -> "";
        };
    return sent.isEmpty() ? null : kind + "." + sent;
  }

  private static String sent(String name) {
    return CustomName.normalise(
        name.startsWith(FieldRules.CUSTOM) ? name.substring(FieldRules.CUSTOM.length()) : name);
  }

  private static boolean isInsiders(String kind, String name) {
    return switch (kind) {
      case ATTRIBUTES -> DefaultAttribute.of(name) != null;
      case PARAMETERS -> DefaultParameter.of(name) != null;
      default -> false;
    };
  }

  private InvalidMappingFileException wrong(String path, String rule) {
    return new InvalidMappingFileException(text, path, rule);
  }
}
