package io.segmentinsider.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * Reads one option each, and names it when it is wrong: every method throws a {@link
 * ConfigurationException} then.
 */
public record OptionReader(Configuration configuration) {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** What a constant is called in a configuration; {@code toString} of those that are options. */
  public static String textOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether somebody has set it. */
  public boolean isSet(ConfigOption<?> option) {
    return configuration.contains(option);
  }

  /** Names, of which none holds a comma: one that does was meant to be several. */
  public List<String> names(ConfigOption<List<String>> option) {
    List<String> names = value(option);
    for (String name : names) {
      if (name.indexOf(',') >= 0) {
        throw new ConfigurationException(option, name, "a YAML list, or names separated by ';'");
      }
    }
    return List.copyOf(names);
  }

  /** A text that must be there. */
  public String text(ConfigOption<String> option) {
    String text = value(option);
    if (text == null || text.isBlank()) {
      throw new ConfigurationException(option, text, "a value, as it is required");
    }
    return text;
  }

  /** A blank value takes back what a configuration file says. */
  @Nullable
  public String unlessBlank(ConfigOption<String> option) {
    String text = value(option);
    return text == null || text.isBlank() ? null : text;
  }

  /** A number within these bounds, both included. */
  public int between(ConfigOption<Integer> option, int least, int most) {
    int number = value(option);
    if (number < least || number > most) {
      throw new ConfigurationException(
          option, Integer.toString(number), "a number from " + least + " to " + most);
    }
    return number;
  }

  /** Bytes within these bounds, both included. */
  public long bytesBetween(ConfigOption<MemorySize> option, long least, long most) {
    long bytes = value(option).getBytes();
    if (bytes < least || bytes > most) {
      throw new ConfigurationException(
          option, bytes + " bytes", "from " + least + " to " + most + " bytes");
    }
    return bytes;
  }

  /** A duration above zero. */
  public Duration positive(ConfigOption<Duration> option) {
    Duration duration = value(option);
    if (duration.isNegative() || duration.isZero()) {
      throw new ConfigurationException(
          option, duration.toString(), "a duration above zero, such as 30 s");
    }
    return notTooLong(option, duration);
  }

  /** A duration, or zero. */
  public Duration atLeastZero(ConfigOption<Duration> option) {
    Duration duration = value(option);
    if (duration.isNegative()) {
      throw new ConfigurationException(option, duration.toString(), "a duration, or 0");
    }
    return notTooLong(option, duration);
  }

  /** A time that lies so far after now can be counted in milliseconds everywhere. */
  private static Duration notTooLong(ConfigOption<Duration> option, Duration duration) {
    if (duration.compareTo(LONGEST) > 0) {
      throw new ConfigurationException(
          option, duration.toString(), "a duration of at most " + LONGEST.toDays() + " d");
    }
    return duration;
  }

  /** A value of the option's type, or its default; null if it has neither. */
  public <T> T value(ConfigOption<T> option) {
    requireUnit(option);
    try {
      return configuration.get(option);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(option, given(option), formOf(option));
    }
  }

  /**
   * Flink takes a number without a unit for milliseconds, and hardly anybody means them: 15 for
   * fifteen minutes.
   */
  private void requireUnit(ConfigOption<?> option) {
    String text = given(option);
    if (option.hasDefaultValue()
        && option.defaultValue() instanceof Duration
        && text != null
        && text.strip().matches("0*[1-9][0-9]*")) {
      throw new ConfigurationException(
          option, text, "a duration with its unit, such as " + text.strip() + " min");
    }
  }

  /** A constant of an option that has no default. */
  @Nullable
  public <E extends Enum<E>> E choice(ConfigOption<E> option, E[] constants) {
    try {
      return configuration.get(option);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          option, given(option), "one of " + Arrays.toString(constants));
    }
  }

  @Nullable
  private String given(ConfigOption<?> option) {
    return configuration.toMap().get(option.key());
  }

  /** What may stand in the place of a value that is not of the type of its option. */
  private static String formOf(ConfigOption<?> option) {
    Object example = option.defaultValue();
    if (example instanceof Enum<?> constant) {
      return "one of " + Arrays.toString(constant.getDeclaringClass().getEnumConstants());
    }
    if (example instanceof Duration) {
      return "a duration such as 500 ms, 30 s or 15 min";
    }
    if (example instanceof MemorySize) {
      return "an amount of bytes such as 500 kb or 32 mb";
    }
    if (example instanceof Boolean) {
      return "true or false";
    }
    return "a value of the form of its default, " + example;
  }
}
