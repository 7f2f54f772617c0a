package io.segmentinsider.mapping.cases;

/** A case that says nothing that could be tested, such as one about a mapping that is not there. */
final class InvalidCaseException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidCaseException(String message) {
    super(message);
  }
}
