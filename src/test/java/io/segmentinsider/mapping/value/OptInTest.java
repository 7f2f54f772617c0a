package io.segmentinsider.mapping.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.insider.DefaultAttribute;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write for yes and for no, and how they name the question. */
class OptInTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "TRUE",
        "true ",
        " True",
        "t",
        "yes",
        "YES",
        "y",
        "on",
        "1",
        "active",
        "enabled",
        "granted",
        "GRANTED",
        "allowed",
        "accepted",
        "agreed",
        "consented",
        "confirmed",
        "approved",
        "ok",
        "evet",
        "EVET",
        "e",
        "ja",
        "JA",
        "j",
        "oui",
        "si",
        "sí",
        "sim",
        "da",
        "tak",
        "ano",
        "да",
        "ДА",
        "так",
        "ναι",
        "はい",
        "是",
        "예",
        "نعم",
        "כן",
        "✓"
      })
  void answersOfYes(String text) {
    assertThat(OptIn.read(text, false)).isTrue();
    assertThat(OptIn.read(text, true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false",
        "FALSE",
        " false ",
        "f",
        "no",
        "NO",
        "n",
        "off",
        "0",
        "inactive",
        "disabled",
        "denied",
        "DENIED",
        "declined",
        "refused",
        "rejected",
        "revoked",
        "withdrawn",
        "blocked",
        "never",
        "hayır",
        "HAYIR",
        "hayir",
        "h",
        "nein",
        "nee",
        "non",
        "não",
        "nao",
        "nu",
        "nie",
        "ne",
        "nem",
        "nej",
        "ei",
        "нет",
        "НЕТ",
        "ні",
        "όχι",
        "いいえ",
        "否",
        "아니요",
        "لا",
        "לא",
        "✗"
      })
  void answersOfNo(String text) {
    assertThat(OptIn.read(text, false)).isFalse();
    assertThat(OptIn.read(text, true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "subscribed, true",
    "Subscribed, true",
    "SUBSCRIBE, true",
    "opted_in, true",
    "opted-in, true",
    "Opted In, true",
    "optedIn, true",
    "opt-in, true",
    "optin, true",
    "opt_in, true",
    "double opt-in, true",
    "double_opt_in, true",
    "unsubscribed, false",
    "Un-subscribed, false",
    "UNSUBSCRIBE, false",
    "opted_out, false",
    "opted-out, false",
    "OptedOut, false",
    "opt-out, false",
    "optout, false",
    "not_subscribed, false",
    "not subscribed, false",
    "non-subscribed, false",
    "never_subscribed, false",
    "do not contact, false"
  })
  void statesSayTheSameUnderAnyName(String text, boolean yes) {
    assertThat(OptIn.read(text, false)).isEqualTo(yes);
    assertThat(OptIn.read(text, true)).isEqualTo(yes);
    assertThat(OptIn.read(text.toUpperCase(Locale.ROOT), false)).isEqualTo(yes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maybe",
        "pending",
        "unknown",
        "n/a",
        "null",
        "none",
        "2",
        "-1",
        "+1",
        "10",
        "1.0",
        "0.0",
        "1%",
        "weekly",
        "yes and no",
        "true/false",
        "bounced",
        "x",
        "?",
        "-",
        "",
        "later",
        "2024-01-01",
        "a@b.co"
      })
  void whatIsNeitherIsNotRead(String text) {
    assertThat(OptIn.read(text, false)).isNull();
    assertThat(OptIn.read(text, true)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"1, true", "0, false", "2, none", "-1, none", "0.5, none"})
  void oneIsAYesZeroANoAndOtherNumbersSayNothing(double number, Boolean expected) {
    assertThat(OptIn.read(number, false)).isEqualTo(expected);
    assertThat(OptIn.read(number, true)).isEqualTo(expected == null ? null : !expected);
  }

  @ParameterizedTest
  @CsvSource({
    "email_optin, EMAIL_OPTIN, false",
    "emailOptin, EMAIL_OPTIN, false",
    "emailOptIn, EMAIL_OPTIN, false",
    "email_opt_in, EMAIL_OPTIN, false",
    "EMAIL_OPT_IN, EMAIL_OPTIN, false",
    "Email Opt-In, EMAIL_OPTIN, false",
    "optInEmail, EMAIL_OPTIN, false",
    "email_subscribe, EMAIL_OPTIN, false",
    "emailSubscribed, EMAIL_OPTIN, false",
    "subscribedToEmails, EMAIL_OPTIN, false",
    "email_consent, EMAIL_OPTIN, false",
    "email_marketing_consent, EMAIL_OPTIN, false",
    "email_marketing_consent_state, EMAIL_OPTIN, false",
    "accepts_marketing, EMAIL_OPTIN, false",
    "emailOptOut, EMAIL_OPTIN, true",
    "email_opt_out, EMAIL_OPTIN, true",
    "email_optout, EMAIL_OPTIN, true",
    "HasOptedOutOfEmail, EMAIL_OPTIN, true",
    "unsubscribed, EMAIL_OPTIN, true",
    "email_unsubscribed, EMAIL_OPTIN, true",
    "unsubscribed_from_emails, EMAIL_OPTIN, true",
    "do_not_email, EMAIL_OPTIN, true",
    "doNotEmail, EMAIL_OPTIN, true",
    "sms_optin, SMS_OPTIN, false",
    "smsOptIn, SMS_OPTIN, false",
    "sms_subscribed, SMS_OPTIN, false",
    "SMSOptOut, SMS_OPTIN, true",
    "sms_unsubscribed, SMS_OPTIN, true",
    "do_not_sms, SMS_OPTIN, true",
    "doNotText, SMS_OPTIN, true",
    "whatsapp_optin, WHATSAPP_OPTIN, false",
    "whatsAppOptIn, WHATSAPP_OPTIN, false",
    "whatsapp_opt_out, WHATSAPP_OPTIN, true",
    "gdpr_optin, GDPR_OPTIN, false",
    "gdprConsent, GDPR_OPTIN, false",
    "gdpr_opt_out, GDPR_OPTIN, true",
    "do_not_contact, GDPR_OPTIN, true"
  })
  void names(String name, DefaultAttribute attribute, boolean isOptOut) {
    assertThat(OptInName.of(name)).isEqualTo(new OptInName(attribute, isOptOut));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email",
        "emails",
        "sms",
        "subscription",
        "subscription_plan",
        "email_subscription_plan",
        "optin",
        "opt_in",
        "consent",
        "consent_date",
        "email_consent_date",
        "sms_optin_source",
        "subscribed",
        "marketing",
        "newsletter",
        "push_optin",
        "marketing_email",
        "gdpr",
        "plan",
        "",
        "text",
        "unsubscribed_at",
        "email_optin_at"
      })
  void otherNamesAreAboutSomethingElse(String name) {
    assertThat(OptInName.of(name)).isNull();
  }
}
