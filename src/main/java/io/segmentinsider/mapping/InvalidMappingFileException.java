package io.segmentinsider.mapping;

import io.segmentinsider.compatibility.language.InvalidMappingException.Fault;
import java.util.List;
import java.util.stream.Collectors;

/** A mapping file that can't be used. The message names the file, the place in it and the rule. */
public final class InvalidMappingFileException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidMappingFileException(MappingText text, String complaint) {
    super(text.name() + ": " + complaint);
  }

  /**
   * Places in the file with the rules that they break.
   *
   * @param path where the mapping that has the faults stands in the file
   */
  public static String complaint(String path, List<Fault> faults) {
    return faults.stream()
        .map(fault -> path + (fault.path().equals("/") ? "" : fault.path()) + " " + fault.rule())
        .collect(Collectors.joining("; "));
  }

  InvalidMappingFileException(MappingText text, String path, String rule) {
    this(text, path + " " + rule);
  }

  /** The same with the places at which the fields of blocks are written. */
  InvalidMappingFileException inFile(MappingText text, Places places) {
    String file = text.name() + ": ";
    if (places.written().isEmpty() || !getMessage().startsWith(file)) {
      return this;
    }
    return new InvalidMappingFileException(
        text, places.inFile(getMessage().substring(file.length())));
  }
}
