package io.segmentinsider.mapping;

import io.segmentinsider.compatibility.action.SegmentActions;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.insider.CustomIdentifierName;
import io.segmentinsider.mapping.value.Currencies;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.segment.IdentifierOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * Carries a mapping that was checked at start to the tasks: a wrong mapping stops the job before it
 * runs, and no TaskManager needs the mapping file.
 */
public final class MapperFactory implements Serializable {

  private static final long serialVersionUID = 1L;

  private final MappingText text;
  private final MapperSettings settings;
  @Nullable private final String platform;
  private final ArrayList<String> customIdentifiers;
  private final ArrayList<String> warnings;

  private MapperFactory(MappingText text, MapperSettings settings, Mapper checked) {
    this.text = text;
    this.settings = settings;
    this.platform = checked.hasSegmentActionsOnly() ? SegmentActions.PLATFORM : null;
    this.customIdentifiers = new ArrayList<>(checked.customIdentifiers());
    this.warnings = new ArrayList<>(checked.warnings());
  }

  /**
   * Reads and checks the mapping that the settings name.
   *
   * @throws ConfigurationException if it can't be read, if an option names no currency, or an
   *     identifier that can't be one
   * @throws InvalidMappingFileException if it is wrong
   */
  public static MapperFactory of(MappingSettings mapping) {
    MapperSettings rules = mapping.rules();
    if (!Currencies.isCode(rules.defaultCurrency())) {
      throw new ConfigurationException(
          MappingOptions.DEFAULT_CURRENCY, rules.defaultCurrency(), "an ISO 4217 code such as USD");
    }
    MappingText text = textOf(mapping);
    rules.customIdentifiers().forEach(MapperFactory::requireName);
    return new MapperFactory(text, rules, Mapper.of(text, rules));
  }

  /**
   * The mapping that the settings name.
   *
   * @throws ConfigurationException if it can't be read
   */
  public static MappingText textOf(MappingSettings mapping) {
    String file = mapping.file();
    return file == null ? MappingText.preset(mapping.preset()) : MappingText.file(file);
  }

  private static void requireName(String name) {
    String fault =
        name.equals(Identifier.SEGMENT_ANONYMOUS_ID)
            ? "is the device, which has its place on the ladder"
            : CustomIdentifierName.faultOf(name);
    if (fault != null) {
      throw new ConfigurationException(
          IdentifierOptions.CUSTOM,
          name,
          "the name of a custom identifier of the account, and this " + fault);
    }
  }

  /** A mapper that sends only custom names that are admitted; as costly as {@link #mapper()}. */
  Mapper mapper(CustomNames customNames) {
    return Mapper.of(text, settings, customNames);
  }

  /** How many new custom names a day may have; 0 for any number. */
  int maxNewNames() {
    return settings.newNames().perDay();
  }

  /** A mapper; cheap to call once per task, and no cheaper than that. */
  public Mapper mapper() {
    return Mapper.of(text, settings);
  }

  /** All custom identifiers that can occur; see {@link Mapper#customIdentifiers}. */
  public List<String> customIdentifiers() {
    return List.copyOf(customIdentifiers);
  }

  /** What the mapping says and hardly anybody means; see {@link Mapper#warnings}. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Another one whenever the mapping or its settings are; the same on every machine. */
  public int version() {
    return Objects.hash(
        MappingFile.read(text).content(),
        settings.defaultRegion(),
        settings.defaultCurrency(),
        settings.orderEvent(),
        settings.drop(),
        settings.hash(),
        settings.queryParameters(),
        settings.shippingCostAsNumber(),
        settings.readings().currencySigns(),
        String.valueOf(settings.readings().decimalSeparator()),
        String.valueOf(settings.readings().dateOrder()),
        settings.readings().categorySeparators());
  }

  /** {@code platform} of the requests, if Segment's own actions make them; null otherwise. */
  @Nullable
  public String platform() {
    return platform;
  }
}
