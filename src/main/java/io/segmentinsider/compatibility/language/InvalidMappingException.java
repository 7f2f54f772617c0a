package io.segmentinsider.compatibility.language;

import java.util.List;
import java.util.stream.Collectors;

/** A mapping that breaks the rules of the language, whatever the event. */
public final class InvalidMappingException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  InvalidMappingException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** All that is wrong, in the order of the mapping; at least one. */
  public List<Fault> faults() {
    return faults;
  }

  /**
   * One broken rule.
   *
   * @param path where, as member names and list places joined by {@code /}, from {@code /}
   * @param rule what is expected there and what was found
   */
  public record Fault(String path, String rule) {

    @Override
    public String toString() {
      return path + " " + rule;
    }
  }
}
