package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.Action;
import io.segmentinsider.mapping.MapperSettings;
import io.segmentinsider.mapping.value.EventName;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.UserData;
import io.segmentinsider.segment.EventTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import javax.annotation.Nullable;

/** Compiles the mappings of the guide's actions. */
public final class GuideActions {

  /** The words in a mapping file. */
  public static final List<String> NAMES =
      List.of(UserAction.NAME, EventAction.NAME, LinkAction.NAME);

  private static final Set<String> USER_MEMBERS =
      Set.of(
          "identifiers",
          "email_as_identifier",
          "phone_number_as_identifier",
          "phone_region",
          "append_arrays",
          "attributes");

  private static final Set<String> EVENT_MEMBERS =
      with(
          USER_MEMBERS,
          "event_name",
          "timestamp",
          "event_params",
          "products",
          EventAction.WITHOUT_PRODUCTS);

  private static final Set<String> LINK_MEMBERS = with(USER_MEMBERS, "previous_id");

  /** The member of {@code identifiers} that holds the account's own. */
  private static final String CUSTOM = "custom";

  /** The cell of the mapping that the order event's name stands in (C1). */
  private static final String ORDER_EVENT = "confirmation_page_view";

  private final MapperSettings settings;
  private final BlockedValues blocked;
  private final Sources sources;
  private final BlockCompiler blocks;
  private final BlockCompiler lines;
  private final ValueConverter converter;

  /** A compiler for mappings under these settings. */
  public GuideActions(MapperSettings settings) {
    this.settings = settings;
    this.converter = new ValueConverter(settings.defaultRegion());
    this.blocked = new BlockedValues(settings.blockedValues());
    this.sources = new Sources();
    this.blocks = new BlockCompiler(sources, converter, settings);
    this.lines = new BlockCompiler(new Sources(), converter, settings);
  }

  /**
   * Compiles a mapping.
   *
   * @param action the action's name
   * @param path where the mapping stands in its file, for complaints
   * @param mapping what it maps
   * @return null if the action is none of the guide's
   * @throws IllegalArgumentException if the mapping does not fit the action; the message names the
   *     place and what would be right
   */
  @Nullable
  public Action compile(String action, String path, JsonObject mapping) {
    Spec spec = new Spec(path, mapping);
    Action compiled = action(action, spec);
    if (compiled != null && !namesIdentifier(spec.member("identifiers"))) {
      throw spec.member("identifiers").wrong("must name at least one: nothing is sent without");
    }
    return compiled;
  }

  @Nullable
  private Action action(String action, Spec spec) {
    return switch (action) {
      case UserAction.NAME -> {
        spec.requireMembers(USER_MEMBERS);
        yield new UserAction(userPart(spec));
      }
      case EventAction.NAME -> {
        spec.requireMembers(EVENT_MEMBERS);
        yield event(spec);
      }
      case LinkAction.NAME -> {
        spec.requireMembers(LINK_MEMBERS);
        yield new LinkAction(userPart(spec), optional(spec.member("previous_id")), blocked);
      }
      default -> null;
    };
  }

  private EventAction event(Spec mapping) {
    return new EventAction(
        userPart(mapping),
        eventName(mapping.member("event_name")),
        timestamp(mapping.member("timestamp")),
        blocks.parameters(mapping.member("event_params"), ReadPaths.of(mapping.value())),
        products(mapping.member("products")),
        blocks.parameters(mapping.member(EventAction.WITHOUT_PRODUCTS), ReadPaths.NONE),
        settings.defaultCurrency());
  }

  private EventAction.Name eventName(Spec spec) {
    if (!spec.isPresent()) {
      throw spec.wrong("is missing; it names Insider's event");
    }
    if (ORDER_EVENT.equals(spec.value())) {
      return new EventAction.Name(event -> settings.orderEvent(), "mapping.order-event");
    }
    boolean isName = spec.value() instanceof String text && EventName.normalise(text) != null;
    if (!isName && !(spec.value() instanceof JsonObject)) {
      throw spec.wrong("must be a directive, or a text that holds one of [a-z0-9]");
    }
    return new EventAction.Name(sources.compile(spec), spec.inWords());
  }

