package io.segmentinsider.mapping;

import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * Which mapping, and what it needs to know besides its file.
 *
 * @param preset name of the bundled mapping
 * @param file a mapping file instead; null if the preset is meant
 * @param rules what it needs to know
 */
public record MappingSettings(String preset, @Nullable String file, MapperSettings rules)
    implements Serializable {}
