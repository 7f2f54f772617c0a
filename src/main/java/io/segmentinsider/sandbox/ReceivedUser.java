package io.segmentinsider.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One member of {@code users}, read: digests and positions in the request body. Reused from request
 * to request; nothing of it may be kept.
 */
final class ReceivedUser {

  /** A value in the request body. */
  static final class Value {
    private Name name;
    private long high;
    private long low;
    private int start;
    private int end;
    private boolean array;

    void set(Name newName, long newHigh, long newLow, int newStart, int newEnd, boolean isArray) {
      name = newName;
      high = newHigh;
      low = newLow;
      start = newStart;
      end = newEnd;
      array = isArray;
    }

    /** The identifier's or attribute's name; for an event the one in {@code event_name}. */
    Name name() {
      return name;
    }

    /** Upper half of the digest of its content; that of an identifier includes its name. */
    long high() {
      return high;
    }

    /** Lower half of the digest of its content; that of an identifier includes its name. */
    long low() {
      return low;
    }

    boolean isArray() {
      return array;
    }

    byte[] copyFrom(byte[] body) {
      return Arrays.copyOfRange(body, start, end);
    }

    boolean isEqualIn(byte[] body, byte[] other) {
      return Arrays.equals(body, start, end, other, 0, other.length);
    }
  }

  private final Reused<Value> identifiers = new Reused<>(Value::new);
  private final Reused<Value> attributes = new Reused<>(Value::new);
  private final Reused<Value> events = new Reused<>(Value::new);
  private final Map<String, List<String>> errors = new LinkedHashMap<>();
  private int start;
  private int end;
  private boolean append;

  void clear() {
    identifiers.clear();
    attributes.clear();
    events.clear();
    errors.clear();
    append = true;
  }

  void setPosition(int newStart, int newEnd) {
    start = newStart;
    end = newEnd;
  }

  void setAppend(boolean newAppend) {
    append = newAppend;
  }

  /** Refuses this user object; a second text under the same key joins the first. */
  void refuse(String key, String text) {
    errors.computeIfAbsent(key, k -> new ArrayList<>()).add(text);
  }

  Reused<Value> identifiers() {
    return identifiers;
  }

  Reused<Value> attributes() {
    return attributes;
  }

  Reused<Value> events() {
    return events;
  }

  /** Why it is refused, as the answer says it; empty if it is accepted. */
  Map<String, List<String>> errors() {
    return errors;
  }

  boolean isRefused() {
    return !errors.isEmpty();
  }

  /** Where it starts in the request body. */
  int start() {
    return start;
  }

  /** Where it ends in the request body, exclusive. */
  int end() {
    return end;
  }

  /** Whether array attributes are joined with what is there. */
  boolean append() {
    return append;
  }
}
