package io.segmentinsider.mapping.liquid;

import javax.annotation.Nullable;

/** A Liquid template. */
public final class LiquidTemplate {

  private LiquidTemplate() {}

  /** Compiles. */
  public static LiquidTemplate compile(String text) throws LiquidException {
    if (text.length() > 1000) {
      throw new LiquidException("has more than 1000 characters");
    }
    return new LiquidTemplate();
  }

  /** Renders. */
  public String render(@Nullable Object input) throws LiquidException {
    if (input == null) {
      throw new LiquidException("has no input");
    }
    return "";
  }
}
