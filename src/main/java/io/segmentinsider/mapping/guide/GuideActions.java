package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.insider.CustomIdentifierName;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.Action;
import io.segmentinsider.mapping.CustomNames;
import io.segmentinsider.mapping.MapperSettings;
import io.segmentinsider.mapping.Renames;
import io.segmentinsider.mapping.TrustedTopics;
import io.segmentinsider.mapping.UpdateBudget;
import io.segmentinsider.mapping.value.Currencies;
import io.segmentinsider.mapping.value.EventName;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.UserData;
import io.segmentinsider.segment.EventTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import javax.annotation.Nullable;

/** Compiles the mappings of the guide's actions. */
public final class GuideActions {

  /** The words in a mapping file. */
  public static final List<String> NAMES =
      List.of(UserAction.NAME, EventAction.NAME, LinkAction.NAME);

  /** The member that names Insider's events by Segment's names for them. */
  private static final String EVENT_ALIASES = "event_aliases";

  /** Identifiers of an event that names no user id. */
  static final String WITHOUT_UUID = "identifiers_without_uuid";

  private static final Set<String> USER_MEMBERS =
      Set.of(
          "identifiers",
          WITHOUT_UUID,
          "email_as_identifier",
          "phone_number_as_identifier",
          "phone_region",
          "append_arrays",
          "attributes");

  private static final Set<String> EVENT_MEMBERS =
      with(
          USER_MEMBERS,
          "event_name",
          EVENT_ALIASES,
          "timestamp",
          "event_params",
          "products",
          EventAction.WITHOUT_PRODUCTS);

  private static final Set<String> LINK_MEMBERS = with(USER_MEMBERS, "previous_id");

  /** The member of {@code identifiers} that holds the account's own. */
  private static final String CUSTOM = "custom";

  /**
   * The cell of the mapping that the order event's name stands in
   * (docs/insider-api.md#order-event).
   */
  private static final String ORDER_EVENT = "confirmation_page_view";

  private final MapperSettings settings;
  private final Renames renames;
  private final BlockedValues blocked;
  private final TrustedTopics trusted;
  private final Sources sources;
  private final FieldGroupCompiler groups;
  private final FieldGroupCompiler lines;
  private final ValueConverter converter;

  /**
   * A compiler for mappings under these settings.
   *
   * @param renames under which names fields and events are sent
   */
  public GuideActions(MapperSettings settings, Renames renames) {
    this.settings = settings;
    this.renames = renames;
    this.blocked = new BlockedValues(settings.blockedValues());
    this.converter = new ValueConverter(settings, blocked);
    this.trusted = new TrustedTopics(settings.trustedTopics());
    this.sources = new Sources();
    this.groups = new FieldGroupCompiler(sources, converter, settings, renames);
    this.lines = new FieldGroupCompiler(new Sources(), converter, settings, renames);
  }

  /** The custom names that the mappings compiled so far give. */
  public Set<String> customNames(CustomNames.Place place) {
    Set<String> names = new HashSet<>(groups.customNames(place));
    names.addAll(lines.customNames(place));
    return names;
  }

  /**
   * Compiles a mapping.
   *
   * @param action one of {@link #NAMES}
   * @param path where the mapping stands in its file, for complaints
   * @param mapping what it maps
   * @throws IllegalArgumentException if the mapping does not fit the action; the message names the
   *     place and what would be right
   */
  public Action compile(String action, String path, JsonObject mapping) {
    Spec spec = new Spec(path, mapping);
    Action compiled = action(action, spec);
    if (!namesIdentifier(spec.member("identifiers"))) {
      throw spec.member("identifiers").wrong("must name at least one: nothing is sent without");
    }
    return compiled;
  }

