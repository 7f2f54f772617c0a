package io.segmentinsider.segment;

import io.segmentinsider.record.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What a company may ask about the data of one user: Segment's word for its requests to delete and
 * suppress, with the names that its Public API gives them (docs/segment-spec.md#regulations). In a
 * topic each is an event whose {@code type} is one of these names, in the shape of Segment's
 * deletion payload.
 */
public enum Regulation {
  /** Delete what there is. */
  DELETE_ONLY(List.of(Operation.DELETE), "delete", "DELETE_ONLY"),
  /** Let nothing new through. What Segment deletes internally is at no destination. */
  SUPPRESS_ONLY(
      List.of(Operation.SUPPRESS),
      "suppress",
      "SUPPRESS",
      "SUPPRESS_ONLY",
      "SUPPRESS_WITH_DELETE_INTERNAL"),
  /** Let through again. */
  UNSUPPRESS(List.of(Operation.UNSUPPRESS), "unsuppress", "UNSUPPRESS"),
  /** Both: nothing new comes between. */
  SUPPRESS_WITH_DELETE(
      List.of(Operation.SUPPRESS, Operation.DELETE),
      "suppress-with-delete",
      "SUPPRESS_WITH_DELETE",
      "SUPPRESS_AND_DELETE");

  private static final Map<String, Regulation> BY_TYPE = byType();

  // Unmodifiable, as all constants make them by List.of.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Operation> operations;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> types;

  Regulation(List<Operation> operations, String... types) {
    this.operations = operations;
    this.types = List.of(types);
  }

  private static Map<String, Regulation> byType() {
    Map<String, Regulation> byType = new HashMap<>();
    for (Regulation regulation : values()) {
      regulation.types.forEach(type -> byType.put(type, regulation));
    }
    return Map.copyOf(byType);
  }

  /**
   * The one that an event of this type asks for; null if it asks for none.
   *
   * @param type the event's own {@code type}
   */
  @Nullable
  public static Regulation ofType(String type) {
    return BY_TYPE.get(type);
  }

  /** All names by which one can be asked for. */
  public static Set<String> types() {
    return BY_TYPE.keySet();
  }

  /** What it is made of, in the order in which it is done; never empty. */
  public List<Operation> operations() {
    return operations;
  }
}
