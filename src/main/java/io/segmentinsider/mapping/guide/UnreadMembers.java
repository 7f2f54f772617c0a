package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.FieldType;
import io.segmentinsider.mapping.value.CustomName;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * What becomes of the members of an object that a mapping does not read. Names repeat from event to
 * event, so what was found out about one is kept.
 */
final class UnreadMembers {

  /** Enough for any tracking plan; what goes beyond is worked out again each time. */
  private static final int MAX_KNOWN = 2_000;

  private final String prefix;
  private final ReadPaths read;
  private final Defaults defaults;
  private final Map<String, Member> known = new HashMap<>();

  UnreadMembers(ReadPaths read, Defaults defaults) {
    this("", read, defaults);
  }

  private UnreadMembers(String prefix, ReadPaths read, Defaults defaults) {
    this.prefix = prefix;
    this.read = read;
    this.defaults = defaults;
  }

  /** Insider's own fields of a block. */
  interface Defaults {

    /** What a field of that name holds; null if the name is a custom one. */
    @Nullable
    FieldType typeOf(String fieldName);

    /** Whether a value may reach the field without a mapping that says so. */
    boolean isOpen(String fieldName);
  }

  /**
   * What is known about a member.
   *
   * @param isRead whether another field reads it
   * @param partlyRead for an object of which other fields read members: the others; null otherwise
   * @param name the name as sent
   * @param type what the default field of that name holds; null if it is a custom name
   * @param isOpen whether that default field may be filled without a mapping that says so
   */
  record Member(
      boolean isRead,
      @Nullable UnreadMembers partlyRead,
      String name,
      @Nullable FieldType type,
      boolean isOpen) {}

  Member member(String eventName) {
    Member member = known.get(eventName);
    if (member == null) {
      member = findOut(eventName);
      if (known.size() < MAX_KNOWN) {
        known.put(eventName, member);
      }
    }
    return member;
  }

  private Member findOut(String eventName) {
    ReadPaths below = read.member(eventName);
    String name = CustomName.normalise(prefix + eventName);
    UnreadMembers partlyRead =
        below == null || below.isRead() ? null : new UnreadMembers(name + "_", below, defaults);
    return new Member(
        below != null && below.isRead(),
        partlyRead,
        name,
        defaults.typeOf(name),
        defaults.isOpen(name));
  }
}