  /**
   * Compiles {@code at_least}.
   *
   * @param path where it stands in its file, for complaints
   * @param atLeast amounts by field; null for none
   * @throws IllegalArgumentException if it holds something else
   */
  public Thresholds thresholds(String path, @Nullable JsonObject atLeast) {
    return Thresholds.compile(new Spec(path, atLeast), converter);
  }

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
        yield new LinkAction(
            userPart(spec), optional(spec.member("previous_id")), blocked, trusted);
      }
      default -> throw new IllegalArgumentException("no action of the guide: " + action);
    };
  }

  private EventAction event(Spec mapping) {
    return new EventAction(
        userPart(mapping),
        eventName(mapping.member("event_name"), names(mapping.member(EVENT_ALIASES))),
        timestamp(mapping.member("timestamp")),
        settings.clockLead(),
        groups.parameters(mapping.member("event_params"), ReadPaths.of(mapping.value())),
        products(mapping.member("products")),
        groups.parameters(mapping.member(EventAction.WITHOUT_PRODUCTS), ReadPaths.NONE),
        new CurrencyRule(
            settings.defaultCurrency(), new Currencies(settings.readings().currencySigns())));
  }

  private SystemNames names(Spec aliases) {
    Map<String, String> byKey = new HashMap<>();
    for (Spec alias : aliases.members()) {
      List<String> segmentNames = alias.texts();
      if (!alias.name().equals(EventName.normalise(alias.name())) || segmentNames == null) {
        throw alias.wrong("must be a list of Segment's names under the name of Insider's event");
      }
      for (String segmentName : segmentNames) {
        String taken = byKey.put(EventName.key(segmentName), alias.name());
        if (taken != null && !taken.equals(alias.name())) {
          throw alias.wrong("lists a name that " + taken + " has, too: " + segmentName);
        }
      }
    }
    return new SystemNames(byKey, renames.events());
  }

  private EventAction.Name eventName(Spec spec, SystemNames names) {
    if (!spec.isPresent()) {
      throw spec.wrong("is missing; it names Insider's event");
    }
    if (ORDER_EVENT.equals(spec.value())) {
      return new EventAction.Name(
          sources.constant(settings.orderEvent()), "mapping.order-event", names);
    }
    boolean isName = spec.value() instanceof String text && EventName.normalise(text) != null;
    if (!isName && !(spec.value() instanceof JsonObject)) {
      throw spec.wrong("must be a directive, or a text that is not blank");
    }
    return new EventAction.Name(sources.compile(spec), spec.inWords(), names);
  }

  private UserPart userPart(Spec mapping) {
    boolean append = mapping.member("append_arrays").isOn(false);
    return new UserPart(
        identifiers(mapping),
        groups.attributes(mapping.member("attributes"), ReadPaths.of(mapping.value())),
        optional(mapping.member("phone_region")),
        append ? new UserData.Shape(false, false, false, false, false) : UserData.Shape.COMPACT,
        settings.nulls(),
        new UpdateBudget(settings.bounds()));
  }

  private static boolean namesIdentifier(Spec identifiers) {
    return identifiers.members().stream()
        .anyMatch(member -> !member.name().equals(CUSTOM) || !member.members().isEmpty());
  }

  private Identifiers identifiers(Spec mapping) {
    List<Identifiers.Candidate> candidates = new ArrayList<>();
    for (Spec named : mapping.member("identifiers").members()) {
      if (named.name().equals(CUSTOM)) {
        for (int i = 0; i < named.object().size(); i++) {
          candidates.add(custom(named, named.object().nameAt(i)));
        }
      } else {
        candidates.add(candidate(kindOf(named), named.name(), named));
      }
    }
    return new Identifiers(
        candidates,
        withoutUuid(mapping.member(WITHOUT_UUID)),
        settings.emailIsIdentifier() && mapping.member("email_as_identifier").isOn(true),
        settings.phoneIsIdentifier() && mapping.member("phone_number_as_identifier").isOn(true),
        blocked,
        converter);
  }

  private List<Identifiers.Candidate> withoutUuid(Spec identifiers) {
    List<Identifiers.Candidate> candidates = new ArrayList<>();
    for (Spec named : identifiers.members()) {
      boolean isAddress = named.name().equals("email") || named.name().equals("phone_number");
      if (!isAddress) {
        throw named.wrong("is not one of email, phone_number: what a guest can be known by");
      }
      candidates.add(candidate(kindOf(named), named.name(), named));
    }
    return candidates;
  }

  private Identifiers.Candidate custom(Spec custom, String name) {
    Spec spec = custom.member(name);
    String fault =
        name.equals(Identifier.SEGMENT_ANONYMOUS_ID)
            ? "is no identifier of your own: it stands in identifiers itself"
            : CustomIdentifierName.faultOf(name);
    if (fault != null) {
      throw spec.wrong(fault);
    }
    return candidate(Identifier.Kind.CUSTOM, name, spec);
  }

  /** A text, number or the like would be everybody's, and make one person of them. */
  private static void requireNoConstant(Spec spec) {
    boolean constant = !(spec.value() instanceof JsonObject);
    if (spec.value() instanceof JsonArray list) {
      constant = list.isEmpty();
      for (Object item : list) {
        constant |= !(item instanceof JsonObject);
      }
    }
    if (constant) {
      throw spec.wrong(
          "would be the same for everybody; say where it comes from: {\"@path\": \"$.…\"}");
    }
  }

  private Identifiers.Candidate candidate(Identifier.Kind kind, String name, Spec spec) {
    requireNoConstant(spec);
    return new Identifiers.Candidate(
        kind, name, sources.compile(spec, FieldType.TEXT), spec.inWords());
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
        new ProductLines(sources.compile(found, FieldType.TEXT), found.inWords()),
        lines.lines(new Spec(directive.path() + "/1", shape), ReadPaths.ofLine(shape)));
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
