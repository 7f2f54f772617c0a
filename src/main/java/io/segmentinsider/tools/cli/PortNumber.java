package io.segmentinsider.tools.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the number of a port to listen on; 0 takes a free one. */
final class PortNumber implements ITypeConverter<Integer> {

  private static final int GREATEST = 65_535;

  @Override
  public Integer convert(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= GREATEST) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw refused(text);
    }
    throw refused(text);
  }

  private static TypeConversionException refused(String text) {
    return new TypeConversionException("'" + text + "' is no port from 0 to " + GREATEST);
  }
}
