package io.segmentinsider.config;

/** A wrong option. The message names the option, the bad value and what would be right. */
public final class ConfigurationException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Names what is wrong.
   *
   * @param option the option's key
   * @param value the bad value as it was given; never a secret
   * @param expected what would be right, as a phrase that follows "expected"
   */
  public ConfigurationException(String option, String value, String expected) {
    super("option '" + option + "' is '" + value + "': expected " + expected);
  }
}
