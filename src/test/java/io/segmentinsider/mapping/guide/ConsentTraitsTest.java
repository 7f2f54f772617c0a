package io.segmentinsider.mapping.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.mapping.CaseFile;
import io.segmentinsider.mapping.Mapped;
import io.segmentinsider.mapping.Mapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opt-ins and opt-outs of a person under the names that occur. */
class ConsentTraitsTest {

  private static final Mapper MAPPER = Mapped.defaultPreset(Mapped.SETTINGS);

  private static Mapped identify(String traits) {
    return Mapped.by(
        MAPPER,
        "{\"type\":\"identify\",\"userId\":\"u1\",\"traits\":" + traits.replace('\'', '"') + "}");
  }

  private static Object json(String text) {
    return Mapped.parsed(text.replace('\'', '"'));
  }

  @Test
  void wordsOfConsentAreReadAndWhatIsUnreadableMasksNothing() {
    List<Mapped> words = CaseFile.mapped(MAPPER, "m14-consent-words");
    assertThat(words.get(0).at("attributes"))
        .isEqualTo(
            json(
                "{'email_optin':false,'sms_optin':false,'whatsapp_optin':true,'gdpr_optin':false}"));
    assertThat(words.get(0).update().gdprOptin()).isFalse();
    assertThat(words.get(1).at("attributes"))
        .isEqualTo(json("{'email_optin':false,'custom':{'plan':'x'}}"));
    Mapped masked = CaseFile.mapped(MAPPER, "m15-first-spelling-masks-second").get(0);
    assertThat(masked.at("attributes"))
        .isEqualTo(json("{'email_optin':false,'custom':{'plan':'x'}}"));
    assertThat(masked.repairs()).containsExactly("opt-in-unreadable attributes.email_optin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      textBlock =
          """
          {'email_optin':true}                                     | {'email_optin':true}
          {'email_optin':'subscribed'}                             | {'email_optin':true}
          {'Email Opt-In':'yes'}                                   | {'email_optin':true}
          {'emailOptOut':true}                                     | {'email_optin':false}
          {'emailOptOut':false}                                    | {'email_optin':true}
          {'emailOptOut':'opted_out'}                              | {'email_optin':false}
          {'emailOptOut':'no'}                                     | {'email_optin':true}
          {'unsubscribed':true}                                    | {'email_optin':false}
          {'unsubscribed':['true']}                                | {'email_optin':false}
          {'do_not_email':1}                                       | {'email_optin':false}
          {'smsOptOut':'true','sms_optin':''}                      | {'sms_optin':false}
          {'do_not_contact':true}                                  | {'gdpr_optin':false}
          {'email_optin':true,'unsubscribed':true}                 | {'email_optin':false}
          {'unsubscribed':true,'email_optin':true}                 | {'email_optin':false}
          {'email_optin':true,'emailOptIn':false}                  | {'email_optin':false}
          {'email_optin':'maybe','emailOptIn':'yes'}               | {'email_optin':true}
          {'email_marketing_consent':{'state':'subscribed','a':1}} | {'email_optin':true,'custom':{'email_marketing_consent_a':1}}
          {'consents':{'email':true,'sms':'no','push':true}}       | {'email_optin':true,'sms_optin':false,'custom':{'consents_push':true}}
          {'email_optin':'maybe','plan':'x'}                       | {'custom':{'plan':'x'}}
          {'email_consent_date':'2024'}                            | {'custom':{'email_consent_date':'2024'}}
          {'push_optin':true}                                      | {'custom':{'push_optin':true}}
          """)
  void optIns(String traits, String attributes) {
    assertThat(identify(traits).at("attributes")).isEqualTo(json(attributes));
    Mapped track =
        Mapped.by(
            MAPPER,
            "{\"type\":\"track\",\"event\":\"X\",\"userId\":\"u1\",\"context\":{\"traits\":"
                + traits.replace('\'', '"')
                + "}}");
    assertThat(track.at("attributes")).isEqualTo(json(attributes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'email_optin':'maybe','plan':'x'}       | opt-in-unreadable attributes.email_optin
          {'smsUnsubscribed':'later','plan':'x'}   | opt-in-unreadable attributes.sms_optin
          {'consents':{'email':[]},'plan':'x'}     | opt-in-unreadable attributes.email_optin
          {'email_optin':true,'unsubscribed':true} | opt-in-contradicted attributes.email_optin
          {'email_optin':null,'plan':'x'}          | null-ignored attributes.email_optin
          """)
  void whatIsLeftOutNamesTheField(String traits, String repair) {
    assertThat(identify(traits).repairs()).containsExactly(repair);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'emailPermission':'izinli'}  | {'email_optin':true}
          {'sms_permission':'Y'}        | {'sms_optin':true}
          {'email_allowed':false}       | {'email_optin':false}
          {'emailIzni':'verildi'}       | {'email_optin':true}
          {'sms_izni':'RET'}            | {'sms_optin':false}
          {'smsOnay':'ONAY'}            | {'sms_optin':true}
          {'whatsapp_izin':'izin yok'}  | {'whatsapp_optin':false}
          {'email_onayi':'verilmedi'}   | {'email_optin':false}
          {'globalUnsubscribe':true}    | {'gdpr_optin':false}
          {'opt_out_all':'yes'}         | {'gdpr_optin':false}
          {'optOut':true}               | {'email_optin':false}
          {'opted_out':'yes'}           | {'email_optin':false}
          {'marketing_opt_out':true}    | {'email_optin':false}
          {'noEmail':true}              | {'email_optin':false}
          {'no_sms':1}                  | {'sms_optin':false}
          {'isEmailSubscribed':false}   | {'email_optin':false}
          {'isEmailSubscribed':true}    | {'email_optin':true}
          {'isSmsOptedOut':true}        | {'sms_optin':false}
          {'emailSubscription':'unsubscribed'} | {'email_optin':false}
          {'email_subscription':'subscribed'}  | {'email_optin':true}
          {'emailSubscription':false}          | {'email_optin':false}
          {'email_marketing_status':'unsubscribed'} | {'email_optin':false}
          {'emailPreferences':{'unsubscribed':true}} | {'email_optin':false}
          {'emailPreferences':{'subscribed':false}}  | {'email_optin':false}
          {'emailMarketingConsent':{'marketingState':'UNSUBSCRIBED'}} | {'email_optin':false}
          {'smsMarketingConsent':{'marketingState':'NOT_SUBSCRIBED'}} | {'sms_optin':false}
          """)
  void aPermissionIsAnOptIn(String traits, String attributes) {
    assertThat(identify(traits).at("attributes")).isEqualTo(json(attributes));
  }

  /** A name that may mean something else makes no opt-in, and what it says is kept. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'optOut':false}                           | {'optout':false}
          {'opted_out':'no'}                         | {'opted_out':'no'}
          {'noEmail':false}                          | {'noemail':false}
          {'emailSubscription':true}                 | {'emailsubscription':true}
          {'emailSubscription':'premium'}            | {'emailsubscription':'premium'}
          {'email_marketing_status':'pending'}       | {'email_marketing_status':'pending'}
          {'emailPreferences':{'unsubscribed':false}} | {'emailpreferences_unsubscribed':false}
          {'optin':true}                             | {'optin':true}
          {'newsletter':true}                        | {'newsletter':true}
          {'subscribed':true}                        | {'subscribed':true}
          """)
  void noOptInIsMadeOfANameThatMayMeanSomethingElse(String traits, String custom) {
    Mapped mapped = identify(traits);
    assertThat(mapped.at("attributes", "custom")).isEqualTo(json(custom));
    assertThat(mapped.at("attributes", "email_optin")).isNull();
    assertThat(mapped.repairs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'newsletter':'unsubscribed'} | newsletter
          {'subscription':'opted_out'}  | subscription
          {'status':'Opted-Out'}        | status
          """)
  void aRefusalUnderAnotherNameIsKeptAndNamed(String traits, String name) {
    Mapped mapped = identify(traits);
    assertThat(mapped.at("attributes", "custom", name)).isNotNull();
    assertThat(mapped.repairs()).containsExactly("opt-in-unreadable attributes.custom." + name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'EMAIL':'ann@x.co'}            | email        | ann@x.co
          {'e-mail':'ann@x.co'}           | email        | ann@x.co
          {'E-Mail':'ann@x.co'}           | email        | ann@x.co
          {'PHONE':'+14155550100'}        | phone_number | +14155550100
          {'PhoneNumber':'+14155550100'}  | phone_number | +14155550100
          """)
  void anIdentifierInAnotherCaseIsOne(String traits, String name, String value) {
    Mapped mapped = identify(traits);
    assertThat(mapped.at("identifiers", name)).isEqualTo(value);
    assertThat(mapped.repairs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'properties':{'Email':'ann@x.co','order_id':'O','total':1}
          'properties':{'customer_email':'ann@x.co','order_id':'O','total':1}
          'properties':{'billing':{'email':'ann@x.co'},'order_id':'O','total':1}
          'properties':{'customer':{'email':'ann@x.co'},'order_id':'O','total':1}
          'properties':{'order_id':'O','total':1},'context':{'traits':{'Email':'ann@x.co'}}
          """)
  void aGuestsOrderCarriesItsBuyerInAnySpelling(String members) {
    Mapped mapped =
        Mapped.by(
            MAPPER,
            ("{'type':'track','event':'Order Completed','anonymousId':'d1'," + members + "}")
                .replace('\'', '"'));
    assertThat(mapped.at("identifiers", "email")).isEqualTo("ann@x.co");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'country':'US','birthday':'03/04/1990'} | {'country':'US','birthday':'1990-03-04T00:00:00Z'}
          {'country':'TR','birthday':'03/04/1990'} | {'country':'TR','birthday':'1990-04-03T00:00:00Z'}
          {'address':{'country':'TR'},'country':'US','birthday':'03/04/1990'} | {'country':'TR','birthday':'1990-04-03T00:00:00Z'}
          """)
  void theCountryBesideTheAddressDecidesWhereTheAddressHasNone(String traits, String attributes) {
    assertThat(identify(traits).at("attributes")).isEqualTo(json(attributes));
  }

  @ParameterizedTest
  @CsvSource({
    "false, false",
    "'\"false\"', false",
    "'\"FALSE\"', false",
    "0, false",
    "'\"0\"', false",
    "null, false",
    "true, true",
    "'\"true\"', true",
    "1, true"
  })
  void whoLimitsTrackingHasNoAdvertisingId(String enabled, boolean sent) {
    Mapped mapped =
        Mapped.by(
            MAPPER,
            ("{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"plan\":\"x\"},"
                    + "\"context\":{\"device\":{\"advertisingId\":\"AEBE52E7-03EE-455A-B3C4-E57283966239\","
                    + "\"adTrackingEnabled\":%s}}}")
                .formatted(enabled));
    assertThat(mapped.at("attributes", "idfa") != null).isEqualTo(sent);
  }

  @Test
  void whoRegistersConsentsInTheProperties() {
    Mapped mapped =
        Mapped.by(
            MAPPER,
            ("{'type':'track','event':'User Registered','userId':'u1','properties':"
                    + "{'emailOptIn':'yes','sms_opt_out':true,'method':'google'}}")
                .replace('\'', '"'));
    assertThat(mapped.at("attributes")).isEqualTo(json("{'email_optin':true,'sms_optin':false}"));
    assertThat(mapped.at("events", 0, "event_params"))
        .isEqualTo(json("{'custom':{'method':'google'}}"));
  }

  @Test
  void aPropertyOfAnotherEventIsNoConsent() {
    Mapped mapped =
        Mapped.by(
            MAPPER,
            "{\"type\":\"track\",\"event\":\"X\",\"userId\":\"u\",\"properties\":{\"unsubscribed\":true}}");
    assertThat(mapped.at("attributes")).isNull();
    assertThat(mapped.at("events", 0, "event_params"))
        .isEqualTo(json("{'custom':{'unsubscribed':true}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'firstName':{},'first_name':'Ann'}                | {'name':'Ann'}              | field-left-out attributes.name
          {'address':{'country':'Atlantis'},'country':'FR'}  | {'country':'FR','custom':{'address_country':'Atlantis'}} | country-kept-as-custom attributes.country
          """)
  void theFirstSpellingThatCanBeReadWins(String traits, String attributes, String repair) {
    Mapped mapped = identify(traits);
    assertThat(mapped.at("attributes")).isEqualTo(json(attributes));
    assertThat(mapped.repairs()).containsExactly(repair);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'phone':'call me','phone_number':'+14155550100'}   | identifier-malformed identifiers.phone_number
          {'phone':'undefined','phone_number':'+14155550100'} | identifier-blocked identifiers.phone_number
          """)
  void anIdentifierThatCannotBeReadGivesWayToTheNextPlace(String traits, String repair) {
    Mapped mapped = identify(traits);
    assertThat(mapped.at("identifiers", "phone_number")).isEqualTo("+14155550100");
    assertThat(mapped.repairs()).containsExactly(repair);
  }
}
