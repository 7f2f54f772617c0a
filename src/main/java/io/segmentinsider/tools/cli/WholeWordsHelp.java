package io.segmentinsider.tools.cli;

import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Help whose lines end between words. Picocli breaks lines as those of a book are broken, which
 * takes {@code delivery.retry-budget} or a path apart.
 */
final class WholeWordsHelp extends Help {

  /** The signs of ASCII stand for themselves again behind it, where no line is broken. */
  private static final char PRIVATE_USE = '\uE000';

  WholeWordsHelp(CommandSpec spec, ColorScheme colors) {
    super(spec, colors);
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer renderer = super.createDefaultOptionRenderer();
    return (option, label, colors) -> whole(renderer.render(option, label, colors));
  }

  @Override
  public IParameterRenderer createDefaultParameterRenderer() {
    IParameterRenderer renderer = super.createDefaultParameterRenderer();
    return (parameter, label, colors) -> whole(renderer.render(parameter, label, colors));
  }

  @Override
  public String optionList() {
    return plain(super.optionList());
  }

  @Override
  public String parameterList() {
    return plain(super.parameterList());
  }

  /** The description is the last column. */
  private Ansi.Text[][] whole(Ansi.Text[][] rows) {
    for (Ansi.Text[] row : rows) {
      int last = row.length - 1;
      row[last] = colorScheme().ansi().new Text(whole(row[last].toString()), colorScheme());
    }
    return rows;
  }

  /** Signs within a word become letters that nobody sees. */
  private static String whole(String text) {
    StringBuilder whole = new StringBuilder(text);
    for (int i = 1; i + 1 < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128
          && !Character.isLetterOrDigit(c)
          && !Character.isWhitespace(c)
          && !Character.isWhitespace(text.charAt(i - 1))
          && !Character.isWhitespace(text.charAt(i + 1))) {
        whole.setCharAt(i, (char) (PRIVATE_USE + c));
      }
    }
    return whole.toString();
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= PRIVATE_USE && c < PRIVATE_USE + 128) {
        plain.setCharAt(i, (char) (c - PRIVATE_USE));
      }
    }
    return plain.toString();
  }
}
