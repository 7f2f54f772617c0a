package io.segmentinsider.mapping.guide;

import io.segmentinsider.compatibility.language.PresentFields;
import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.json.TextSlice;
import io.segmentinsider.mapping.CustomNames;
import io.segmentinsider.mapping.FieldRules;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.mapping.ValueClass;
import io.segmentinsider.mapping.value.CustomName;
import io.segmentinsider.mapping.value.NoValue;
import io.segmentinsider.mapping.value.OptIn;
import io.segmentinsider.mapping.value.OptInName;
import io.segmentinsider.record.Repair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * A compiled {@code attributes} or {@code event_params}: Insider's own fields with their types,
 * custom ones by name, and whatever the mapping does not read otherwise.
 */
final class FieldGroup {

  /** The member that says where fields come from unless their value is known. */
  static final String UNLESS_KNOWN = "unless_known";

  /** The member that says which custom fields end with which other one. */
  static final String ENDS_WITH = "ends_with";

  /** The member of a field group that says where unread values come from. */
  static final String UNMAPPED = "unmapped";

  /** The member that says where opt-ins come from. */
  static final String OPT_INS = "opt_ins";

  /** Amounts by Segment's e-commerce spec that have no default field: text of a number is one. */
  private static final Set<String> SPEC_AMOUNTS =
      Set.of("price", "revenue", "value", "total", "subtotal", "tax", "shipping", "discount");

  /** Other numbers of the spec without a default field. */
  private static final Set<String> SPEC_NUMBERS = Set.of("position", "step", "rating");

  private static final String SAYS_NOTHING = "left out: it says nothing";

  private final String name;
  private final CustomNames.Place place;
  private final Field[] fields;
  private final Field[] customFields;
  private final Field[] unlessKnown;
  private final PresentFields present;
  @Nullable private final OptIns optIns;
  @Nullable private final Unmapped unmapped;
  private final UnreadMembers.Defaults defaults;
  private final FieldRules rules;
  private final ValueConverter converter;
  private final int maxNameLength;
  private final OptInAnswers answers = new OptInAnswers();

  /** What fields with several places have looked at so far: what is left out of it was noted. */
  private final List<Object> tried = new ArrayList<>();

  FieldGroup(
      String name,
      CustomNames.Place place,
      List<Field> fields,
      List<Field> customFields,
      List<Field> unlessKnown,
      Sources sources,
      @Nullable OptIns optIns,
      @Nullable Unmapped unmapped,
      UnreadMembers.Defaults defaults,
      FieldRules rules,
      ValueConverter converter,
      int maxNameLength) {
    this.name = name;
    this.place = place;
    this.fields = fields.toArray(Field[]::new);
    this.customFields = customFields.toArray(Field[]::new);
    this.unlessKnown = unlessKnown.toArray(Field[]::new);
    this.present =
        sources.presentFields(
            Stream.of(fields, customFields, unlessKnown)
                .flatMap(List::stream)
                .map(Field::source)
                .toList());
    this.optIns = optIns;
    this.unmapped = unmapped;
    this.defaults = defaults;
    this.rules = rules;
    this.converter = converter;
    this.maxNameLength = maxNameLength;
  }

  /**
   * A field of the field group.
   *
   * @param name as sent
   * @param type what it holds; null for custom ones
   * @param source where its value comes from
   * @param from the same in words
   * @param endsWith the custom field with which it ends; null if with none
   */
  record Field(
      String name,
      @Nullable FieldType type,
      Source source,
      String from,
      @Nullable String endsWith) {}

  /**
   * Where unread values come from.
   *
   * @param base the object whose members are meant
   * @param members which of them are left, and under which names
   * @param from path of the object
   */
  record Unmapped(Source base, UnreadMembers members, String from) {}

  /** Whether the mapping names a default field. */
  boolean names(String fieldName) {
    return Arrays.stream(fields).anyMatch(field -> field.name().equals(fieldName));
  }

  /**
   * What goes on while one sink is filled.
   *
   * @param sink takes the members
   * @param taken an unread value that is not unread after all; null if there is none
   * @param about what else is known
   * @param notes what is noted
   */
  private record Filling(FieldSink sink, @Nullable Object taken, Circumstances about, Notes notes) {

