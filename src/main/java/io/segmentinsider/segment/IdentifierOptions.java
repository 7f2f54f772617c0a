package io.segmentinsider.segment;

import io.segmentinsider.config.OptionReader;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * Which values identify somebody: those of {@code identity.*} that the stages before the ladder
 * need.
 */
public final class IdentifierOptions {

  public static final ConfigOption<Boolean> EMAIL =
      ConfigOptions.key("identity.email-as-identifier")
          .booleanType()
          .defaultValue(true)
          .withDescription("Whether an e-mail that the mapping names as identifier is one.");

  public static final ConfigOption<Boolean> PHONE =
      ConfigOptions.key("identity.phone-as-identifier")
          .booleanType()
          .defaultValue(true)
          .withDescription("Whether a phone number that the mapping names as identifier is one.");

  public static final ConfigOption<List<String>> CUSTOM =
      ConfigOptions.key("identity.custom-identifiers")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Custom identifiers in the order of the ladder, weakest first, separated by ';'."
                  + " Every one that a mapping names has its rung in any case, in the order of the"
                  + " file, below these. One that is named here keeps its rung, and what is known"
                  + " by it, while no mapping names it.");

  public static final ConfigOption<List<String>> BLOCKED_VALUES =
      ConfigOptions.key("identity.blocked-values")
          .stringType()
          .asList()
          .defaultValues(
              "undefined",
              "null",
              "none",
              "nil",
              "nan",
              "n/a",
              "n.a.",
              "na",
              "true",
              "false",
              "0",
              "1",
              "-",
              "[object Object]",
              "unknown",
              "anonymous",
              "anonymous user",
              "anonim",
              "guest",
              "test",
              "not set",
              "not available",
              "not applicable",
              "not provided",
              "not specified",
              "not found",
              "not logged in",
              "logged out",
              "unauthenticated",
              "unidentified",
              "unspecified",
              "unset",
              "undef",
              "missing",
              "empty",
              "void",
              "invalid",
              "placeholder",
              "dummy",
              "no id",
              "no user",
              "no user id",
              "no name",
              "no value",
              "no email",
              "no mail",
              "no e-mail address",
              "no phone",
              "no reply",
              "do not reply")
          .withDescription(
              "Values that identify nobody, in any case, with or without quotes, brackets and"
                  + " separators: as user id, device, e-mail address or its mailbox, custom"
                  + " identifier and message id. Blanks, zeros, -1, templates that were not filled"
                  + " in and the like are always blocked.");

  private IdentifierOptions() {}

  /** Values that identify nobody, in lower case. */
  static Set<String> blockedValues(OptionReader reader) {
    return reader.value(BLOCKED_VALUES).stream()
        .map(blocked -> blocked.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
