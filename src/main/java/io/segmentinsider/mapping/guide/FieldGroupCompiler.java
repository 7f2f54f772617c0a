package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.insider.DefaultParameter;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.CustomNames;
import io.segmentinsider.mapping.FieldRules;
import io.segmentinsider.mapping.MapperSettings;
import io.segmentinsider.mapping.Renames;
import io.segmentinsider.mapping.UrlParameters;
import io.segmentinsider.mapping.guide.FieldGroup.Field;
import io.segmentinsider.mapping.value.CustomName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** Compiles {@code attributes}, {@code event_params} and the shape of a product line. */
final class FieldGroupCompiler {

  private static final Set<String> RULES = Set.of("allow", "deny", "hash");

  private static final String ATTRIBUTES_GROUP = "attributes";

  private static final UnreadMembers.Defaults ATTRIBUTES = new AttributeDefaults();

  private final Sources sources;
  private final ValueConverter converter;
  private final UnreadMembers.Defaults parameters;
  private final Map<CustomNames.Place, Set<String>> customNames =
      Map.of(
          CustomNames.Place.ATTRIBUTE,
          new HashSet<>(),
          CustomNames.Place.PARAMETER,
          new HashSet<>());
  private final FieldRules attributeRules;
  private final FieldRules parameterRules;
  private final int maxNameLength;

  FieldGroupCompiler(
      Sources sources, ValueConverter converter, MapperSettings settings, Renames renames) {
    this.sources = sources;
    this.converter = converter;
    this.parameters = new ParameterDefaults(settings.shippingCostAsNumber());
    this.maxNameLength = settings.bounds().maxNameLength();
    UrlParameters urls = UrlParameters.of(settings.queryParameters());
    this.attributeRules =
        FieldRules.configured("attributes", settings, urls).renaming(renames.attributes());
    this.parameterRules =
        FieldRules.configured("event_params", settings, urls).renaming(renames.parameters());
    for (CustomNames.Place place : CustomNames.Place.values()) {
      customNames.get(place).addAll(renames.of(place).values());
    }
  }

  /** The custom names that the mappings compiled so far give. */
  Set<String> customNames(CustomNames.Place place) {
    return customNames.get(place);
  }

  /** Null if nothing stands there. */
  @Nullable
  FieldGroup attributes(Spec spec, ReadPaths read) {
    return spec.isPresent()
        ? group(ATTRIBUTES_GROUP, spec, ATTRIBUTES, read, attributeRules)
        : null;
  }

  /** Null if nothing stands there. */
  @Nullable
  FieldGroup parameters(Spec spec, ReadPaths read) {
    return spec.isPresent() ? group("event_params", spec, parameters, read, parameterRules) : null;
  }

  /** The parameters of one product line. */
  FieldGroup lines(Spec spec, ReadPaths read) {
    return group("products", spec, parameters, read, parameterRules);
  }

  private FieldGroup group(
      String name,
      Spec spec,
      UnreadMembers.Defaults defaults,
      ReadPaths read,
      FieldRules configured) {
    List<Field> fields = new ArrayList<>();
    List<Field> custom = new ArrayList<>();
    CustomNames.Place place =
        name.equals("attributes") ? CustomNames.Place.ATTRIBUTE : CustomNames.Place.PARAMETER;
    List<Field> unlessKnown = new ArrayList<>();
    FieldGroup.Unmapped unmapped = null;
    OptIns optIns = null;
    Spec endings = spec.member(FieldGroup.ENDS_WITH);
    for (Spec member : spec.members()) {
      if (member.name().equals("custom")) {
        custom.addAll(customFields(member, endings, defaults, configured));
        custom.forEach(field -> customNames.get(place).add(configured.sentAs(field.name())));
      } else if (member.name().equals(FieldGroup.UNLESS_KNOWN)) {
        for (Spec standIn : ofAttributes(member, name).members()) {
          unlessKnown.add(field(standIn, defaults));
        }
      } else if (member.name().equals(FieldGroup.ENDS_WITH)) {
        requireCustom(ofAttributes(member, name), spec.member("custom"));
      } else if (member.name().equals(FieldGroup.UNMAPPED)) {
        unmapped = unmapped(member, defaults, read);
      } else if (member.name().equals(FieldGroup.OPT_INS)) {
        optIns = optIns(member, defaults);
      } else if (!RULES.contains(member.name())) {
        fields.add(field(member, defaults));
      }
    }
    return new FieldGroup(
        name,
        place,
        fields,
        custom,
        unlessKnown,
        sources,
        optIns,
        unmapped,
        defaults,
        rules(spec, configured),
        converter,
        maxNameLength);
  }

  private static Spec ofAttributes(Spec spec, String group) {
    if (!group.equals(ATTRIBUTES_GROUP)) {
      throw spec.wrong("stands in attributes only: what an event says is not kept");
    }
    return spec;
  }

  /** Both sides of {@code ends_with} are custom fields of the field group. */
  private static void requireCustom(Spec endings, Spec custom) {
    for (Spec ending : endings.members()) {
      boolean named =
          custom.member(ending.name()).isPresent()
              && ending.value() instanceof String key
              && custom.member(key).isPresent();
      if (!named) {
        throw ending.wrong("must name two fields of custom: {\"group\": \"group_id\"}");
      }
    }
  }

