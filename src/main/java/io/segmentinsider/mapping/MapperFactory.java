package io.segmentinsider.mapping;

import io.segmentinsider.config.JobSettings;
import io.segmentinsider.mapping.action.SegmentActions;
import java.io.Serializable;
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

  private MapperFactory(MappingText text, MapperSettings settings, @Nullable String platform) {
    this.text = text;
    this.settings = settings;
    this.platform = platform;
  }

  /**
   * Reads and checks the mapping that the settings name.
   *
   * @throws io.segmentinsider.config.ConfigurationException if it can't be read
   * @throws InvalidMappingFileException if it is wrong
   */
  public static MapperFactory of(JobSettings.Mapping mapping, JobSettings.Identity identity) {
    String file = mapping.file();
    MappingText text = file == null ? MappingText.preset(mapping.preset()) : MappingText.file(file);
    MapperSettings mapperSettings = MapperSettings.of(mapping, identity);
    boolean segments = Mapper.of(text, mapperSettings).hasSegmentActionsOnly();
    return new MapperFactory(text, mapperSettings, segments ? SegmentActions.PLATFORM : null);
  }

  /** A mapper; cheap to call once per task, and no cheaper than that. */
  public Mapper mapper() {
    return Mapper.of(text, settings);
  }

  /** Another one whenever the mapping or its settings are; the same on every machine. */
  public int version() {
    return Objects.hash(
        text.json(),
        settings.defaultRegion(),
        settings.defaultCurrency(),
        settings.orderEvent(),
        settings.drop(),
        settings.hash(),
        settings.shippingCostAsNumber());
  }

  /** {@code platform} of the requests, if Segment's own actions make them; null otherwise. */
  @Nullable
  public String platform() {
    return platform;
  }
}
