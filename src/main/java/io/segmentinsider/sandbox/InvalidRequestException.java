package io.segmentinsider.sandbox;

/** A request that is refused as a whole; the answer says why. */
final class InvalidRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient HttpAnswer answer;

  InvalidRequestException(HttpAnswer answer) {
    super("the request is refused with status " + answer.status(), null, false, false);
    this.answer = answer;
  }

  HttpAnswer answer() {
    return answer;
  }
}