    private Filling to(FieldSink other) {
      return new Filling(other, taken, about, notes);
    }

    /** It is the value itself that was read, and not another one that is equal. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isTaken(@Nullable Object value) {
      return value != null && value == taken;
    }
  }

  /**
   * Fills the sink: default fields, then named custom ones, then the unread rest, then what stands
   * in for default fields that are missing. Of two values for one name the first stays; of several
   * sources of one field the first that can be read is taken.
   */
  void fill(JsonObject event, FieldSink sink, Circumstances about, Notes notes) {
    fill(event, null, sink, about, notes);
  }

  /**
   * The same without one value.
   *
   * @param taken what something else has read, wherever it stands; null for nothing
   */
  void fill(
      JsonObject event, @Nullable Object taken, FieldSink sink, Circumstances about, Notes notes) {
    Filling filling = new Filling(sink, taken, about, notes);
    tried.clear();
    if (notes.isDetailed()) {
      present.findAll();
    } else {
      present.find(event);
    }
    int custom = fields.length;
    int standIns = custom + customFields.length;
    for (int i = present.next(0, custom); i < custom; i = present.next(i + 1, custom)) {
      Field field = fields[i];
      if (field.type() == FieldType.BOOLEAN) {
        hear(field, event, filling);
      } else {
        addField(field, event, filling);
      }
    }
    if (optIns != null) {
      optIns.read(event, (said, value, from, member) -> hear(said, value, from, member, filling));
    }
    if (!answers.isEmpty()) {
      answers.take(
          (attribute, answer) -> addAnswer(attribute, answer, filling),
          (attribute, from) -> addNull(attribute, false, rules.drops(attribute), from, filling));
    }
    for (int i = present.next(custom, standIns); i < standIns; i = present.next(i + 1, standIns)) {
      Field field = customFields[i - custom];
      Object value = field.source().of(event);
      Filling to =
          field.endsWith() == null ? filling : filling.to(sink.endingWith(field.endsWith()));
      addCustom(field.name(), value, field.from(), rules, to);
    }
    if (unmapped != null) {
      Object base = unmapped.base().of(event);
      if (base instanceof JsonObject members) {
        addUnread(members, unmapped.members(), unmapped.from(), rules, filling);
      } else if (!ValueConverter.isAbsent(base)) {
        notes.repair(Repair.Kind.FIELD_LEFT_OUT, name + "." + UNMAPPED);
      }
    }
    int end = standIns + unlessKnown.length;
    for (int i = present.next(standIns, end); i < end; i = present.next(i + 1, end)) {
      Field field = unlessKnown[i - standIns];
      if (!sink.has(field.name(), false)) {
        addField(field, event, filling.to(sink.weak()));
      }
    }
  }

  /** Every source of an opt-in is asked: a refusal in the last one counts. */
  private void hear(Field field, JsonObject event, Filling filling) {
    for (int i = 0; i < field.source().alternatives(); i++) {
      Object raw = field.source().of(event, i);
      if (raw != null) {
        Object answer = converter.convert(FieldType.BOOLEAN, raw, filling.about());
        hear(field.name(), answer, raw, field.source().words(i, field.from()), filling);
      }
    }
  }

  private void hear(OptInName said, Object raw, String object, String member, Filling filling) {
    String from = filling.notes().isDetailed() ? member(object, member) : object;
    Object answer = ValueConverter.optIn(raw, said.isOptOut());
    hear(said.attribute().key(), answer, raw, from, filling);
  }

  private void hear(
      String attribute, @Nullable Object answer, Object raw, String from, Filling filling) {
    if (raw == JsonNull.NULL && Traits.contain(from)) {
      answers.addNull(attribute, from);
    } else if (answer instanceof Boolean yes) {
      if (!answers.add(attribute, yes, raw, from)) {
        filling.notes().repair(Repair.Kind.OPT_IN_CONTRADICTED, field(attribute, false));
      }
    } else if (answer == null) {
      explain(attribute, false, from, SAYS_NOTHING, filling);
    } else {
      answers.addUnreadable(attribute);
      leaveOut(attribute, new LeftOut(FieldType.BOOLEAN, raw, false), from, rules, filling);
    }
  }

