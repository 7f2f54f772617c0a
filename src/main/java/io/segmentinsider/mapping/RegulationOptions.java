package io.segmentinsider.mapping;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.OptionReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * By what a company asks to delete or suppress a user: {@code forget.*}, {@code suppress.*} and
 * {@code unsuppress.*}.
 */
public final class RegulationOptions {

  public static final ConfigOption<String> FORGET_EVENT =
      ConfigOptions.key("forget.event")
          .stringType()
          .defaultValue("User Deleted")
          .withDescription(
              "The track event that erases its user at Insider; Segment's own deletion payload does"
                  + " too.");

  public static final ConfigOption<String> SUPPRESS_EVENT =
      ConfigOptions.key("suppress.event")
          .stringType()
          .defaultValue("User Suppressed")
          .withDescription(
              "The track event after which nothing of its user is sent any more; events of the type"
                  + " suppress do the same. Obeyed out of source.trusted-topics only.");

  public static final ConfigOption<String> UNSUPPRESS_EVENT =
      ConfigOptions.key("unsuppress.event")
          .stringType()
          .defaultValue("User Unsuppressed")
          .withDescription(
              "The track event that ends a suppression; events of the type unsuppress do the same."
                  + " Obeyed out of source.trusted-topics only.");

  public static final ConfigOption<String> CONTROL_TOPIC =
      ConfigOptions.key("forget.control-topic")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topic by which a deletion erases links and remembered messages of the person too; it"
                  + " must exist. Without it they stay until identity.link-ttl and"
                  + " identity.repeat-window end.");

  /** All of them, in the order of the reference page. */
  public static final List<ConfigOption<?>> ALL =
      List.of(FORGET_EVENT, SUPPRESS_EVENT, UNSUPPRESS_EVENT, CONTROL_TOPIC);

  private RegulationOptions() {}

  static MapperSettings.RegulationEvents events(OptionReader reader) {
    Map<String, ConfigOption<String>> asked = new HashMap<>();
    for (ConfigOption<String> option : List.of(FORGET_EVENT, SUPPRESS_EVENT, UNSUPPRESS_EVENT)) {
      String event = reader.text(option);
      ConfigOption<String> other = asked.put(event, option);
      if (other != null) {
        throw new ConfigurationException(
            option, event, "another event than that of " + other.key());
      }
    }
    return new MapperSettings.RegulationEvents(
        reader.text(FORGET_EVENT), reader.text(SUPPRESS_EVENT), reader.text(UNSUPPRESS_EVENT));
  }
}
