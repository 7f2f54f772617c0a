package io.segmentinsider.mapping.cases;

import java.util.List;

/**
 * How a case ended.
 *
 * @param id as the case names itself; empty if it does not
 * @param differences what is not as expected, one readable line each; none for a case that passed
 */
public record CaseResult(String id, List<String> differences) {

  /** Whether everything is as expected. */
  public boolean passed() {
    return differences.isEmpty();
  }
}
