package io.segmentinsider.compatibility.liquid;

/** A template that can't be read, or can't be rendered for one event. */
public final class LiquidException extends Exception {

  private static final long serialVersionUID = 1L;

  LiquidException(String message) {
    super(message, null, false, false);
  }
}
