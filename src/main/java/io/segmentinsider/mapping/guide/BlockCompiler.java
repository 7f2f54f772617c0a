package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.insider.DefaultParameter;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.FieldRules;
import io.segmentinsider.mapping.MapperSettings;
import io.segmentinsider.mapping.guide.Block.Field;
import io.segmentinsider.mapping.value.CustomName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** Compiles {@code attributes}, {@code event_params} and the shape of a product line. */
final class BlockCompiler {

  private static final Set<String> RULES = Set.of("allow", "deny", "hash");

  private static final UnreadMembers.Defaults ATTRIBUTES = new AttributeDefaults();

  private final Sources sources;
  private final ValueConverter converter;
  private final UnreadMembers.Defaults parameters;
  private final FieldRules attributeRules;
  private final FieldRules parameterRules;

  BlockCompiler(Sources sources, ValueConverter converter, MapperSettings settings) {
    this.sources = sources;
    this.converter = converter;
    this.parameters = new ParameterDefaults(settings.shippingCostAsNumber());
    this.attributeRules = FieldRules.configured("attributes", settings);
    this.parameterRules = FieldRules.configured("event_params", settings);
  }

  /** Null if nothing stands there. */
  @Nullable
  Block attributes(Spec spec, ReadPaths read) {
    return spec.isPresent() ? block("attributes", spec, ATTRIBUTES, read, attributeRules) : null;
  }

  /** Null if nothing stands there. */
  @Nullable
  Block parameters(Spec spec, ReadPaths read) {
    return spec.isPresent() ? block("event_params", spec, parameters, read, parameterRules) : null;
  }

  /** The parameters of one product line. */
  Block lines(Spec spec, ReadPaths read) {
    return block("products", spec, parameters, read, parameterRules);
  }

  private Block block(
      String name,
      Spec spec,
      UnreadMembers.Defaults defaults,
      ReadPaths read,
      FieldRules configured) {
    List<Field> fields = new ArrayList<>();
    List<Field> custom = new ArrayList<>();
    Block.Unmapped unmapped = null;
    for (Spec member : spec.members()) {
      if (member.name().equals("custom")) {
        custom.addAll(customFields(member, defaults));
      } else if (member.name().equals(Block.UNMAPPED)) {
        unmapped = unmapped(member, defaults, read);
      } else if (!RULES.contains(member.name())) {
        fields.add(field(member, defaults));
      }
    }
    return new Block(name, fields, custom, unmapped, defaults, rules(spec, configured), converter);
  }

  private Field field(Spec spec, UnreadMembers.Defaults defaults) {
    FieldType type = defaults.typeOf(spec.name());
    if (type == null) {
      throw spec.wrong("is no default field of Insider; it belongs into custom");
    }
    return new Field(spec.name(), type, sources.compile(spec, type), spec.inWords());
  }

  private List<Field> customFields(Spec spec, UnreadMembers.Defaults defaults) {
    List<Field> fields = new ArrayList<>();
    for (Spec member : spec.members()) {
      String name = CustomName.normalise(member.name());
      if (defaults.typeOf(name) != null) {
        throw member.wrong("is a default field of Insider; it does not belong into custom");
      }
      fields.add(new Field(name, null, sources.compile(member), member.inWords()));
    }
    return fields;
  }

  private Block.Unmapped unmapped(Spec spec, UnreadMembers.Defaults defaults, ReadPaths read) {
    if (spec.value() instanceof JsonObject directive
        && directive.size() == 1
        && directive.get("@path") instanceof String path) {
      return new Block.Unmapped(
          sources.compile(spec), new UnreadMembers(read.below(path), defaults), spec.inWords());
    }
    throw spec.wrong(
        "must be {\"@path\": \"…\"}, the object whose members are sent unless another field reads"
            + " them");
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

    /** Identifiers, and what only a mapping may ask for (C2, C7). */
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
   * @param shippingCostAsNumber whether that one is a number instead of a text (C8)
   */
  private record ParameterDefaults(boolean shippingCostAsNumber) implements UnreadMembers.Defaults {

    @Override
    @Nullable
    public FieldType typeOf(String fieldName) {
      DefaultParameter parameter = DefaultParameter.of(fieldName);
      if (parameter == DefaultParameter.SHIPPING_COST && shippingCostAsNumber) {
        return FieldType.NUMBER;
      }
      return parameter == null ? null : parameter.type();
    }

    @Override
    public boolean isOpen(String fieldName) {
      return true;
    }
  }
}
