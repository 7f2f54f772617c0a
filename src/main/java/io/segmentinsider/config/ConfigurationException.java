package io.segmentinsider.config;

import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;

/** A wrong option. The message names the option, the bad value and what would be right. */
public final class ConfigurationException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Names what is wrong.
   *
   * @param option the option's key
   * @param value the bad value as it was given, never a secret; null if it is missing
   * @param expected what would be right, as a phrase that follows "expected"
   */
  public ConfigurationException(String option, @Nullable String value, String expected) {
    super(
        "option '"
            + option
            + (value == null ? "' is not set" : "' is '" + value + "'")
            + ": expected "
            + expected);
  }

  /** The same of an option of the job. */
  public ConfigurationException(ConfigOption<?> option, @Nullable String value, String expected) {
    this(option.key(), value, expected);
  }
}
