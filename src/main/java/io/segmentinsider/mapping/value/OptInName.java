package io.segmentinsider.mapping.value;

import io.segmentinsider.insider.DefaultAttribute;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What the name of a trait says about a person's consent: {@code emailOptIn}, {@code
 * sms_subscribed}, {@code doNotEmail}.
 *
 * @param attribute Insider's opt-in that is meant
 * @param isOptOut whether the trait is named after the refusal
 * @param answers which values are answers under this name
 */
public record OptInName(DefaultAttribute attribute, boolean isOptOut, Answers answers) {

  /** Which values are answers: a name that may mean something else never makes an opt-in. */
  public enum Answers {
    /** All that say yes or no. */
    ALL,
    /** Refusals, and what became of a subscription: {@code emailSubscription: "subscribed"}. */
    REFUSALS_AND_STATES,
    /** Refusals only: {@code noEmail: false} is no consent. */
    REFUSALS
  }

  /** A name under which all answers count. */
  public OptInName(DefaultAttribute attribute, boolean isOptOut) {
    this(attribute, isOptOut, Answers.ALL);
  }

  private static final Map<DefaultAttribute, List<String>> CHANNELS =
      Map.of(
          DefaultAttribute.EMAIL_OPTIN,
          List.of("email", "emails", "emailmarketing", "marketingemail", "marketingemails", "mail"),
          DefaultAttribute.SMS_OPTIN,
          List.of("sms", "smsmarketing", "marketingsms", "text", "texts", "textmessages"),
          DefaultAttribute.WHATSAPP_OPTIN,
          List.of("whatsapp", "whatsappmarketing", "marketingwhatsapp"),
          DefaultAttribute.GDPR_OPTIN,
          List.of("gdpr"));

  /** What stands behind the channel, or in front of it: {@code emailOptIn}, {@code optInEmail}. */
  private static final List<String> YES_BEHIND =
      List.of(
          "optin",
          "optins",
          "optedin",
          "optinstatus",
          "optinstate",
          "isoptedin",
          "subscribe",
          "subscribed",
          "subscriptionstatus",
          "subscriptionstate",
          "issubscribed",
          "consent",
          "consented",
          "consentstatus",
          "consentstate",
          "consentgiven",
          "consentgranted",
          "marketingconsent",
          "marketingconsentstatus",
          "marketingconsentstate",
          "marketingoptin",
          "permission",
          "permissionstatus",
          "permitted",
          "allowed",
          "izin",
          "izni",
          "onay",
          "onayi");

  private static final List<String> YES_BEFORE =
      List.of(
          "optin",
          "optins",
          "optinto",
          "optedin",
          "optedinto",
          "isoptedin",
          "isoptedinto",
          "hasoptedin",
          "hasoptedinto",
          "subscribe",
          "subscribeto",
          "subscribed",
          "subscribedto",
          "issubscribedto",
          "consent",
          "consents",
          "consentto",
          "consentedto",
          "accepts",
          "acceptsmarketing",
          "accept",
          "agreedto",
          "marketingconsent",
          "marketingoptin");

  private static final List<String> NO_BEHIND =
      List.of(
          "optout",
          "optouts",
          "optedout",
          "optoutstatus",
          "isoptedout",
          "unsubscribe",
          "unsubscribed",
          "isunsubscribed",
          "marketingoptout",
          "donotcontact",
          "donotsend");

  private static final List<String> NO_BEFORE =
      List.of(
          "optout",
          "optoutof",
          "optedout",
          "optedoutof",
          "isoptedout",
          "isoptedoutof",
          "hasoptedout",
          "hasoptedoutof",
          "unsubscribe",
          "unsubscribefrom",
          "unsubscribed",
          "unsubscribedfrom",
          "isunsubscribedfrom",
          "hasunsubscribedfrom",
          "donot",
          "donotsend",
          "marketingoptout");

  /** The same, if only refusals and states count. */
  private static final List<String> STATE_BEHIND =
      List.of(
          "subscription",
          "subscriptions",
          "marketingstate",
          "marketingstatus",
          "marketingconsentmarketingstate",
          "preferencesstatus",
          "preferencesstate",
          "preferencessubscribed",
          "preferencesoptin",
          "preferencesoptedin",
          "preferencesconsent");

  /** The same for the refusal, if only refusals count. */
  private static final List<String> REFUSAL_BEHIND =
      List.of(
          "preferencesunsubscribed",
          "preferencesunsubscribe",
          "preferencesisunsubscribed",
          "preferencesunsubscribedall",
          "preferencesunsubscribedfromall",
          "preferencesunsubscribefromall",
          "preferencesoptout",
          "preferencesoptedout",
          "preferencesdonotcontact");

  /** Refusals without a channel: who says no more than that means e-mail. */
  private static final List<String> REFUSALS =
      List.of(
          "optout",
          "optedout",
          "isoptedout",
          "hasoptedout",
          "useroptedout",
          "marketingoptout",
          "marketingoptedout",
          "marketingunsubscribed",
          "optoutmarketing",
          "optoutofmarketing",
          "optedoutofmarketing",
          "hasoptedoutofmarketing",
          "unsubscribedfrommarketing",
          "nomarketing");

