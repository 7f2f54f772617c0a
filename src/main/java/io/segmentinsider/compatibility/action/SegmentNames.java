package io.segmentinsider.compatibility.action;

import io.segmentinsider.compatibility.javascript.Text;

/**
 * How Segment's destination writes names: lower case, trimmed, every single blank {@code _}
 * (docs/segment-spec.md#its-user-object).
 */
final class SegmentNames {

  private SegmentNames() {}

  static String normalise(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 0x7F || (c >= 'A' && c <= 'Z')) {
        return Text.trim(Text.toLowerCase(name)).replace(' ', '_');
      }
    }
    return name;
  }
}
