package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.BundledDay;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.record.Update;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mapping files that say only what is other than in a preset. */
class ExtendedPresetTest {

  private static final int EVENTS = 3_000;

  private static Mapper extending(String preset, String... members) {
    List<String> all = new ArrayList<>(List.of("'extends':'" + preset + "'"));
    all.addAll(List.of(members));
    return file("{" + String.join(",", all) + "}");
  }

  private static Mapper file(String json) {
    return Mapper.of(new MappingText("mine.json", json.replace('\'', '"')), Mapped.SETTINGS);
  }

  private static String event(String json) {
    return json.replace('\'', '"');
  }

  private static List<String> users(Mapper mapper, String event) {
    return Mapped.users(mapper, event(event));
  }

  /** Mapping and user object of every update, in order. */
  private static List<String> told(Mapper mapper, String event) {
    List<String> told = new ArrayList<>();
    for (Update update : mapper.map(Mapped.event(event(event))).updates()) {
      String user =
          new String(
              UserObjectWriter.write(update, update.data().decode()), StandardCharsets.UTF_8);
      told.add(
          update.mappingName() + " " + user.replace('"', '\'').replace(",'not_append':true", ""));
    }
    return told;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'identifiers':{'custom':{'loyalty_id':{'@path':'$.traits.loyalty_id'}}} | {'type':'identify','userId':'u','traits':{'loyalty_id':'L-7','age':3}} | Identify {'identifiers':{'uuid':'u','custom':{'loyalty_id':'L-7'}},'attributes':{'age':3}}
          'identifiers':{'uuid':{'@path':'$.traits.crm'}}                   | {'type':'identify','userId':'u','traits':{'crm':'C-7','age':3}} | Identify {'identifiers':{'uuid':'C-7'},'attributes':{'age':3}}
          'rename':{'attributes.plan':'tier'}                               | {'type':'identify','userId':'u','traits':{'plan':'pro'}} | Identify {'identifiers':{'uuid':'u'},'attributes':{'custom':{'tier':'pro'}}}
          'rename':{'attributes.Pl An':'tier'}                              | {'type':'identify','userId':'u','traits':{'pl an':'pro'}} | Identify {'identifiers':{'uuid':'u'},'attributes':{'custom':{'tier':'pro'}}}
          'rename':{'attributes.full_name':'display_name'}                  | {'type':'identify','userId':'u','traits':{'name':'Ann Lee'}} | Identify {'identifiers':{'uuid':'u'},'attributes':{'custom':{'display_name':'Ann Lee'}}}
          'rename':{'attributes.car_make':'brand'}                          | {'type':'identify','userId':'u','traits':{'car':{'make':'VW','id':1}}} | Identify {'identifiers':{'uuid':'u'},'attributes':{'custom':{'brand':'VW','car_id':1}}}
          'rename':{'attributes.group_id':'company_id'}                     | {'type':'group','userId':'u','groupId':'g','traits':{'name':'N'}} | Group {'identifiers':{'uuid':'u'},'attributes':{'custom':{'company_id':'g','group_name':'N'}}}
          'rename':{'events.song_played':'music_played'}                    | {'type':'track','userId':'u','event':'Song Played','timestamp':'2026-01-01T00:00:00Z'} | Track {'identifiers':{'uuid':'u'},'events':[{'event_name':'music_played','timestamp':'2026-01-01T00:00:00Z'}]}
          'rename':{'events.Song Played':'music_played'}                    | {'type':'track','userId':'u','event':'song-played','timestamp':'2026-01-01T00:00:00Z'} | Track {'identifiers':{'uuid':'u'},'events':[{'event_name':'song-played','timestamp':'2026-01-01T00:00:00Z'}]}
          'rename':{'events.page_view':'pages'}                             | {'type':'page','userId':'u','timestamp':'2026-01-01T00:00:00Z'} | Page {'identifiers':{'uuid':'u'},'events':[{'event_name':'pages','timestamp':'2026-01-01T00:00:00Z'}]}
          'rename':{'event_params.colour':'shade'}                          | {'type':'track','userId':'u','event':'E','timestamp':'2026-01-01T00:00:00Z','properties':{'colour':'red'}} | Track {'identifiers':{'uuid':'u'},'events':[{'event_name':'e','timestamp':'2026-01-01T00:00:00Z','event_params':{'custom':{'shade':'red'}}}]}
          'drop':['attributes.last_ip','attributes.plan']                   | {'type':'identify','userId':'u','traits':{'plan':'p','age':3},'context':{'ip':'::1'}} | Identify {'identifiers':{'uuid':'u'},'attributes':{'age':3}}
          'drop':['attributes.tier'],'rename':{'attributes.plan':'tier'}    | {'type':'identify','userId':'u','traits':{'plan':'p','age':3}} | Identify {'identifiers':{'uuid':'u'},'attributes':{'age':3}}
          'hash':['attributes.plan']                                        | {'type':'identify','userId':'u','traits':{'plan':'p'}} | Identify {'identifiers':{'uuid':'u'},'attributes':{'custom':{'plan':'148de9c5a7a44d19e56cd9ae1a554bf67847afb0c58f6e12fa29ac7ddfca9940'}}}
          'hash':['attributes.tier'],'rename':{'attributes.plan':'tier'}    | {'type':'identify','userId':'u','traits':{'plan':'p'}} | Identify {'identifiers':{'uuid':'u'},'attributes':{'custom':{'tier':'148de9c5a7a44d19e56cd9ae1a554bf67847afb0c58f6e12fa29ac7ddfca9940'}}}
          'change':{'Identify':{'mapping':{'attributes':{'last_ip':null}}}} | {'type':'identify','userId':'u','traits':{'age':3},'context':{'ip':'::1','timezone':'UTC'}} | Identify {'identifiers':{'uuid':'u'},'attributes':{'age':3,'timezone':'UTC'}}
          'change':{'Identify':{'mapping':{'attributes':{'name':{'@path':'$.traits.given'}}}}} | {'type':'identify','userId':'u','traits':{'given':'Ann'}} | Identify {'identifiers':{'uuid':'u'},'attributes':{'name':'Ann'}}
          'change':{'Identify':{'mapping':{'attributes':{'allow':['plan']}}}} | {'type':'identify','userId':'u','traits':{'plan':'p','pin':1}} | Identify {'identifiers':{'uuid':'u'},'attributes':{'custom':{'plan':'p'}}}
          'change':{'Page':{'mapping':{'event_name':'visited'}}}            | {'type':'page','userId':'u','timestamp':'2026-01-01T00:00:00Z'} | Page {'identifiers':{'uuid':'u'},'events':[{'event_name':'visited','timestamp':'2026-01-01T00:00:00Z'}]}
          'remove':['Product Viewed']                                       | {'type':'track','userId':'u','event':'Product Viewed','timestamp':'2026-01-01T00:00:00Z'} | Track {'identifiers':{'uuid':'u'},'events':[{'event_name':'product_viewed','timestamp':'2026-01-01T00:00:00Z'}]}
          'remove':['Page']                                                 | {'type':'page','userId':'u'} | ~~
          'change':{'Product Viewed':{'enabled':false}}                     | {'type':'track','userId':'u','event':'Product Viewed'} | ~~
          'split':{'Debug':{'from':'Track','events':['Debug'],'enabled':false}} | {'type':'track','userId':'u','event':'debug'} | ~~
          'split':{'Vip':{'from':'Track','trigger':'properties.vip = true','mapping':{'event_name':'vip'}}} | {'type':'track','userId':'u','event':'E','timestamp':'2026-01-01T00:00:00Z','properties':{'vip':true}} | Vip {'identifiers':{'uuid':'u'},'events':[{'event_name':'vip','timestamp':'2026-01-01T00:00:00Z','event_params':{'custom':{'vip':true}}}]}
          'split':{'Vip':{'from':'Track','trigger':'properties.vip = true','mapping':{'event_name':'vip'}}} | {'type':'track','userId':'u','event':'E','timestamp':'2026-01-01T00:00:00Z'} | Track {'identifiers':{'uuid':'u'},'events':[{'event_name':'e','timestamp':'2026-01-01T00:00:00Z'}]}
          'split':{'A':{'from':'B','trigger':'properties.a = true','mapping':{'event_name':'a'}},'B':{'from':'Page','trigger':'properties.b = true','mapping':{'event_name':'b'}}} | {'type':'page','userId':'u','timestamp':'2026-01-01T00:00:00Z','properties':{'a':true}} | Page {'identifiers':{'uuid':'u'},'events':[{'event_name':'page_view','timestamp':'2026-01-01T00:00:00Z','event_params':{'custom':{'a':true}}}]}
          'split':{'A':{'from':'B','trigger':'properties.a = true','mapping':{'event_name':'a'}},'B':{'from':'Page','trigger':'properties.b = true','mapping':{'event_name':'b'}}} | {'type':'page','userId':'u','timestamp':'2026-01-01T00:00:00Z','properties':{'a':true,'b':true}} | A {'identifiers':{'uuid':'u'},'events':[{'event_name':'a','timestamp':'2026-01-01T00:00:00Z','event_params':{'custom':{'a':true,'b':true}}}]}
          'change':{'Track':{'enabled':false}},'split':{'Songs':{'from':'Track','events':['Song Played']}} | {'type':'track','userId':'u','event':'Song Played','timestamp':'2026-01-01T00:00:00Z'} | Songs {'identifiers':{'uuid':'u'},'events':[{'event_name':'song_played','timestamp':'2026-01-01T00:00:00Z'}]}
          'change':{'Track':{'enabled':false}},'split':{'Songs':{'from':'Track','events':['Song Played']}} | {'type':'track','userId':'u','event':'Other'} | ~~
          'replace':{'Page':{'action':'insiderUser','trigger':'type = \\"page\\"','mapping':{'identifiers':{'uuid':{'@path':'$.userId'}},'attributes':{'custom':{'seen':true}}}}} | {'type':'page','userId':'u'} | Page {'identifiers':{'uuid':'u'},'attributes':{'custom':{'seen':true}}}
          'add':{'Vips':{'action':'insiderUser','trigger':'type = \\"delete\\"','mapping':{'identifiers':{'uuid':{'@path':'$.userId'}},'attributes':{'custom':{'vip':true}}}}} | {'type':'page','userId':'u','timestamp':'2026-01-01T00:00:00Z'} | Page {'identifiers':{'uuid':'u'},'events':[{'event_name':'page_view','timestamp':'2026-01-01T00:00:00Z'}]}
          """)
  void eachWishIsOneLine(String members, String event, String told) {
    assertThat(told(extending("default", members), event))
        .isEqualTo(told.isEmpty() ? List.of() : List.of(told));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          10        | true
          9.99      | false
          '10'      | true
          '98.50'   | true
          '9.50'    | false
          '€ 98,50' | true
          '1,299.00'| true
          '(50.00)' | false
          '1.299'   | false
          'many'    | false
          ''        | false
          null      | false
          true      | false
          [12]      | true
          {'amount':'12.00','currency':'EUR'} | true
          """)
  void anAmountIsReadAsAmountsAre(String revenue, boolean reaches) {
    Mapper mapper =
        extending("default", "'change':{'Order Completed':{'at_least':{'properties.revenue':10}}}");
    String event =
        "{'type':'track','event':'Order Completed','userId':'u','properties':{'order_id':'o',"
            + "'currency':'USD','subtotal':20,'revenue':"
            + revenue
            + "}}";
    assertThat(mapper.map(Mapped.event(event(event))).unmatched()).isEqualTo(!reaches);
  }

