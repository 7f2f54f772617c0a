package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.insider.DefaultParameter;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.Action;
import io.segmentinsider.mapping.MapperSettings;
import io.segmentinsider.mapping.guide.Block.Field;
import io.segmentinsider.mapping.value.CustomName;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.UserData;
import io.segmentinsider.segment.EventTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import javax.annotation.Nullable;

/** Compiles the mappings of the guide's actions. */
public final class GuideActions {

  private static final Set<String> NAMES =
      Set.of(UserAction.NAME, EventAction.NAME, LinkAction.NAME);

  private static final Set<String> MAPPING_MEMBERS =
      Set.of(
          "identifiers",
          "email_as_identifier",
          "phone_number_as_identifier",
          "phone_region",
          "append_arrays",
          "attributes");

  private static final Set<String> EVENT_MEMBERS =
      Set.of("event_name", "timestamp", "event_params", "products", EventAction.WITHOUT_PRODUCTS);

  private static final Set<String> LINK_MEMBERS = Set.of("previous_id");

  private static final Set<String> RULES = Set.of("allow", "deny", "hash");

  /** The cell of the mapping that the order event's name stands in (C1). */
  private static final String ORDER_EVENT = "confirmation_page_view";

  private static final Block.Defaults ATTRIBUTES = new AttributeDefaults();
  private static final Block.Defaults PARAMETERS = new ParameterDefaults();

  private final MapperSettings settings;
  private final ValueConverter converter;
  private final BlockedValues blocked;

  /** A compiler for mappings under these settings. */
  public GuideActions(MapperSettings settings) {
    this.settings = settings;
    this.converter = new ValueConverter(settings.defaultRegion());
    this.blocked = new BlockedValues(settings.blockedValues());
  }

  /** Whether an action of that name is one of the guide's. */
  public static boolean has(String action) {
    return NAMES.contains(action);
  }

  /**
   * Compiles a mapping.
   *
   * @param action one of those that {@link #has} knows
   * @throws IllegalArgumentException if the mapping does not fit the action; the message names the
   *     place and what would be right
   */
  public Action compile(String action, JsonObject mapping) {
    return switch (action) {
      case UserAction.NAME -> {
        requireMembers("", mapping, MAPPING_MEMBERS);
        yield new UserAction(userPart(mapping));
      }
      case EventAction.NAME -> event(mapping);
      case LinkAction.NAME -> {
        requireMembers("", mapping, union(MAPPING_MEMBERS, LINK_MEMBERS));
        yield new LinkAction(userPart(mapping), optional(mapping, "previous_id"));
      }
      default -> throw new IllegalArgumentException(action + " is no action of the guide");
    };
  }

  private EventAction event(JsonObject mapping) {
    requireMembers("", mapping, union(MAPPING_MEMBERS, EVENT_MEMBERS));
    Object name = mapping.get("event_name");
    if (name == null) {
      throw new IllegalArgumentException("event_name is missing; it names Insider's event");
    }
    return new EventAction(
        userPart(mapping),
        ORDER_EVENT.equals(name) ? event -> settings.orderEvent() : Sources.compile(name),
        timestamp(mapping.get("timestamp")),
        block(mapping, "event_params", PARAMETERS, ReadPaths.of(mapping)),
        products(mapping.get("products")),
        block(mapping, EventAction.WITHOUT_PRODUCTS, PARAMETERS, ReadPaths.NONE),
        settings.defaultCurrency());
  }

  private UserPart userPart(JsonObject mapping) {
    boolean append = Boolean.TRUE.equals(mapping.get("append_arrays"));
    return new UserPart(
        identifiers(mapping),
        block(mapping, "attributes", ATTRIBUTES, ReadPaths.of(mapping)),
        optional(mapping, "phone_region"),
        append ? new UserData.Shape(false, false, false, false, false) : UserData.Shape.COMPACT);
  }

