package io.segmentinsider.json;

/**
 * A text of an event where it stands, which nobody had to look into: ASCII without escapes, not
 * empty, without blanks at its ends, and without {@code =}, {@code %} and {@code @}, so that it
 * holds neither an address of a person nor parameters of one of a page. It is written as it stands.
 */
public final class TextSlice {

  private final byte[] json;
  private final int from;
  private final int end;

  /** The text from one byte up to before another one, between quotes. */
  TextSlice(byte[] json, int from, int end) {
    this.json = json;
    this.from = from;
    this.end = end;
  }

  /** How many characters it has. */
  public int length() {
    return end - from;
  }

  void appendTo(JsonBuffer out) {
    out.json(json, from - 1, end + 1);
  }

  /** What it says. */
  @Override
  public String toString() {
    return Texts.decoded(json, from, end);
  }
}
