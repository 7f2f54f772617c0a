package io.segmentinsider.mapping;

/** A mapping file that can't be used. The message names the file, the place in it and the rule. */
public final class InvalidMappingFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidMappingFileException(MappingText text, String complaint) {
    super(text.origin() + ": " + complaint);
  }

  InvalidMappingFileException(MappingText text, String path, String rule) {
    this(text, path + " " + rule);
  }
}
