package io.segmentinsider.insider;

/** The bounds of an account (docs/insider-api.md#limits). */
public final class UpsertLimits {

  /** Custom attributes of an account by default, all sources together. */
  public static final int CUSTOM_ATTRIBUTES = 80;

  /** Custom event parameters of an account by default. */
  public static final int CUSTOM_PARAMETERS = 80;

  private UpsertLimits() {}
}
