package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.mapping.FieldRules;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.mapping.Repair;
import io.segmentinsider.mapping.value.CustomName;
import io.segmentinsider.mapping.value.NumberText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * A compiled {@code attributes} or {@code event_params}: Insider's own fields with their types,
 * custom ones by name, and whatever the mapping does not read otherwise.
 */
final class Block {

  /** The member of a block that says where unread values come from. */
  static final String UNMAPPED = "unmapped";

  /** Numbers by Segment's e-commerce spec that have no default field: text of a number is one. */
  private static final Set<String> SPEC_NUMBERS =
      Set.of(
          "price",
          "revenue",
          "value",
          "total",
          "subtotal",
          "tax",
          "shipping",
          "discount",
          "position",
          "step",
          "rating");

  private static final String SAYS_NOTHING = "left out: it says nothing";

  private final String name;
  private final List<Field> fields;
  private final List<Field> customFields;
  @Nullable private final Unmapped unmapped;
  private final UnreadMembers.Defaults defaults;
  private final FieldRules rules;
  private final ValueConverter converter;

  Block(
      String name,
      List<Field> fields,
      List<Field> customFields,
      @Nullable Unmapped unmapped,
      UnreadMembers.Defaults defaults,
      FieldRules rules,
      ValueConverter converter) {
    this.name = name;
    this.fields = List.copyOf(fields);
    this.customFields = List.copyOf(customFields);
    this.unmapped = unmapped;
    this.defaults = defaults;
    this.rules = rules;
    this.converter = converter;
  }

  /**
   * A field of the block.
   *
   * @param name as sent
   * @param type what it holds; null for custom ones
   * @param source where its value comes from
   * @param from the same in words
   */
  record Field(String name, @Nullable FieldType type, Source source, String from) {

    /** Where the value for an event stands, if that is to be said. */
    private String origin(JsonObject event, Notes notes) {
      return notes.isDetailed() ? source.origin(event, from) : from;
    }
  }

  /**
   * Where unread values come from.
   *
   * @param base the object whose members are meant
   * @param members which of them are left, and under which names
   * @param from path of the object
   */
  record Unmapped(Source base, UnreadMembers members, String from) {}

  /**
   * Fills the sink: default fields, then named custom ones, then the unread rest. Of two values for
   * one name the first stays.
   *
   * @param region country of the person, for phone numbers; null if not known
   */
  void fill(JsonObject event, FieldSink sink, @Nullable String region, Notes notes) {
    for (Field field : fields) {
      Object value = field.source().of(event);
      String from = field.origin(event, notes);
      addDefault(field.name(), field.type(), value, from, rules, sink, region, notes);
      if (notes.isDetailed()) {
        explainPassedOver(field, event, notes);
      }
    }
    for (Field field : customFields) {
      Object value = field.source().of(event);
      addCustom(field.name(), value, field.origin(event, notes), rules, sink, region, notes);
    }
    if (unmapped != null) {
      Object base = unmapped.base().of(event);
      if (base instanceof JsonObject members) {
        addUnread(members, unmapped.members(), unmapped.from(), rules, sink, region, notes);
      } else if (!ValueConverter.isAbsent(base)) {
        notes.repair(Repair.Kind.FIELD_LEFT_OUT, name + "." + UNMAPPED);
      }
    }
  }

  private void explainPassedOver(Field field, JsonObject event, Notes notes) {
    for (String place : field.source().passedOver(event)) {
      explain(field.name(), false, place, "left out: another source comes first", notes);
    }
  }