  private void addAnswer(String attribute, OptInAnswers.Answer answer, Filling filling) {
    if (rules.drops(attribute)) {
      explain(attribute, false, answer.from(), "left out: denied", filling);
    } else {
      add(attribute, FieldType.BOOLEAN, answer.raw(), answer.yes(), answer.from(), rules, filling);
    }
  }

  /**
   * Takes the first source that can be read; the null of a trait counts only if none says more. A
   * value that is there and can't be read is not missing: no other one stands in for it.
   */
  private void addField(Field field, JsonObject event, Filling filling) {
    if (filling.sink().isIdentifier(field.name())) {
      explain(field.name(), false, field.from(), "left out: it is an identifier here", filling);
      return;
    }
    boolean found = false;
    boolean anyLeftOut = false;
    String nullFrom = null;
    for (int i = 0; i < field.source().alternatives(); i++) {
      if (anyLeftOut && !found && field.source().isAnother(i)) {
        break;
      }
      Object raw = found && !filling.notes().isDetailed() ? null : raw(field, event, i);
      if (raw != null) {
        String from = field.source().words(i, field.from());
        if (found) {
          explainPassedOver(field, raw, from, filling);
        } else if (raw == JsonNull.NULL && Traits.contain(from)) {
          nullFrom = from;
        } else {
          if (field.source().alternatives() > 1) {
            tried.add(raw);
          }
          found = addDefault(field.name(), field.type(), raw, from, rules, filling);
          anyLeftOut |= !found && !ValueConverter.isAbsent(raw) && !NoValue.isOne(raw);
        }
      }
    }
    if (nullFrom != null && !found && !anyLeftOut) {
      addNull(field.name(), false, rules.drops(field.name()), nullFrom, filling);
    }
  }

  /** What is sent as it stands need not be decoded. */
  @Nullable
  private Object raw(Field field, JsonObject event, int alternative) {
    if (field.type() != FieldType.TEXT) {
      return field.source().of(event, alternative);
    }
    Object raw = field.source().raw(event, alternative);
    return raw instanceof TextSlice text && ValueConverter.mayBeNothing(text)
        ? text.toString()
        : raw;
  }