  /** Names without a channel: who unsubscribes does so from e-mail. */
  private static final Map<String, OptInName> OTHERS =
      Map.ofEntries(
          Map.entry("unsubscribed", new OptInName(DefaultAttribute.EMAIL_OPTIN, true)),
          Map.entry("isunsubscribed", new OptInName(DefaultAttribute.EMAIL_OPTIN, true)),
          Map.entry("hasunsubscribed", new OptInName(DefaultAttribute.EMAIL_OPTIN, true)),
          Map.entry("unsubscribe", new OptInName(DefaultAttribute.EMAIL_OPTIN, true)),
          Map.entry("acceptsmarketing", new OptInName(DefaultAttribute.EMAIL_OPTIN, false)),
          Map.entry("buyeracceptsmarketing", new OptInName(DefaultAttribute.EMAIL_OPTIN, false)),
          Map.entry("donotcontact", new OptInName(DefaultAttribute.GDPR_OPTIN, true)),
          Map.entry("unsubscribedfromall", new OptInName(DefaultAttribute.GDPR_OPTIN, true)),
          Map.entry("unsubscribefromall", new OptInName(DefaultAttribute.GDPR_OPTIN, true)),
          Map.entry("globallyunsubscribed", new OptInName(DefaultAttribute.GDPR_OPTIN, true)),
          Map.entry("globalunsubscribe", new OptInName(DefaultAttribute.GDPR_OPTIN, true)),
          Map.entry("globalunsubscribed", new OptInName(DefaultAttribute.GDPR_OPTIN, true)),
          Map.entry("unsubscribeall", new OptInName(DefaultAttribute.GDPR_OPTIN, true)),
          Map.entry("unsubscribedall", new OptInName(DefaultAttribute.GDPR_OPTIN, true)),
          Map.entry("optedoutofall", new OptInName(DefaultAttribute.GDPR_OPTIN, true)),
          Map.entry("optoutall", new OptInName(DefaultAttribute.GDPR_OPTIN, true)),
          Map.entry("donotcontactme", new OptInName(DefaultAttribute.GDPR_OPTIN, true)));

  private static final Map<String, OptInName> TABLE = table();

  /** All that some name of the table begins with, but the name itself. */
  private static final Set<String> BEGINNINGS = beginnings();

  /**
   * What a name says.
   *
   * @param name in any case, with or without separators
   * @return null if it is not about consent, or does not say which
   */
  @Nullable
  public static OptInName of(String name) {
    return TABLE.get(withoutSeparators(name));
  }

  /** Whether some name that is about consent begins so, as {@code consents.email} does. */
  public static boolean mayBegin(String name) {
    return BEGINNINGS.contains(withoutSeparators(name));
  }

  private static String withoutSeparators(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (Character.isLetterOrDigit(name.charAt(i))) {
        plain.append(name.charAt(i));
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  private static Set<String> beginnings() {
    Set<String> beginnings = new HashSet<>();
    for (String name : TABLE.keySet()) {
      for (int end = 1; end < name.length(); end++) {
        beginnings.add(name.substring(0, end));
      }
    }
    return Set.copyOf(beginnings);
  }

  private static Map<String, OptInName> table() {
    Map<String, OptInName> table = new HashMap<>();
    OptInName refusal = new OptInName(DefaultAttribute.EMAIL_OPTIN, true, Answers.REFUSALS);
    REFUSALS.forEach(name -> table.put(name, refusal));
    CHANNELS.forEach((attribute, channels) -> putUnsure(table, attribute, channels));
    CHANNELS.forEach((attribute, channels) -> putClear(table, attribute, channels));
    table.putAll(OTHERS);
    return Map.copyOf(table);
  }

  private static void putUnsure(
      Map<String, OptInName> table, DefaultAttribute attribute, List<String> channels) {
    OptInName state = new OptInName(attribute, false, Answers.REFUSALS_AND_STATES);
    OptInName refusal = new OptInName(attribute, true, Answers.REFUSALS);
    for (String channel : channels) {
      STATE_BEHIND.forEach(word -> table.put(channel + word, state));
      REFUSAL_BEHIND.forEach(word -> table.put(channel + word, refusal));
      // Of the law: that it does not hold for a person is no refusal.
      if (attribute != DefaultAttribute.GDPR_OPTIN) {
        table.put("no" + channel, refusal);
      }
    }
  }

  private static void putClear(
      Map<String, OptInName> table, DefaultAttribute attribute, List<String> channels) {
    OptInName yes = new OptInName(attribute, false);
    OptInName no = new OptInName(attribute, true);
    for (String channel : channels) {
      YES_BEHIND.forEach(word -> table.put(channel + word, yes));
      YES_BEFORE.forEach(word -> table.put(word + channel, yes));
      NO_BEHIND.forEach(word -> table.put(channel + word, no));
      NO_BEFORE.forEach(word -> table.put(word + channel, no));
      for (String word : List.of("subscribed", "optedin")) {
        table.put("is" + channel + word, yes);
      }
      for (String word : List.of("unsubscribed", "optedout")) {
        table.put("is" + channel + word, no);
      }
    }
  }
}