  @Test
  void allAmountsAreToBeReachedAndAMissingOneIsNot() {
    Mapper mapper =
        extending("default", "'change':{'Track':{'at_least':{'properties.a':1,'context.b':2}}}");
    String event = "{'type':'track','event':'E','userId':'u','properties':{%s},'context':{%s}}";
    assertThat(users(mapper, event.formatted("'a':1", "'b':2"))).hasSize(1);
    assertThat(users(mapper, event.formatted("'a':1", "'b':1"))).isEmpty();
    assertThat(users(mapper, event.formatted("'a':0", "'b':2"))).isEmpty();
    assertThat(users(mapper, event.formatted("", "'b':2"))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'extends':'defualt'}                                              | /extends must be one of the presets [default, segment-actions]
          {'extends':7}                                                      | /extends must be one of the presets
          {'extends':'../mappings/default'}                                  | /extends must be one of the presets
          {'extends':'default','renames':{}}                                 | /renames is unknown; known are
          {'extends':'default','mappings':[]}                                | /mappings is unknown; known are
          {'extends':'default','drop':[],'drop':[]}                          | /drop stands there twice
          {'extends':'default','change':{'Page':{},'Page':{}}}               | /change/Page stands there twice
          {'extends':'default','change':{'Order Complete':{}}}               | /change/Order Complete names no mapping: Order Complete; like it are Order Completed
          {'extends':'default','change':{'order completed':{}}}              | /change/order completed names no mapping
          {'extends':'default','change':{'Page':7}}                          | /change/Page must be an object
          {'extends':'default','change':{'Page':{'action':'insiderUser'}}}   | /change/Page/action is unknown; known are [at_least, else, enabled, events, mapping, trigger]
          {'extends':'default','change':{'Page':{'trigger':'typ = 7'}}}      | /change/Page/trigger can't be read
          {'extends':'default','change':{'Page':{'events':[]}}}              | /change/Page/events must be a list of names
          {'extends':'default','change':{'Page':{'mapping':[]}}}             | /change/Page/mapping must be an object
          {'extends':'default','change':{'Page':{'mapping':{'atributes':{}}}}} | /change/Page/mapping/atributes is unknown; known are
          {'extends':'default','change':{'Page':{'mapping':{'event_name':null}}}} | /change/Page/mapping/event_name is missing
          {'extends':'default','change':{'Page':{'mapping':{'attributes':{'plan':'x'}}}}} | /change/Page/mapping/attributes/plan is no default field
          {'extends':'default','change':{'Page':{'mapping':{'attributes':{'last_up':null}}}}} | /change/Page/mapping/attributes/last_up is null, which takes it out, and it is not there
          {'extends':'default','change':{'Page':{'mapping':{'attributes':{'city':{'@pth':1}}}}}} | /change/Page/mapping/attributes/city has the unknown directive
          {'extends':'default','change':{'Page':{'at_least':7}}}             | /change/Page/at_least must be an object
          {'extends':'default','change':{'Page':{'at_least':{'revenue':7}}}} | /change/Page/at_least/revenue must name a field as triggers do
          {'extends':'default','change':{'Page':{'at_least':{'$.properties.a':7}}}} | /change/Page/at_least/$.properties.a must name a field as triggers do
          {'extends':'default','change':{'Page':{'at_least':{'properties..':7}}}} | /change/Page/at_least/properties.. must name a field as triggers do
          {'extends':'default','change':{'Page':{'at_least':{'properties.revenue':'7'}}}} | /change/Page/at_least/properties.revenue must be a number
          {'extends':'default','remove':'Page'}                              | /remove must be a list of names of mappings
          {'extends':'default','remove':[7]}                                 | /remove/0 must be the name of a mapping
          {'extends':'default','remove':['Page','Pages']}                    | /remove/1 names no mapping: Pages; like it are Page
          {'extends':'default','remove':['Page','Page']}                     | /remove/1 stands under remove, too
          {'extends':'default','remove':['Page'],'change':{'Page':{}}}       | /change/Page stands under remove, too
          {'extends':'default','replace':{'Page':{}},'change':{'Page':{}}}   | /replace/Page/action must be a text
          {'extends':'default','replace':{'Pages':{}}}                       | /replace/Pages names no mapping
          {'extends':'default','replace':{'Page':{'name':'x'}}}              | /replace/Page/name is unknown
          {'extends':'default','add':{'Page':{}}}                            | /add/Page is the name of a mapping that is there
          {'extends':'default','remove':['Page'],'add':{'Page':{}}}          | /add/Page is the name of a mapping that is there
          {'extends':'default','add':{' ':{}}}                               | /add/  must have a name
          {'extends':'default','add':{'New':{'action':'x','trigger':'type = \\"page\\"','mapping':{}}}} | /add/New/action is unknown
          {'extends':'default','split':{'Page':{'from':'Page'}}}             | /split/Page is the name of a mapping that is there
          {'extends':'default','split':{'A':{}}}                             | /split/A/from must be the name of a mapping
          {'extends':'default','split':{'A':{'from':'Pages'}}}               | /split/A/from names no mapping: Pages; like it are Page
          {'extends':'default','remove':['Page'],'split':{'A':{'from':'Page'}}} | /split/A/from names no mapping: Page
          {'extends':'default','split':{'A':{'from':'Page'}}}                | /split/A must say by trigger, events or at_least which events it is for
          {'extends':'default','split':{'A':{'from':'Track','events':'others'}}} | /split/A/events must be a list of names of events
          {'extends':'default','split':{'A':{'from':'Track','action':'x'}}}  | /split/A/action is unknown
          {'extends':'default','split':{'A':{'from':'A','events':['x']}}}    | /split/A/from goes round in a circle: A, from A
          {'extends':'default','split':{'A':{'from':'B','events':['x']},'B':{'from':'C','events':['x']},'C':{'from':'A','events':['x']}}} | /split/A/from goes round in a circle: A, from B, from C, from A
          {'extends':'default','split':{'A':{'from':'Page','trigger':'type = \\"page\\"','mapping':{'event_nam':'x'}}}} | /split/A/mapping/event_nam is unknown
          {'extends':'default','split':{'A':{'from':'Track','events':['Debug','product viewed']}}} | /split/A/events/1 is an event of Product Viewed, and not of Track
          {'extends':'default','split':{'A':{'from':'Product Viewed','events':['Viewed Product','Debug']}}} | /split/A/events/1 is none of the events of Product Viewed
          {'extends':'default','split':{'A':{'from':'B','events':['y']},'B':{'from':'Track','events':['x']}}} | /split/A/events/0 is none of the events of B
          {'extends':'default','split':{'A':{'from':'Track','events':['y'],'trigger':''}}} | /split/A/trigger must be a text
          {'extends':'default','identifiers':7}                              | /identifiers must be an object
          {'extends':'default','identifiers':{'loyalty_id':{'@path':'$.x'}}} | /identifiers/loyalty_id is not one of uuid, email, phone_number
          {'extends':'default','identifiers':{'custom':{'uuid':{'@path':'$.x'}}}} | /identifiers/custom/uuid
          {'extends':'default','identifiers':{'custom':{'card':'$.traits.card'}}} | /identifiers/custom/card would be the same for everybody
          {'extends':'default','identifiers':{'custom':{'card':['x']}}}      | /identifiers/custom/card would be the same for everybody
          {'extends':'default','identifiers':{'custom':{'card':{'@pth':'x'}}}} | /identifiers/custom/card has the unknown directive
          {'extends':'segment-actions','identifiers':{'uuid':{'@path':'$.x'}}} | /identifiers needs a mapping with one of
          {'extends':'segment-actions','rename':{'attributes.a':'b'}}        | /rename needs a mapping with one of
          {'extends':'default','rename':['x']}                               | /rename must be an object
          {'extends':'default','rename':{'plan':'tier'}}                     | /rename/plan must be attributes.<name>, event_params.<name> or events.<name>
          {'extends':'default','rename':{'traits.plan':'tier'}}              | /rename/traits.plan must be attributes.<name>
          {'extends':'default','rename':{'attributes.':'tier'}}              | /rename/attributes. must be attributes.<name>
          {'extends':'default','rename':{'attributes.plan':'My Tier'}}       | /rename/attributes.plan must give the name in the form in which it is sent
          {'extends':'default','rename':{'attributes.plan':7}}               | /rename/attributes.plan must give the name in the form
          {'extends':'default','rename':{'attributes.plan':'plan'}}          | /rename/attributes.plan is its name already
          {'extends':'default','rename':{'attributes.plan':'city'}}          | /rename/attributes.plan would make city of it, a field of Insider's
          {'extends':'default','rename':{'attributes.city':'town'}}          | /rename/attributes.city is a field of Insider's, whose name is fixed
          {'extends':'default','rename':{'event_params.quantity':'q'}}       | /rename/event_params.quantity is a field of Insider's
          {'extends':'default','rename':{'attributes.a':'b','attributes.A':'c'}} | /rename/attributes.A is renamed twice
          {'extends':'default','rename':{'attributes.a':'b','attributes.b':'c'}} | /rename makes b of attributes.a and renames that
          {'extends':'default','rename':{'attributes.a':'b','attributes.b':'a'}} | /rename makes
          {'extends':'default','rename':{'attributes.a':'b'},'drop':['attributes.a']} | /rename/attributes.a stands under drop, too
          {'extends':'default','rename':{'events.confirmation_page_view':'purchase'}} | /rename/events.confirmation_page_view is what the option mapping.order-event: purchase says
          {'extends':'default','drop':'attributes.a'}                        | /drop must be a list of fields such as attributes.last_ip
          {'extends':'default','drop':['last_ip']}                           | /drop/0 must be attributes.<name> or event_params.<name>
          {'extends':'default','drop':['events.x']}                          | /drop/0 must be attributes.<name> or event_params.<name>
          {'extends':'default','drop':['attributes.a','attributes.A']}       | /drop/1 stands there twice: attributes.a
          {'extends':'default','hash':['attributes.email']}                  | /hash has attributes.email, which would leave readable as identifier
          {'extends':'default','hash':['attributes.a'],'drop':['attributes.a']} | /hash has attributes.a, which stands under drop, too
          [{'extends':'default'}]                                            | /0/extends is unknown
          """)
  void whatCannotBeMeantIsRefusedWithItsPlace(String json, String complaint) {
    assertThatThrownBy(() -> file(json))
        .isInstanceOf(InvalidMappingFileException.class)
        .hasMessageContaining("mine.json: " + complaint);
  }

  @Test
  void aFileThatSaysNothingIsThePreset() throws IOException {
    for (String preset : MappingText.PRESETS) {
      Mapper own = extending(preset);
      Mapper other = Mapper.of(MappingText.preset(preset), Mapped.SETTINGS);
      assertThat(own.customIdentifiers()).isEqualTo(other.customIdentifiers());
      assertThat(own.warnings()).isEmpty();
      for (String line : events()) {
        assertThat(Mapped.users(own, line)).isEqualTo(Mapped.users(other, line));
      }
    }
  }

  /** The law of a rename: nothing differs but the name. */
  @Test
  void aRenameChangesNothingButTheName() throws IOException {
    Mapper own =
        extending(
            "default",
            "'rename':{'attributes.full_name':'zz_name','event_params.campaign_source':'zz_source',"
                + "'event_params.revenue':'zz_revenue','events.item_added_to_cart':'zz_added'}");
    Mapper preset = Mapped.defaultPreset(Mapped.SETTINGS);
    int renamed = 0;
    for (String line : events()) {
      List<String> before = Mapped.users(preset, line);
      List<String> expected =
          before.stream()
              .map(user -> user.replace("\"full_name\":", "\"zz_name\":"))
              .map(user -> user.replace("\"campaign_source\":", "\"zz_source\":"))
              .map(user -> user.replace("\"revenue\":", "\"zz_revenue\":"))
              .map(user -> user.replace("\"item_added_to_cart\"", "\"zz_added\""))
              .toList();
      assertThat(Mapped.users(own, line)).isEqualTo(expected);
      renamed += expected.equals(before) ? 0 : 1;
    }
    assertThat(renamed).isGreaterThan(100);
  }

  /** The law of a split: each event has one mapping as before, and nothing else is made of it. */
  @Test
  void aSplitTakesEventsAndLosesNone() throws IOException {
    Mapper own =
        extending(
            "default",
            "'split':{'Late':{'from':'Product Viewed','at_least':{'properties.price':50}},"
                + "'Shirts':{'from':'Product Viewed','trigger':'properties.name != null'},"
                + "'Letters':{'from':'Track','events':['Email Opened']}}");
    Mapper preset = Mapped.defaultPreset(Mapped.SETTINGS);
    List<String> taken = new ArrayList<>();
    for (String line : events()) {
      assertThat(Mapped.users(own, line)).isEqualTo(Mapped.users(preset, line));
      own.map(Mapped.event(line)).updates().forEach(update -> taken.add(update.mappingName()));
    }
    assertThat(taken).contains("Late", "Shirts", "Product Viewed", "Track");
  }

  private static List<String> events() throws IOException {
    List<String> events = new ArrayList<>();
    for (String line : BundledDay.lines()) {
      boolean isEvent = Pattern.compile("^\\{.*}$").matcher(line).matches();
      if (events.size() < EVENTS && isEvent && isObject(line)) {
        events.add(line);
      }
    }
    return events;
  }

  private static boolean isObject(String line) {
    try {
      return Mapped.parsed(line) instanceof JsonObject event && event.get("type") != null;
    } catch (AssertionError notJson) {
      return false;
    }
  }

  @Test
  void anExplanationNamesTheSplitAndWhatItAsksFor() {
    Mapper mapper =
        extending("default", "'split':{'Dear':{'from':'Page','at_least':{'properties.price':50}}}");
    Explanation explanation =
        mapper.explain(
            Mapped.event(event("{'type':'page','userId':'u','properties':{'price':'60'}}")));
    assertThat(explanation.mappings())
        .filteredOn(Explanation.Considered::matched)
        .extracting(Explanation.Considered::name, Explanation.Considered::trigger)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Dear", "of Page, properties.price at least 50"));
  }

  @Test
  void aWarningNamesThePlaceInTheFile() {
    assertThat(extending("default", "'change':{'Page':{'trigger':'type = pages'}}").warnings())
        .singleElement()
        .asString()
        .startsWith("mine.json: /change/Page/trigger of Page can never match");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          type = \\"page\\"                                    | can never match: type = "track" and type = "page" never hold at once
          properties.a > 1 and type = \\"page\\"               | can never match: type = "track" and type = "page" never hold at once
          properties.a = \\"x\\" and properties.a > 1          | can never match: properties.a = "x" and properties.a > 1 never hold at once
          properties.a > 1                                       | ~~
          type = \\"track\\"                                   | ~~
          """)
  void aSplitThatItsWholeKeepsFromMatchingIsAWarning(String trigger, String warning) {
    String split = "'split':{'A':{'from':'Track','trigger':'" + trigger + "'}}";
    List<String> warnings = extending("default", split).warnings();
    assertThat(warnings)
        .isEqualTo(
            warning.isEmpty() ? List.of() : List.of("mine.json: /split/A/trigger of A " + warning));
  }