  private UserPart userPart(Spec mapping) {
    boolean append = mapping.member("append_arrays").isOn(false);
    return new UserPart(
        identifiers(mapping),
        blocks.attributes(mapping.member("attributes"), ReadPaths.of(mapping.value())),
        optional(mapping.member("phone_region")),
        append ? new UserData.Shape(false, false, false, false, false) : UserData.Shape.COMPACT);
  }

  private static boolean namesIdentifier(Spec identifiers) {
    return identifiers.members().stream()
        .anyMatch(member -> !member.name().equals(CUSTOM) || !member.members().isEmpty());
  }

  private Identifiers identifiers(Spec mapping) {
    List<Identifiers.Candidate> candidates = new ArrayList<>();
    for (Spec named : mapping.member("identifiers").members()) {
      if (named.name().equals(CUSTOM)) {
        for (Spec custom : named.members()) {
          candidates.add(candidate(Identifier.Kind.CUSTOM, custom));
        }
      } else {
        candidates.add(candidate(kindOf(named), named));
      }
    }
    return new Identifiers(
        candidates,
        settings.emailIsIdentifier() && mapping.member("email_as_identifier").isOn(true),
        settings.phoneIsIdentifier() && mapping.member("phone_number_as_identifier").isOn(true),
        blocked,
        converter);
  }

  private Identifiers.Candidate candidate(Identifier.Kind kind, Spec spec) {
    return new Identifiers.Candidate(
        kind, spec.name(), sources.compile(spec, FieldType.TEXT), spec.inWords());
  }

  private static Identifier.Kind kindOf(Spec spec) {
    return switch (spec.name()) {
      case "uuid" -> Identifier.Kind.UUID;
      case "email" -> Identifier.Kind.EMAIL;
      case "phone_number" -> Identifier.Kind.PHONE_NUMBER;
      case Identifier.SEGMENT_ANONYMOUS_ID -> Identifier.Kind.CUSTOM;
      default ->
          throw spec.wrong(
              "is not one of uuid, email, phone_number, segment_anonymous_id; an identifier of your"
                  + " own stands in identifiers/custom");
    };
  }

  @Nullable
  private EventAction.Products products(Spec spec) {
    if (!spec.isPresent()) {
      return null;
    }
    Spec directive = spec.member("@arrayPath");
    if (!(directive.value() instanceof JsonArray parts)
        || parts.size() != 2
        || !(parts.get(1) instanceof JsonObject shape)) {
      throw spec.wrong("must be {\"@arrayPath\": [path, {parameters of one line}]}");
    }
    Object path = parts.get(0);
    Object list = path instanceof String ? new JsonObject().put("@path", path) : path;
    Spec found = new Spec(directive.path() + "/0", list);
    return new EventAction.Products(
        sources.compile(found),
        found.inWords(),
        lines.lines(new Spec(directive.path() + "/1", shape), ReadPaths.of(shape)));
  }

  /** The event's own time needs no second look: the segment stage has read it. */
  @Nullable
  private TimestampSource timestamp(Spec spec) {
    boolean eventsOwn =
        spec.value() instanceof JsonObject directive
            && "$.timestamp".equals(directive.get("@path"));
    if (!spec.isPresent() || eventsOwn) {
      return null;
    }
    Source source = sources.compile(spec, FieldType.TEXT);
    return event -> {
      Object value = source.of(event);
      OptionalLong time =
          ValueConverter.isAbsent(value) ? OptionalLong.empty() : EventTime.read(value);
      return time.isPresent() ? (Long) time.getAsLong() : null;
    };
  }

  @Nullable
  private Source optional(Spec spec) {
    return spec.isPresent() ? sources.compile(spec, FieldType.TEXT) : null;
  }

  private static Set<String> with(Set<String> names, String... more) {
    Set<String> union = new HashSet<>(names);
    union.addAll(List.of(more));
    return Set.copyOf(union);
  }
}
