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

  private final String name;
  private final List<Field> fields;
  private final List<Field> customFields;
  @Nullable private final Unmapped unmapped;
  private final FieldRules rules;
  private final ValueConverter converter;

  Block(
      String name,
      List<Field> fields,
      List<Field> customFields,
      @Nullable Unmapped unmapped,
      FieldRules rules,
      ValueConverter converter) {
    this.name = name;
    this.fields = List.copyOf(fields);
    this.customFields = List.copyOf(customFields);
    this.unmapped = unmapped;
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
  record Field(String name, @Nullable FieldType type, Source source, String from) {}

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
      addDefault(
          field.name(), field.type(), field.source().of(event), field.from(), sink, region, notes);
    }
    for (Field field : customFields) {
      addCustom(field.name(), field.source().of(event), field.from(), rules, sink, notes);
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

  private void addDefault(
      String fieldName,
      @Nullable FieldType type,
      @Nullable Object raw,
      String from,
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
      keepUnreadable(fieldName, type, raw, from, sink, notes);
    } else if (value != null) {
      if (rules.drops(fieldName)) {
        explain(fieldName, false, from, "left out: denied", notes);
      } else {
        add(fieldName, false, raw, value, from, rules, sink, notes);
      }
    }
  }

  private void add(
      String fieldName,
      boolean custom,
      Object raw,
      Object value,
      String from,
      FieldRules rules,
      FieldSink sink,
      Notes notes) {
    if (sink.add(fieldName, custom, rules.apply(fieldName, value))) {
      if (notes.isDetailed()) {
        boolean same = raw.equals(value) && !rules.hashes(fieldName);
        explain(fieldName, custom, from, same ? "as it is" : "converted", notes);
      }
    } else {
      notes.repair(Repair.Kind.NAME_TAKEN, field(fieldName, custom));
      explain(fieldName, custom, from, "left out: the name is taken", notes);
    }
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
      String fieldName, FieldType type, Object raw, String from, FieldSink sink, Notes notes) {
    boolean mayLeave = !rules.drops(fieldName) && !rules.hashes(fieldName);
    if (mayLeave && type == FieldType.COUNTRY && raw instanceof String text) {
      notes.repair(Repair.Kind.COUNTRY_KEPT_AS_CUSTOM, field(fieldName, false));
      addCustom("address_country", text, from, rules, sink, notes);
    } else {
      notes.repair(Repair.Kind.FIELD_LEFT_OUT, field(fieldName, false));
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
      String origin = notes.isDetailed() ? from + "." + object.nameAt(i) : from;
      if (member.partlyRead() != null && value instanceof JsonObject part) {
        if (rules.drops(member.name())) {
          explain(member.name(), true, origin, "left out: denied", notes);
        } else {
          FieldRules below = rules.within(member.name());
          addUnread(part, member.partlyRead(), origin, below, sink, region, notes);
        }
      } else if (member.type() == null) {
        addCustom(member.name(), value, origin, rules, sink, notes);
      } else if (member.isOpen()) {
        addDefault(member.name(), member.type(), value, origin, sink, region, notes);
      } else if (!ValueConverter.isAbsent(value)) {
        notes.repair(Repair.Kind.NAME_RESERVED, field(member.name(), false));
        explain(member.name(), false, origin, "left out: only a mapping may fill it", notes);
      }
    }
  }

  private void addCustom(
      String fieldName,
      @Nullable Object value,
      String from,
      FieldRules rules,
      FieldSink sink,
      Notes notes) {
    if (value == null || ValueConverter.isAbsent(value)) {
      return;
    }
    if (value instanceof JsonObject object) {
      if (rules.drops(fieldName)) {
        explain(fieldName, true, from, "left out: denied", notes);
        return;
      }
      FieldRules below = rules.within(fieldName);
      for (int i = 0; i < object.size(); i++) {
        String member = CustomName.normalise(fieldName + "_" + object.nameAt(i));
        String origin = notes.isDetailed() ? from + "." + object.nameAt(i) : from;
        addCustom(member, object.valueAt(i), origin, below, sink, notes);
      }
      return;
    }
    if (value == ValueConverter.UNREADABLE || isInfinite(value) || fieldName.isEmpty()) {
      notes.repair(Repair.Kind.FIELD_LEFT_OUT, field(fieldName, true));
      explain(fieldName, true, from, "left out: no value, or no name", notes);
      return;
    }
    Object kept = value instanceof JsonArray list ? listOrText(list) : scalar(fieldName, value);
    if (kept != null) {
      if (rules.dropsCustom(fieldName)) {
        explain(fieldName, true, from, "left out: denied, or not allowed", notes);
      } else {
        add(fieldName, true, value, kept, from, rules, sink, notes);
      }
    }
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
