package io.segmentinsider.tools.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers that have a lower bound. */
final class WholeNumber {

  private WholeNumber() {}

  /** 1 or more. */
  static final class FromOne implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return parse(text, 1);
    }
  }

  /** 0 or more. */
  static final class FromZero implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return parse(text, 0);
    }
  }

  private static int parse(String text, int least) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refused(text, least);
    }
    throw refused(text, least);
  }

  private static TypeConversionException refused(String text, int least) {
    return new TypeConversionException(
        "'" + text + "' is no whole number of " + least + " or more");
  }
}