  /** Whether a field with several places has looked at an equal value. */
  private boolean isTried(Object value) {
    for (int i = 0; i < tried.size(); i++) {
      Object one = tried.get(i);
      if (one instanceof TextSlice text ? text.toString().equals(value) : one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private void explainPassedOver(Field field, Object raw, String from, Filling filling) {
    if (!ValueConverter.isAbsent(raw)) {
      explain(field.name(), false, from, "left out: another source comes first", filling);
    }
  }

  /** Whether the value could be read. */
  private boolean addDefault(
      String fieldName,
      FieldType type,
      Object raw,
      String from,
      FieldRules rules,
      Filling filling) {
    Object value = converter.convert(type, raw, filling.about());
    if (value == null) {
      explain(fieldName, false, from, SAYS_NOTHING, filling);
      return false;
    }
    if (ValueConverter.isLeftOut(value) || converter.identifiesNobody(type, value)) {
      leaveOut(
          fieldName,
          new LeftOut(type, raw, value == ValueConverter.TWO_READINGS),
          from,
          rules,
          filling);
      return false;
    }
    String customName = filling.sink().customNameOf(fieldName);
    if (rules.drops(fieldName) || (customName != null && rules.dropsCustom(customName))) {
      explain(fieldName, false, from, "left out: denied, or not allowed", filling);
    } else if (customName != null) {
      filling.notes().repair(Repair.Kind.ORDER_FIELD_KEPT_AS_CUSTOM, field(fieldName, false));
      add(customName, null, raw, said(customName, true, value, filling), from, rules, filling);
    } else {
      add(fieldName, type, raw, said(fieldName, false, value, filling), from, rules, filling);
    }
    return true;
  }

  /** The value itself, once what there is to say about it was said. */
  private Object said(String fieldName, boolean custom, Object value, Filling filling) {
    if (!(value instanceof Converted converted)) {
      return value;
    }
    if (converted.repair() != null) {
      filling.notes().repair(converted.repair(), field(fieldName, custom));
    }
    if (converted.currencies() != null) {
      filling.sink().sawCurrency(converted.currencies(), converted.namesCurrency());
    }
    return converted.value();
  }

  private void add(
      String fieldName,
      @Nullable FieldType type,
      Object raw,
      Object value,
      String from,
      FieldRules rules,
      Filling filling) {
    boolean custom = type == null;
    String sent = custom ? rules.sentAs(fieldName) : fieldName;
    if (custom && !filling.notes().admits(place, sent)) {
      explain(sent, true, from, "left out: too many names are new", filling);
      return;
    }
    Object leaving = rules.apply(fieldName, value);
    if (leaving instanceof String text && text.isEmpty()) {
      filling.notes().repair(Repair.Kind.URL_PARAMETER_CUT, field(sent, custom));
      explain(sent, custom, from, "left out: all of it is cut", filling);
    } else if (filling.sink().add(sent, custom, leaving)) {
      boolean hashed = rules.hashes(fieldName);
      if (!hashed && leaving != value) {
        filling.notes().repair(Repair.Kind.URL_PARAMETER_CUT, field(sent, custom));
        explain(sent, custom, from, "without query parameters that do not leave", filling);
      } else if (filling.notes().isDetailed()) {
        explain(sent, custom, from, hashed ? "hashed" : outcome(type, raw, value), filling);
      }
    } else {
      filling.notes().repair(Repair.Kind.NAME_TAKEN, field(sent, custom));
      explain(sent, custom, from, "left out: the name is taken", filling);
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

  private void explain(
      String fieldName, boolean custom, String from, String outcome, Filling filling) {
    if (filling.notes().isDetailed()) {
      filling.notes().step(field(fieldName, custom), from, outcome);
    }
  }

  /**
   * A country that is not recognised is worth keeping (docs/insider-api.md#country); other fields
   * are left out.
   */
  private void leaveOut(
      String fieldName, LeftOut value, String from, FieldRules rules, Filling filling) {
    Notes notes = filling.notes();
    if (notes.isDetailed()) {
      String how = value.severalReadings() ? "of several readings as " : "unreadable as ";
      notes.unreadableStep(
          field(fieldName, false),
          from,
          "left out: " + how + words(value.type()),
          ValueClass.of(value.raw()));
    }
    boolean mayLeave = !rules.drops(fieldName) && !rules.hashes(fieldName);
    if (mayLeave && value.type() == FieldType.COUNTRY && value.raw() instanceof String text) {
      notes.repair(Repair.Kind.COUNTRY_KEPT_AS_CUSTOM, field(fieldName, false));
      addCustom("address_country", text, from, rules, filling);
    } else {
      notes.repair(value.repair(), field(fieldName, false));
      filling.sink().leftOut(fieldName, value);
    }
  }

  private void addUnread(
      JsonObject object, UnreadMembers unread, String from, FieldRules rules, Filling filling) {
    UnreadMembers.Members members = unread.members(object);
    for (int place : members.unread()) {
      addUnread(object, place, members.at(place), from, rules, filling);
    }
    for (int place : members.otherSpellings()) {
      addOtherSpelling(object, place, members.at(place), from, rules, filling);
    }
  }

  /** They come last: a name in plain letters keeps its form, wherever it stands. */
  private void addOtherSpelling(
      JsonObject object,
      int place,
      UnreadMembers.Member member,
      String from,
      FieldRules rules,
      Filling filling) {
    boolean another =
        needsAnother(member.name(), member.type() == null, object.valueAt(place), rules, filling);
    addUnread(object, place, another ? member.distinct() : member, from, rules, filling);
  }

  /**
   * Whether a name in other letters has to give way to one that is there already. What is to be
   * hashed does not: the rule is for the usual name.
   */
  private boolean needsAnother(
      String fieldName, boolean custom, @Nullable Object value, FieldRules rules, Filling filling) {
    boolean another =
        filling.sink().has(custom ? rules.sentAs(fieldName) : fieldName, custom)
            && !ValueConverter.isAbsent(value)
            && !rules.hashes(fieldName);
    if (another) {
      filling.notes().repair(Repair.Kind.NAME_TAKEN, field(fieldName, custom));
    }
    return another;
  }

  private void addUnread(
      JsonObject object,
      int place,
      UnreadMembers.Member member,
      String from,
      FieldRules rules,
      Filling filling) {
    // A refusal among the texts that nobody asks for is looked at.
    boolean isPassedOn = member.isPassedOn() && optIns == null;
    Object value = isPassedOn ? object.rawAt(place) : object.valueAt(place);
    if (value == null || member.isRead() || filling.isTaken(value)) {
      return;
    }
    boolean isOptIn = member.optIn() != null && !(value instanceof JsonObject);
    if (isOptIn && OptIns.isAnswer(member.optIn(), value)) {
      return;
    }
    if (member.isAlternative() && (member.type() != null || isTried(value))) {
      return;
    }
    if (member.isTooLong()) {
      leaveOutTooLong(from, filling);
      return;
    }
    String fromMember = filling.notes().isDetailed() ? member(from, object.nameAt(place)) : from;
    if (member.partlyRead() != null && value instanceof JsonObject part) {
      if (rules.drops(member.name())) {
        explain(member.name(), true, fromMember, "left out: denied", filling);
      } else {
        FieldRules below = rules.within(member.name());
        addUnread(part, member.partlyRead(), fromMember, below, filling);
      }
    } else if (member.partlyRead() != null && value == JsonNull.NULL && Traits.contain(from)) {
      addNullsBelow(member(from, object.nameAt(place)) + ".", rules, filling);
    } else if (member.type() == null) {
      if (optIns != null && value instanceof String text && OptIn.isRefusal(text)) {
        filling.notes().repair(Repair.Kind.OPT_IN_UNREADABLE, field(member.name(), true));
      }
      addCustom(member.name(), value, fromMember, rules, filling);
    } else {
      addOwn(member.name(), member.type(), member.isOpen(), value, fromMember, rules, filling);
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
      Filling filling) {
    if (isOpen && value == JsonNull.NULL && Traits.contain(from)) {
      addNull(fieldName, false, rules.drops(fieldName), from, filling);
    } else if (isOpen) {
      addDefault(fieldName, type, value, from, rules, filling);
    } else if (!ValueConverter.isAbsent(value)) {
      filling.notes().repair(Repair.Kind.NAME_RESERVED, field(fieldName, false));
      explain(fieldName, false, from, "left out: only a mapping may fill it", filling);
    }
  }

  private void addCustom(
      String fieldName, @Nullable Object value, String from, FieldRules rules, Filling filling) {
    if (value instanceof JsonObject object) {
      if (!addMoney(fieldName, object, from, rules, filling)) {
        flatten(fieldName, object, from, rules, filling);
      }
      return;
    }
    if (value == JsonNull.NULL && !fieldName.isEmpty() && Traits.contain(from)) {
      addNull(fieldName, true, rules.dropsCustom(fieldName), from, filling);
      return;
    }
    Object kept =
        value == null || ValueConverter.isAbsent(value) ? null : kept(fieldName, value, filling);
    if (kept == null) {
      if (value != null) {
        explain(fieldName, true, from, SAYS_NOTHING, filling);
      }
    } else if (kept == ValueConverter.UNREADABLE || fieldName.isEmpty()) {
      filling.notes().repair(Repair.Kind.FIELD_LEFT_OUT, field(fieldName, true));
      explain(fieldName, true, from, "left out: no value, or no name", filling);
    } else if (rules.dropsCustom(fieldName)) {
      explain(fieldName, true, from, "left out: denied, or not allowed", filling);
    } else {
      add(fieldName, null, value, kept, from, rules, filling);
    }
  }

  /** Whether an object was an amount of Segment's spec, whose currency the sink has a place for. */
  private boolean addMoney(
      String fieldName, JsonObject object, String from, FieldRules rules, Filling filling) {
    if (!SPEC_AMOUNTS.contains(fieldName) || rules.dropsCustom(fieldName)) {
      return false;
    }
    Object read = converter.convert(FieldType.AMOUNT, object, filling.about());
    boolean isAmount =
        read != null
            && !ValueConverter.isLeftOut(read)
            && (!(read instanceof Converted converted)
                || converted.currencies() == null
                || filling.sink().sawCurrency(converted.currencies(), converted.namesCurrency()));
    if (isAmount) {
      add(fieldName, null, object, said(fieldName, true, read, filling), from, rules, filling);
    }
    return isAmount;
  }

  private void addNull(
      String fieldName, boolean custom, boolean dropped, String from, Filling filling) {
    String sent = custom ? rules.sentAs(fieldName) : fieldName;
    boolean removable =
        !dropped && Traits.isRemovable(custom ? null : DefaultAttribute.of(fieldName));
    filling.sink().nullTrait(sent, custom, removable);
    explain(sent, custom, from, "null: see mapping.nulls", filling);
  }

  /** All that other fields read below an object is null with it. */
  private void addNullsBelow(String path, FieldRules rules, Filling filling) {
    for (Field field : fields) {
      if (field.from().startsWith(path)) {
        addNull(field.name(), false, rules.drops(field.name()), field.from(), filling);
      }
    }
    for (Field field : customFields) {
      if (field.from().startsWith(path)) {
        addNull(field.name(), true, rules.dropsCustom(field.name()), field.from(), filling);
      }
    }
  }

  /** A flattened name can be one of Insider's own, which are stored wrongly in custom. */
  private void flatten(
      String prefix, JsonObject object, String from, FieldRules rules, Filling filling) {
    if (rules.drops(prefix)) {
      explain(prefix, true, from, "left out: denied", filling);
      return;
    }
    FieldRules below = rules.within(prefix);
    for (int i = 0; i < object.size(); i++) {
      Object value = object.valueAt(i);
      if (filling.isTaken(value)) {
        continue;
      }
      if (prefix.length() + object.nameAt(i).length() >= maxNameLength) {
        leaveOutTooLong(from, filling);
        continue;
      }
      String path = prefix + "_" + object.nameAt(i);
      String member = CustomName.normalise(path);
      if (!CustomName.isPlain(path) && needsAnother(member, true, value, below, filling)) {
        member = CustomName.distinct(path);
      }
      String fromMember = filling.notes().isDetailed() ? member(from, object.nameAt(i)) : from;
      FieldType type = value instanceof JsonObject ? null : defaults.typeOf(member);
      if (value == null || type == null) {
        addCustom(member, value, fromMember, below, filling);
      } else {
        addOwn(member, type, defaults.isOpen(member), value, fromMember, below, filling);
      }
    }
  }

  /** Whether text in a custom field of that name may be read as a number. */
  static boolean isSpecNumber(String fieldName) {
    return SPEC_AMOUNTS.contains(fieldName) || SPEC_NUMBERS.contains(fieldName);
  }

  /** The name itself would fill the note about it. */
  private void leaveOutTooLong(String from, Filling filling) {
    filling.notes().repair(Repair.Kind.NAME_TOO_LONG, name + ".custom");
    explain("…", true, from, "left out: a name of more than mapping.max-name-length", filling);
  }

  /** What a custom field holds; null if that says nothing. */
  @Nullable
  private Object kept(String fieldName, Object value, Filling filling) {
    if (isInfinite(value)) {
      return ValueConverter.UNREADABLE;
    }
    if (value instanceof JsonArray list) {
      return listOrText(list);
    }
    if (value instanceof String text) {
      if (SPEC_AMOUNTS.contains(fieldName)) {
        return numberOrText(fieldName, FieldType.AMOUNT, text, filling);
      }
      if (SPEC_NUMBERS.contains(fieldName)) {
        return numberOrText(fieldName, FieldType.NUMBER, text, filling);
      }
    }
    return value;
  }

  /** A text that is no number, or loses its currency as one, stays what it is. */
  private Object numberOrText(String fieldName, FieldType type, String text, Filling filling) {
    Object read = converter.convert(type, text, filling.about());
    if (read == ValueConverter.TWO_READINGS) {
      filling.notes().repair(Repair.Kind.TWO_READINGS, field(fieldName, true));
    }
    if (read == null || ValueConverter.isLeftOut(read)) {
      return text;
    }
    boolean losesCurrency =
        read instanceof Converted converted
            && converted.currencies() != null
            && !filling.sink().sawCurrency(converted.currencies(), converted.namesCurrency());
    return losesCurrency ? text : said(fieldName, true, read, filling);
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