  private Identifiers identifiers(JsonObject mapping) {
    List<Identifiers.Candidate> candidates = new ArrayList<>();
    JsonObject named = object(mapping, "identifiers");
    for (int i = 0; i < named.size(); i++) {
      String name = named.nameAt(i);
      if (name.equals("custom")) {
        JsonObject custom = object(named, "custom");
        for (int j = 0; j < custom.size(); j++) {
          candidates.add(
              new Identifiers.Candidate(
                  Identifier.Kind.CUSTOM, custom.nameAt(j), Sources.compile(custom.valueAt(j))));
        }
      } else {
        candidates.add(
            new Identifiers.Candidate(
                kindOf(name), name, alternatives(FieldType.TEXT, named.valueAt(i))));
      }
    }
    return new Identifiers(
        candidates,
        settings.emailIsIdentifier() && isOn(mapping, "email_as_identifier"),
        settings.phoneIsIdentifier() && isOn(mapping, "phone_number_as_identifier"),
        blocked,
        converter);
  }

  private static Identifier.Kind kindOf(String name) {
    return switch (name) {
      case "uuid" -> Identifier.Kind.UUID;
      case "email" -> Identifier.Kind.EMAIL;
      case "phone_number" -> Identifier.Kind.PHONE_NUMBER;
      case Identifier.SEGMENT_ANONYMOUS_ID -> Identifier.Kind.CUSTOM;
      default ->
          throw new IllegalArgumentException(
              "identifiers/"
                  + name
                  + " is not one of uuid, email, phone_number, segment_anonymous_id; other"
                  + " identifiers stand in identifiers/custom");
    };
  }

  @Nullable
  private Block block(JsonObject mapping, String member, Block.Defaults defaults, ReadPaths read) {
    return mapping.has(member) ? block(member, object(mapping, member), defaults, read) : null;
  }

  private Block block(String name, JsonObject spec, Block.Defaults defaults, ReadPaths read) {
    List<Field> fields = new ArrayList<>();
    List<Field> custom = new ArrayList<>();
    Block.Unmapped unmapped = null;
    for (int i = 0; i < spec.size(); i++) {
      String member = spec.nameAt(i);
      Object value = spec.valueAt(i);
      if (member.equals("custom")) {
        custom.addAll(customFields(name, object(spec, "custom"), defaults));
      } else if (member.equals(Block.UNMAPPED)) {
        unmapped = unmapped(name, value, read);
      } else if (!RULES.contains(member)) {
        FieldType type = defaults.typeOf(member);
        if (type == null) {
          throw new IllegalArgumentException(
              name
                  + "/"
                  + member
                  + " is no default field of Insider; put it in "
                  + name
                  + "/custom");
        }
        fields.add(new Field(member, type, alternatives(type, value)));
      }
    }
    return new Block(name, fields, custom, unmapped, defaults, rules(name, spec), converter);
  }

  /**
   * A list of sources for a field of one value means the first that says something: spellings of
   * one trait, for instance.
   */
  private static Source alternatives(FieldType type, @Nullable Object spec) {
    boolean holdsList = type == FieldType.TAXONOMY || type == FieldType.NUMBERS;
    return holdsList || !(spec instanceof JsonArray list)
        ? Sources.compile(spec)
        : FirstPresent.of(list);
  }