  private Field field(Spec spec, UnreadMembers.Defaults defaults) {
    FieldType type = defaults.typeOf(spec.name());
    if (type == null) {
      throw spec.wrong("is no default field of Insider; it belongs into custom");
    }
    return new Field(spec.name(), type, sources.compile(spec, type), spec.inWords(), null);
  }

  private List<Field> customFields(
      Spec spec, Spec endings, UnreadMembers.Defaults defaults, FieldRules rules) {
    List<Field> fields = new ArrayList<>();
    for (Spec member : spec.members()) {
      String name = CustomName.normalise(member.name());
      if (defaults.typeOf(name) != null) {
        throw member.wrong("is a default field of Insider; it does not belong into custom");
      }
      String endsWith =
          endings.member(member.name()).value() instanceof String key
              ? rules.sentAs(CustomName.normalise(key))
              : null;
      fields.add(new Field(name, null, sources.compile(member), member.inWords(), endsWith));
    }
    return fields;
  }

  private FieldGroup.Unmapped unmapped(Spec spec, UnreadMembers.Defaults defaults, ReadPaths read) {
    if (spec.value() instanceof JsonObject directive
        && directive.size() == 1
        && directive.get("@path") instanceof String path) {
      return new FieldGroup.Unmapped(
          sources.compile(spec),
          new UnreadMembers(read.below(path), defaults, maxNameLength),
          spec.inWords());
    }
    throw spec.wrong(
        "must be {\"@path\": \"…\"}, the object whose members are sent unless another field reads"
            + " them");
  }

  private OptIns optIns(Spec spec, UnreadMembers.Defaults defaults) {
    List<String> paths = OptIns.paths(spec.value());
    int named = spec.value() instanceof JsonArray list ? list.size() : 1;
    if (paths.size() != named || defaults.typeOf(DefaultAttribute.EMAIL_OPTIN.key()) == null) {
      throw spec.wrong(
          "must stand in attributes, and be {\"@path\": \"…\"} or a list of such: objects whose"
              + " members named after a consent are read");
    }
    List<OptIns.Place> places = new ArrayList<>(paths.size());
    for (String path : paths) {
      places.add(
          new OptIns.Place(
              sources.compile(new Spec(spec.path(), new JsonObject().put("@path", path))), path));
    }
    return new OptIns(places);
  }

  private static FieldRules rules(Spec spec, FieldRules configured) {
    Set<String> deny = names(spec.member("deny"));
    Set<String> hash = names(spec.member("hash"));
    return configured.with(
        names(spec.member("allow")),
        deny == null ? Set.of() : deny,
        hash == null ? Set.of() : hash);
  }

  @Nullable
  private static Set<String> names(Spec spec) {
    List<String> texts = spec.texts();
    if (texts == null) {
      return null;
    }
    Set<String> names = new HashSet<>();
    for (String text : texts) {
      names.add(CustomName.normalise(text));
    }
    return Set.copyOf(names);
  }

  private static final class AttributeDefaults implements UnreadMembers.Defaults {

    /**
     * Identifiers, and what only a mapping may ask for (docs/insider-api.md#language,
     * docs/insider-api.md#static-lists).
     */
    private static final Set<DefaultAttribute> MAPPED_ONLY =
        Set.of(
            DefaultAttribute.EMAIL,
            DefaultAttribute.PHONE_NUMBER,
            DefaultAttribute.UUID,
            DefaultAttribute.LO,
            DefaultAttribute.LOCALE,
            DefaultAttribute.LIST_ID);

    @Override
    @Nullable
    public FieldType typeOf(String fieldName) {
      DefaultAttribute attribute = DefaultAttribute.of(fieldName);
      return attribute == null ? null : attribute.type();
    }

    @Override
    public boolean isOpen(String fieldName) {
      DefaultAttribute attribute = DefaultAttribute.of(fieldName);
      return attribute == null || !MAPPED_ONLY.contains(attribute);
    }
  }

  /**
   * Parameters.
   *
   * @param shippingCostAsNumber whether that one is a number instead of a text
   *     (docs/insider-api.md#shipping-cost)
   */
  private record ParameterDefaults(boolean shippingCostAsNumber) implements UnreadMembers.Defaults {

    /** Not the id of a variant: Insider's is a number, and hardly anybody else's. */
    private static final Map<String, String> OF_ONE_WORD =
        Arrays.stream(DefaultParameter.values())
            .filter(parameter -> parameter != DefaultParameter.VARIANT_ID)
            .map(DefaultParameter::key)
            .filter(key -> key.contains("_"))
            .collect(Collectors.toUnmodifiableMap(key -> key.replace("_", ""), key -> key));

    @Override
    @Nullable
    public String ofOneWord(String customName) {
      return OF_ONE_WORD.get(customName);
    }

    @Override
    @Nullable
    public FieldType typeOf(String fieldName) {
      DefaultParameter parameter = DefaultParameter.of(fieldName);
      if (parameter == DefaultParameter.SHIPPING_COST && shippingCostAsNumber) {
        return FieldType.AMOUNT;
      }
      return parameter == null ? null : parameter.type();
    }

    @Override
    public boolean isOpen(String fieldName) {
      return true;
    }
  }
}