  private void addDefault(
      String fieldName,
      @Nullable FieldType type,
      @Nullable Object raw,
      String from,
      FieldRules rules,
      FieldSink sink,
      @Nullable String region,
      Notes notes) {
    if (raw == null || type == null) {
      return;
    }
    Object value = converter.convert(type, raw, region);
    if (value == ValueConverter.UNREADABLE) {
      if (notes.isDetailed()) {
        explain(fieldName, false, from, "left out: unreadable as " + words(type), notes);
      }
      keepUnreadable(fieldName, type, raw, from, rules, sink, region, notes);
    } else if (value == null) {
      explain(fieldName, false, from, SAYS_NOTHING, notes);
    } else if (rules.drops(fieldName)) {
      explain(fieldName, false, from, "left out: denied", notes);
    } else {
      add(fieldName, type, raw, value, from, rules, sink, notes);
    }
  }

  private void add(
      String fieldName,
      @Nullable FieldType type,
      Object raw,
      Object value,
      String from,
      FieldRules rules,
      FieldSink sink,
      Notes notes) {
    boolean custom = type == null;
    if (sink.add(fieldName, custom, rules.apply(fieldName, value))) {
      if (notes.isDetailed()) {
        String outcome = rules.hashes(fieldName) ? "hashed" : outcome(type, raw, value);
        explain(fieldName, custom, from, outcome, notes);
      }
    } else {
      notes.repair(Repair.Kind.NAME_TAKEN, field(fieldName, custom));
      explain(fieldName, custom, from, "left out: the name is taken", notes);
    }
  }

  private static String outcome(@Nullable FieldType type, Object raw, Object value) {
    if (raw.equals(value)) {
      return "as it is";
    }
    if (type != null) {
      return "converted to " + words(type);
    }
    if (value instanceof JsonArray) {
      return "without what a list can't hold";
    }
    return value instanceof Number ? "converted to number" : "converted to JSON text";
  }

  /** The path of a member; {@code $.} is the whole of a line or event. */
  private static String member(String from, String name) {
    return from.endsWith(".") ? from + name : from + "." + name;
  }

