package io.segmentinsider.tools.check;

/**
 * What was found about one thing that the job needs.
 *
 * @param kind whether the job can use it
 * @param subject what was looked at
 * @param text what was found, and what to do if it is wrong; never a secret
 */
public record Finding(Kind kind, String subject, String text) {

  /** Whether the job can use a thing. */
  public enum Kind {
    /** It can. */
    OK("ok"),
    /** It can, and will hardly do what was meant. */
    WARNING("warn"),
    /** It can't. */
    WRONG("wrong");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** What stands in front of the finding. */
    public String word() {
      return word;
    }
  }

  static Finding ok(String subject, String text) {
    return new Finding(Kind.OK, subject, text);
  }

  static Finding warning(String subject, String text) {
    return new Finding(Kind.WARNING, subject, text);
  }

  static Finding wrong(String subject, String text) {
    return new Finding(Kind.WRONG, subject, text);
  }

  /** Whether the job can use it. */
  public boolean ok() {
    return kind != Kind.WRONG;
  }
}
