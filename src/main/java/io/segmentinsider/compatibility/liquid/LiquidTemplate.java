package io.segmentinsider.compatibility.liquid;

import javax.annotation.Nullable;

/** A compiled template. Immutable; safe to share. */
public final class LiquidTemplate {

  /** The most UTF-16 units of a template. */
  private static final int MAX_LENGTH = 1_000;

  private final Node root;

  private LiquidTemplate(Node root) {
    this.root = root;
  }

  /**
   * Compiles a template.
   *
   * @throws LiquidException if it is too long, or no Liquid that Segment allows
   */
  public static LiquidTemplate compile(String template) throws LiquidException {
    if (template.length() > MAX_LENGTH) {
      throw new LiquidException("has more than " + MAX_LENGTH + " characters");
    }
    return new LiquidTemplate(TemplateParser.parse(TemplateLexer.tokens(template)));
  }

  /**
   * Renders it.
   *
   * @param input what names stand for; null for no value
   * @throws LiquidException if a filter can't work on what it got, or the budget is used up
   */
  public String render(@Nullable Object input) throws LiquidException {
    StringBuilder out = new StringBuilder();
    root.render(new Scope(input), out);
    return out.toString();
  }
}
