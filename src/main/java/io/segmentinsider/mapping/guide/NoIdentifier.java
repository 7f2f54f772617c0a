package io.segmentinsider.mapping.guide;

/** What the dead letter of an event without identifier says. */
final class NoIdentifier {

  static final String DETAIL =
      "none of the mapped identifiers is present, well-formed and not blocked;"
          + " identity.blocked-values lists what is blocked";

  private NoIdentifier() {}
}
