package io.segmentinsider.tools.cli;

import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations on the command line as the configuration writes them: {@code 10 s}, 500ms. */
final class DurationText implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      return TimeUtils.parseDuration(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'" + text + "' is no duration such as 500ms, 10s or 15min");
    }
  }
}
