package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.mapping.Repair;
import io.segmentinsider.mapping.value.CustomName;
import io.segmentinsider.mapping.value.NumberText;
import java.util.List;
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
   */
  record Field(String name, @Nullable FieldType type, Source source) {}

  /**
   * Where unread values come from.
   *
   * @param base the object whose members are meant
   * @param members which of them are left, and under which names
   */
  record Unmapped(Source base, UnreadMembers members) {}

  /**
   * Fills the sink: default fields, then named custom ones, then the unread rest. Of two values for
   * one name the first stays.
   *
   * @param region country of the person, for phone numbers; null if not known
   */
  void fill(JsonObject event, FieldSink sink, @Nullable String region, Notes notes) {
    for (Field field : fields) {
      addDefault(field.name(), field.type(), field.source().of(event), sink, region, notes);
    }
    for (Field field : customFields) {
      addCustom(field.name(), field.source().of(event), sink, notes);
    }
    if (unmapped != null) {
      Object base = unmapped.base().of(event);
      if (base instanceof JsonObject members) {
        addUnread(members, unmapped.members(), sink, region, notes);
      } else if (!ValueConverter.isAbsent(base)) {
        notes.repair(Repair.Kind.FIELD_LEFT_OUT, name + "." + UNMAPPED);
      }
    }
  }

  private void addDefault(
      String fieldName,
      @Nullable FieldType type,
      @Nullable Object raw,
      FieldSink sink,
      @Nullable String region,
      Notes notes) {
    if (raw == null || type == null) {
      return;
    }
    Object value = converter.convert(type, raw, region);
    if (value == ValueConverter.UNREADABLE) {
      keepUnreadable(fieldName, type, raw, sink, notes);
    } else if (value != null && !rules.drops(fieldName)) {
      Object allowed = rules.apply(fieldName, value);
      if (!sink.add(fieldName, false, allowed)) {
        notes.repair(Repair.Kind.NAME_TAKEN, field(fieldName, false));
      }
    }
  }

  /** A country that is not recognised is worth keeping (C14); other fields are left out. */
  private void keepUnreadable(
      String fieldName, FieldType type, Object raw, FieldSink sink, Notes notes) {
    if (type == FieldType.COUNTRY && raw instanceof String text) {
      notes.repair(Repair.Kind.COUNTRY_KEPT_AS_CUSTOM, field(fieldName, false));
      addCustom("address_country", text, sink, notes);
    } else {
      notes.repair(Repair.Kind.FIELD_LEFT_OUT, field(fieldName, false));
    }
  }

  private void addUnread(
      JsonObject object,
      UnreadMembers unread,
      FieldSink sink,
      @Nullable String region,
      Notes notes) {
    for (int i = 0; i < object.size(); i++) {
      Object value = object.valueAt(i);
      UnreadMembers.Member member = unread.member(object.nameAt(i));
      if (value == null || member.isRead()) {
        continue;
      }
      if (member.partlyRead() != null && value instanceof JsonObject part) {
        addUnread(part, member.partlyRead(), sink, region, notes);
      } else if (member.type() == null) {
        addCustom(member.name(), value, sink, notes);
      } else if (member.isOpen()) {
        addDefault(member.name(), member.type(), value, sink, region, notes);
      } else if (!ValueConverter.isAbsent(value)) {
        notes.repair(Repair.Kind.NAME_RESERVED, field(member.name(), false));
      }
    }
  }

  private void addCustom(String fieldName, @Nullable Object value, FieldSink sink, Notes notes) {
    if (ValueConverter.isAbsent(value)) {
      return;
    }
    if (value == ValueConverter.UNREADABLE) {
      notes.repair(Repair.Kind.FIELD_LEFT_OUT, field(fieldName, true));
      return;
    }
    if (value instanceof JsonObject object) {
      for (int i = 0; i < object.size(); i++) {
        String member = CustomName.normalise(fieldName + "_" + object.nameAt(i));
        addCustom(member, object.valueAt(i), sink, notes);
      }
      return;
    }
    Object kept = value instanceof JsonArray list ? listOrText(list) : scalar(fieldName, value);
    if (kept == null || rules.dropsCustom(fieldName)) {
      return;
    }
    if (fieldName.isEmpty()) {
      notes.repair(Repair.Kind.FIELD_LEFT_OUT, field(fieldName, true));
    } else if (!sink.add(fieldName, true, rules.apply(fieldName, kept))) {
      notes.repair(Repair.Kind.NAME_TAKEN, field(fieldName, true));
    }
  }

  @Nullable
  private static Object scalar(String fieldName, @Nullable Object value) {
    if (isInfinite(value)) {
      return null;
    }
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