  private static String words(FieldType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void explain(String fieldName, boolean custom, String from, String outcome, Notes notes) {
    if (notes.isDetailed()) {
      notes.step(field(fieldName, custom), from, outcome);
    }
  }

  /** A country that is not recognised is worth keeping (C14); other fields are left out. */
  private void keepUnreadable(
      String fieldName,
      FieldType type,
      Object raw,
      String from,
      FieldRules rules,
      FieldSink sink,
      @Nullable String region,
      Notes notes) {
    boolean mayLeave = !rules.drops(fieldName) && !rules.hashes(fieldName);
    if (mayLeave && type == FieldType.COUNTRY && raw instanceof String text) {
      notes.repair(Repair.Kind.COUNTRY_KEPT_AS_CUSTOM, field(fieldName, false));
      addCustom("address_country", text, from, rules, sink, region, notes);
    } else {
      notes.repair(Repair.Kind.FIELD_LEFT_OUT, field(fieldName, false));
      sink.leftOut(fieldName, raw);
    }
  }

  private void addUnread(
      JsonObject object,
      UnreadMembers unread,
      String from,
      FieldRules rules,
      FieldSink sink,
      @Nullable String region,
      Notes notes) {
    for (int i = 0; i < object.size(); i++) {
      Object value = object.valueAt(i);
      UnreadMembers.Member member = unread.member(object.nameAt(i));
      if (value == null || member.isRead()) {
        continue;
      }
      String origin = notes.isDetailed() ? member(from, object.nameAt(i)) : from;
      if (member.partlyRead() != null && value instanceof JsonObject part) {
        if (rules.drops(member.name())) {
          explain(member.name(), true, origin, "left out: denied", notes);
        } else {
          FieldRules below = rules.within(member.name());
          addUnread(part, member.partlyRead(), origin, below, sink, region, notes);
        }
      } else if (member.type() == null) {
        addCustom(member.name(), value, origin, rules, sink, region, notes);
      } else {
        addOwn(
            member.name(),
            member.type(),
            member.isOpen(),
            value,
            origin,
            rules,
            sink,
            region,
            notes);
      }
    }
  }

  /** A value that no field of the mapping asks for, under the name of one of Insider's fields. */
  private void addOwn(
      String fieldName,
      FieldType type,
      boolean isOpen,
      Object value,
      String from,
      FieldRules rules,
      FieldSink sink,
      @Nullable String region,
      Notes notes) {
    if (isOpen) {
      addDefault(fieldName, type, value, from, rules, sink, region, notes);
    } else if (!ValueConverter.isAbsent(value)) {
      notes.repair(Repair.Kind.NAME_RESERVED, field(fieldName, false));
      explain(fieldName, false, from, "left out: only a mapping may fill it", notes);
    }
  }

  private void addCustom(
      String fieldName,
      @Nullable Object value,
      String from,
      FieldRules rules,
      FieldSink sink,
      @Nullable String region,
      Notes notes) {
    if (value instanceof JsonObject object) {
      flatten(fieldName, object, from, rules, sink, region, notes);
      return;
    }
    Object kept = value == null || ValueConverter.isAbsent(value) ? null : kept(fieldName, value);
    if (kept == null) {
      if (value != null) {
        explain(fieldName, true, from, SAYS_NOTHING, notes);
      }
    } else if (kept == ValueConverter.UNREADABLE || fieldName.isEmpty()) {
      notes.repair(Repair.Kind.FIELD_LEFT_OUT, field(fieldName, true));
      explain(fieldName, true, from, "left out: no value, or no name", notes);
    } else if (rules.dropsCustom(fieldName)) {
      explain(fieldName, true, from, "left out: denied, or not allowed", notes);
    } else {
      add(fieldName, null, value, kept, from, rules, sink, notes);
    }
  }

  /** A flattened name can be one of Insider's own, which are stored wrongly in custom. */
  private void flatten(
      String prefix,
      JsonObject object,
      String from,
      FieldRules rules,
      FieldSink sink,
      @Nullable String region,
      Notes notes) {
    if (rules.drops(prefix)) {
      explain(prefix, true, from, "left out: denied", notes);
      return;
    }
    FieldRules below = rules.within(prefix);
    for (int i = 0; i < object.size(); i++) {
      Object value = object.valueAt(i);
      String member = CustomName.normalise(prefix + "_" + object.nameAt(i));
      String origin = notes.isDetailed() ? member(from, object.nameAt(i)) : from;
      FieldType type = value instanceof JsonObject ? null : defaults.typeOf(member);
      if (value == null || type == null) {
        addCustom(member, value, origin, below, sink, region, notes);
      } else {
        addOwn(member, type, defaults.isOpen(member), value, origin, below, sink, region, notes);
      }
    }
  }

  /** What a custom field holds; null if that says nothing. */
  @Nullable
  private static Object kept(String fieldName, Object value) {
    if (isInfinite(value)) {
      return ValueConverter.UNREADABLE;
    }
    return value instanceof JsonArray list ? listOrText(list) : scalar(fieldName, value);
  }

  private static Object scalar(String fieldName, Object value) {
    if (value instanceof String text && SPEC_NUMBERS.contains(fieldName)) {
      Number number = NumberText.parse(text);
      return number == null ? text : number;
    }
    return value;
  }

  /** A list of scalars stays one, without its nulls; any other list travels as JSON text. */
  @Nullable
  private static Object listOrText(JsonArray list) {
    JsonArray scalars = new JsonArray(list.size());
    for (Object item : list) {
      if (item instanceof JsonObject || item instanceof JsonArray) {
        return JsonWriter.text(list);
      }
      if (item != null && item != JsonNull.NULL && !isInfinite(item)) {
        scalars.add(item);
      }
    }
    return scalars.isEmpty() ? null : scalars;
  }

  /** A number that is too large for a double, which JSON can write and not hold. */
  private static boolean isInfinite(@Nullable Object value) {
    return value instanceof Double number && !Double.isFinite(number);
  }

  private String field(String fieldName, boolean custom) {
    return custom ? name + ".custom." + fieldName : name + "." + fieldName;
  }
}