  @Test
  void segmentsActionsAreExtendedLikeTheGuides() {
    Mapper mapper =
        extending(
            "segment-actions",
            "'drop':['attributes.last_ip']",
            "'change':{'Create or Update a User Profile':{'mapping':{'age':null}}}",
            "'split':{'Off':{'from':'Track Event','trigger':'event = \\\"Debug\\\"','enabled':false}}");
    assertThat(mapper.hasSegmentActionsOnly()).isTrue();
    String track = "{'type':'track','event':'%s','userId':'u','properties':{}}";
    assertThat(mapper.map(Mapped.event(event(track.formatted("Debug")))).unmatched()).isTrue();
    assertThat(mapper.map(Mapped.event(event(track.formatted("Other")))).unmatched()).isFalse();
    assertThat(users(mapper, "{'type':'identify','userId':'u','traits':{'age':3,'gender':'F'}}"))
        .singleElement()
        .asString()
        .contains("gender")
        .doesNotContain("\"age\"");
  }

  @Test
  void productLinesAreChangedLikeOtherBlocks() {
    Mapper mapper =
        extending(
            "default",
            "'change':{'Order Completed':{'mapping':{'products':{'@arrayPath':['$.properties.basket',"
                + "{'custom':{'weight':{'@path':'$.grams'}}}]}}}}");
    assertThat(
            users(
                mapper,
                "{'type':'track','event':'Order Completed','userId':'u','properties':{'order_id':'o',"
                    + "'currency':'USD','basket':[{'product_id':'p','price':3,'grams':7}]}}"))
        .singleElement()
        .asString()
        .contains("\"product_id\":\"p\"", "\"weight\":7", "\"unit_price\":3")
        .doesNotContain("grams");
  }

  @Test
  void whatSaysSomethingElseIsAnotherMapping() {
    Set<String> all = new HashSet<>();
    String preset = MappingFile.read(MappingText.preset("default")).content();
    assertThat(content("{'extends':'default'}")).isEqualTo(preset);
    assertThat(content("{'extends':'segment-actions'}")).isNotEqualTo(preset);
    for (String other :
        List.of(
            "'remove':['Screen']",
            "'drop':['attributes.plan']",
            "'hash':['attributes.plan']",
            "'rename':{'attributes.plan':'tier'}",
            "'rename':{'events.plan':'tier'}",
            "'change':{'Track':{'enabled':false}}",
            "'change':{'Track':{'else':true}}",
            "'change':{'Track':{'events':['a','b']}}",
            "'change':{'Track':{'events':['a, b']}}",
            "'change':{'Track':{'at_least':{'properties.x':1}}}",
            "'change':{'Track':{'mapping':{'append_arrays':true}}}")) {
      assertThat(all.add(content("{'extends':'default'," + other + "}"))).as(other).isTrue();
    }
  }

  private static String content(String file) {
    return MappingFile.read(new MappingText("x", file.replace('\'', '"'))).content();
  }
}
