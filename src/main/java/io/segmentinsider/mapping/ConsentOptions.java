package io.segmentinsider.mapping;

import io.segmentinsider.config.OptionReader;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Whose data may be sent: {@code consent.*}. */
public final class ConsentOptions {

  public static final ConfigOption<Consent> REQUIRED =
      ConfigOptions.key("consent.required")
          .enumType(Consent.class)
          .defaultValue(Consent.NONE)
          .withDescription(
              "gdpr: nothing is sent of a person whose gdpr_optin is not known to be true, but for"
                  + " the opt-out itself; none: everything is sent.");

  public static final ConfigOption<List<String>> CATEGORIES =
      ConfigOptions.key("consent.categories")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Categories of context.consent.categoryPreferences; an event that says false for one"
                  + " of them is not sent.");

  /** All of them, in the order of the reference page. */
  public static final List<ConfigOption<?>> ALL = List.of(REQUIRED, CATEGORIES);

  private ConsentOptions() {}

  /** Whose data may be sent. */
  public enum Consent {
    /** Everybody's. */
    NONE,
    /** That of people who opted in. */
    GDPR;

    @Override
    public String toString() {
      return OptionReader.textOf(this);
    }
  }
}
