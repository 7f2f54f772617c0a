package io.segmentinsider.local.check;

/**
 * What was found about one thing that the job needs.
 *
 * @param ok whether the job can use it
 * @param subject what was looked at
 * @param text what was found, and what to do if it is wrong; never a secret
 */
public record Finding(boolean ok, String subject, String text) {

  static Finding ok(String subject, String text) {
    return new Finding(true, subject, text);
  }

  static Finding wrong(String subject, String text) {
    return new Finding(false, subject, text);
  }
}
