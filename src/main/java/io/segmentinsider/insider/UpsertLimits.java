package io.segmentinsider.insider;

/** The bounds of one upsert request and of an account (contract, section 5). */
public final class UpsertLimits {

  /** Users in one request. */
  public static final int MAX_USERS = 1_000;

  /** Bytes of one request body, as the server's own error text says. */
  public static final int MAX_BODY_BYTES = 5_000_000;

  /** What a request is planned for: below the limit, should the server count differently. */
  public static final int PLANNED_BODY_BYTES = 4_900_000;

  /** Custom attributes of an account by default, all sources together. */
  public static final int CUSTOM_ATTRIBUTES = 80;

  /** Custom event parameters of an account by default. */
  public static final int CUSTOM_PARAMETERS = 80;

  private UpsertLimits() {}
}