  private static List<Field> customFields(String block, JsonObject spec, Block.Defaults defaults) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < spec.size(); i++) {
      String name = CustomName.normalise(spec.nameAt(i));
      if (defaults.typeOf(name) != null) {
        throw new IllegalArgumentException(
            block + "/custom/" + name + " is a default field of Insider; put it in " + block);
      }
      fields.add(new Field(name, null, Sources.compile(spec.valueAt(i))));
    }
    return fields;
  }

  private static Block.Unmapped unmapped(String block, Object spec, ReadPaths read) {
    if (!(spec instanceof JsonObject directive)
        || !(directive.get("@path") instanceof String path)) {
      throw new IllegalArgumentException(
          block
              + "/"
              + Block.UNMAPPED
              + " must be {\"@path\": …}, the object whose other members"
              + " are sent as custom ones");
    }
    return new Block.Unmapped(Sources.compile(spec), read.below(path));
  }

  @Nullable
  private EventAction.Products products(@Nullable Object spec) {
    if (spec == null) {
      return null;
    }
    if (!(spec instanceof JsonObject directive)
        || !(directive.get("@arrayPath") instanceof JsonArray parts)
        || parts.size() != 2
        || !(parts.get(1) instanceof JsonObject shape)) {
      throw new IllegalArgumentException(
          "products must be {\"@arrayPath\": [path, {parameters of one line}]}");
    }
    Object path = parts.get(0);
    Source list =
        Sources.compile(path instanceof String ? new JsonObject().put("@path", path) : path);
    return new EventAction.Products(
        list, block("products", shape, PARAMETERS, ReadPaths.of(shape)));
  }

  private static FieldRules rules(String block, JsonObject spec) {
    Set<String> allow = names(block, spec, "allow");
    Set<String> deny = names(block, spec, "deny");
    Set<String> hash = names(block, spec, "hash");
    return allow == null && deny == null && hash == null
        ? FieldRules.NONE
        : new FieldRules(allow, deny == null ? Set.of() : deny, hash == null ? Set.of() : hash);
  }

  @Nullable
  private static Set<String> names(String block, JsonObject spec, String member) {
    Object list = spec.get(member);
    if (list == null) {
      return null;
    }
    if (!(list instanceof JsonArray array)) {
      throw new IllegalArgumentException(block + "/" + member + " must be a list of names");
    }
    Set<String> names = new HashSet<>();
    for (Object name : array) {
      if (!(name instanceof String text)) {
        throw new IllegalArgumentException(block + "/" + member + " must be a list of names");
      }
      names.add(CustomName.normalise(text));
    }
    return Set.copyOf(names);
  }

  /** The event's own time needs no second look: the segment stage has read it. */
  @Nullable
  private static TimestampSource timestamp(@Nullable Object spec) {
    if (spec == null
        || (spec instanceof JsonObject directive && "$.timestamp".equals(directive.get("@path")))) {
      return null;
    }
    Source source = Sources.compile(spec);
    return event -> {
      Object value = source.of(event);
      if (ValueConverter.isAbsent(value)) {
        return null;
      }
      OptionalLong time = EventTime.read(value);
      return time.isPresent() ? (Long) time.getAsLong() : null;
    };
  }

  @Nullable
  private static Source optional(JsonObject mapping, String member) {
    Object spec = mapping.get(member);
    return spec == null ? null : Sources.compile(spec);
  }

  private static boolean isOn(JsonObject mapping, String member) {
    return !Boolean.FALSE.equals(mapping.get(member));
  }

  private static JsonObject object(JsonObject parent, String member) {
    Object value = parent.get(member);
    if (value == null) {
      return new JsonObject();
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException(member + " must be an object");
  }

  private static void requireMembers(String at, JsonObject object, Set<String> known) {
    for (int i = 0; i < object.size(); i++) {
      if (!known.contains(object.nameAt(i))) {
        throw new IllegalArgumentException(
            at
                + object.nameAt(i)
                + " is unknown here; known are "
                + new java.util.TreeSet<>(known));
      }
    }
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> union = new HashSet<>(one);
    union.addAll(other);
    return union;
  }

  private static final class AttributeDefaults implements Block.Defaults {

    /** Identifiers, and what only a mapping may ask for (C2, C7). */
    private static final Set<DefaultAttribute> MAPPED_ONLY =
        Set.copyOf(
            EnumSet.of(
                DefaultAttribute.EMAIL,
                DefaultAttribute.PHONE_NUMBER,
                DefaultAttribute.UUID,
                DefaultAttribute.LO,
                DefaultAttribute.LOCALE,
                DefaultAttribute.LIST_ID));

    @Override
    @Nullable
    public FieldType typeOf(String fieldName) {
      DefaultAttribute attribute = DefaultAttribute.of(fieldName);
      return attribute == null ? null : attribute.type();
    }

    @Override
    public boolean isOpen(String fieldName) {
      return !MAPPED_ONLY.contains(DefaultAttribute.of(fieldName));
    }
  }

  private static final class ParameterDefaults implements Block.Defaults {

    @Override
    @Nullable
    public FieldType typeOf(String fieldName) {
      DefaultParameter parameter = DefaultParameter.of(fieldName);
      return parameter == null ? null : parameter.type();
    }

    @Override
    public boolean isOpen(String fieldName) {
      return true;
    }
  }
}
