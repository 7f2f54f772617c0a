package io.segmentinsider.record;

import javax.annotation.Nullable;

/**
 * What one person answered when asked for consent: Insider's {@code gdpr_optin}
 * (docs/insider-api.md#consent).
 *
 * @param optedIn whether it was an opt-in; else it was a refusal
 * @param at when, epoch milliseconds
 * @param owner key of the person whose answer it is
 */
public record GdprOptin(boolean optedIn, long at, String owner) {

  /**
   * The newer of two answers. Of two of the same time the refusal counts, whichever comes first.
   *
   * @return null if there is none
   */
  @Nullable
  public static GdprOptin newer(@Nullable GdprOptin one, @Nullable GdprOptin other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    if (one.at == other.at) {
      return one.optedIn ? other : one;
    }
    return one.at > other.at ? one : other;
  }

  /** Leaves out the person. */
  @Override
  public String toString() {
    return "GdprOptin[" + optedIn + ", " + at + "]";
  }
}
