package io.segmentinsider.record;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a person reads about a reason, a repair or a suppression: the page {@code docs/reasons.md}
 * is made from it. A new constant without its text does not compile.
 *
 * @param meaning what happened
 * @param example an event, or a part of one, of which it happens
 * @param advice what to do
 */
public record Guidance(String meaning, String example, String advice) {

  /** Why a record, an update or an event entry ended as a dead letter. */
  public static Guidance of(Reason reason) {
    return switch (reason) {
      case EMPTY_MESSAGE ->
          new Guidance(
              "The record has no bytes.",
              "a tombstone of a compacted topic",
              "Nothing is lost. If there are many, find out who writes them into the topic.");
      case INVALID_UTF8 ->
          new Guidance(
              "The bytes are not UTF-8 text.",
              "a record in Latin-1, or compressed by its producer",
              "Let the producer write UTF-8. The dead letter holds the bytes in base64.");
      case INVALID_JSON ->
          new Guidance(
              "The text is not one JSON value.",
              "`{\"type\":\"track\",` cut in the middle",
              "Find the producer by the source position. The detail says from which column on it"
                  + " can't be read.");
      case NOT_AN_OBJECT ->
          new Guidance(
              "The text is JSON, but no object.",
              "`\"track\"`",
              "One record is one Segment event. If events come in an envelope, set"
                  + " `source.envelope`.");
      case MISSING_TYPE ->
          new Guidance(
              "The event has no `type`.",
              "`{\"event\":\"Order Completed\"}`",
              "If the detail names an envelope, set `source.envelope` to it. Else let the producer"
                  + " send Segment's own form.");
      case UNKNOWN_TYPE ->
          new Guidance(
              "The `type` is none of Segment's calls.",
              "`{\"type\":\"purchase\"}`",
              "Segment's calls are identify, track, page, screen, group and alias; delete,"
                  + " suppress, unsuppress and suppress-with-delete are requests about a user."
                  + " Correct the producer.");
      case BAD_TIMESTAMP ->
          new Guidance(
              "No time of the event can be read, and at least one is there.",
              "`{\"type\":\"page\",\"timestamp\":\"the day before\"}`",
              "Send ISO 8601, as Segment's libraries do. Times before 1970 or after 2200 count as"
                  + " unreadable.");
      case MISSING_EVENT_NAME ->
          new Guidance(
              "A track call without a name in `event`.",
              "`{\"type\":\"track\",\"properties\":{}}`",
              "Give the event its name in the tracking code.");
      case TOO_DEEP ->
          new Guidance(
              "The JSON is nested deeper than `source.max-depth`.",
              "an object in an object, 65 times",
              "Such data is hardly ever meant. Raise the option only if it is.");
      case TOO_LARGE ->
          new Guidance(
              "The record, or what would become of it, is larger than allowed.",
              "a page of HTML in a property; 3,000 product lines with long names",
              "The detail names the limit, and the field. Segment's own limit for an event is 32"
                  + " KB: leave the field out in the tracking code, or raise the option.");
      case MAPPING_FAILED ->
          new Guidance(
              "A directive of the mapping failed on this event.",
              "`@json` on text that is no JSON",
              "Try the event with `job/preview --explain`, correct the mapping, and send it again"
                  + " with `job/replay --original`.");
      case SCHEMA_MISMATCH ->
          new Guidance(
              "A mapped field can't be brought into the type that it must have.",
              "a price of `\"ask us\"`",
              "The detail names field and class of value. Correct the tracking code; `job/replay"
                  + " --original` sends the event again once the mapping reads it.");
      case NO_IDENTIFIER ->
          new Guidance(
              "No usable identifier is left.",
              "`{\"type\":\"track\",\"event\":\"Opened\",\"userId\":\"undefined\"}`",
              "The detail says of each identifier why it is none: missing, malformed, blocked, or"
                  + " switched off. Mostly the tracking code runs before the user is known.");
      case REQUIRED_PARAMETER ->
          new Guidance(
              "A parameter that Insider requires for this event is missing or unreadable.",
              "a line of an order without `product_id` or `price`",
              "The detail names the parameter. Only this line is refused; the others are sent.");
      case INVALID_EVENT_NAME ->
          new Guidance(
              "Nothing is left of the event name once it has the form that Insider takes, or it is"
                  + " longer than `mapping.max-name-length`.",
              "`\"event\":\"\"`",
              "Give the event a name with letters or digits, and send what varies as a property.");
      case EMPTY_UPDATE ->
          new Guidance(
              "There is neither an attribute nor an event to send.",
              "`{\"type\":\"identify\",\"userId\":\"u-1\",\"traits\":{}}` whose device is not new",
              "Nothing is lost. If traits were there, see the repairs of the event.");
      case REJECTED ->
          new Guidance(
              "Insider, or its edge, refused it for what it holds.",
              "an attribute of a type that Insider's panel has otherwise",
              "The detail quotes the rule that Insider named. Correct the data or the panel, then"
                  + " `job/replay`. A deletion or a change of a user id needs `--original`.");
      case USER_TOO_LARGE ->
          new Guidance(
              "One user with one event is larger than a request may be.",
              "a property of 5 MB",
              "Leave the field out with `mapping.drop`, or in the tracking code.");
      case RETRY_BUDGET ->
          new Guidance(
              "The user kept failing while other requests succeeded, until its budget ended.",
              "a profile on which Insider times out each time",
              "Send it again with `job/replay`; a deletion or a change of a user id needs"
                  + " `--original`. If it fails again, show Insider the user id and the time.");
      case UPDATE_TOO_LARGE ->
          new Guidance(
              "The event would become more than the options `mapping.max-update-size`,"
                  + " `mapping.max-lines` and `mapping.max-names` allow. The detail names the"
                  + " field.",
              "a cart of 3,000 lines; a page that sends its whole state as properties",
              "If real customers do that, raise the option that the detail names. Else find out who"
                  + " sends it, by the source position.");
      case OFFSET_GAP ->
          new Guidance(
              "This is no record: positions that were to be read next are not in Kafka any more. The"
                  + " source is the first of them, and the detail says which, and where reading went"
                  + " on. Their events are lost for the job.",
              "the job was stopped for longer than the topic keeps its records; the topic was"
                  + " deleted and made again",
              "If the events are still somewhere else, such as in Segment's own storage, publish them"
                  + " again. Let the topic keep its records for longer than the job may be away. With"
                  + " `kafka.auto.offset.reset: none` the job stops instead of going on.");
      case PARSER_FAULT ->
          new Guidance(
              "The job itself failed when it read the record. The other records go on.",
              "none is known",
              "Report it with the detail, which names the place in the code. After an upgrade,"
                  + " `job/replay --original` sends the record again.");
      case MAPPER_FAULT ->
          new Guidance(
              "The job itself failed when it mapped the event. The other events go on.",
              "none is known",
              "Report it with the detail, which names the place in the code. After an upgrade,"
                  + " `job/replay --original` sends the event again.");
      case PAST_RETENTION ->
          new Guidance(
              "The event is older than Insider keeps events of its kind, and"
                  + " `delivery.past-retention` is `dead-letter`.",
              "a custom event of last year",
              "Insider would take it and keep nothing. For imports, ask Insider for a longer"
                  + " retention.");
    };
  }

  /** What was put right, filled in or left out, while the rest went on. */
  public static Guidance of(Repair.Kind kind) {
    return switch (kind) {
      case FIELD_LEFT_OUT ->
          new Guidance(
              "The value can't be read as what the field holds, so the field was left out.",
              "`\"age\":\"unknown\"`",
              "`repairedFields` of the receipt names the field, `job/preview --explain` the class of value,"
                  + " too. Correct the tracking code.");
      case IDENTIFIER_MALFORMED ->
          new Guidance(
              "An identifier is malformed and was left out; the update went on under the others.",
              "`\"email\":\"ann at example\"`, `\"phone\":\"call me\"`",
              "Check the form where people type it in. A phone number without a country code needs"
                  + " a country in the event, or `mapping.default-region`.");
      case IDENTIFIER_BLOCKED ->
          new Guidance(
              "The value identifies nobody, so it is no identifier.",
              "`\"userId\":\"undefined\"`, `\"email\":\"none@none.test\"`",
              "Let the tracking code send no id instead of a placeholder. `identity.blocked-values`"
                  + " takes more words.");
      case NAME_TAKEN ->
          new Guidance(
              "Two names of one event became the same name at Insider, or two addresses or numbers"
                  + " stand for one identifier. The first stays.",
              "`\"Plan\"` and `\"plan\"` in one event",
              "Rename one of them in the tracking code or in the mapping.");
      case NAME_RESERVED ->
          new Guidance(
              "The name is Insider's own, and not free for other values.",
              "a custom attribute that is named like one of Insider's",
              "Rename it in the mapping.");
      case QUANTITY_FILLED_IN ->
          new Guidance(
              "A product line that says no quantity counts as one.",
              "`{\"product_id\":\"p\",\"price\":10}`",
              "Send `quantity` if it can be another.");
      case CURRENCY_FILLED_IN ->
          new Guidance(
              "The event names no currency, so `mapping.default-currency` was taken.",
              "`{\"order_id\":\"O-1\",\"total\":10}`",
              "Send `currency`. If the shop has one currency only, set the option to it.");
      case LINES_MERGED ->
          new Guidance(
              "Product lines that would be identical events became one, with their quantities"
                  + " added.",
              "the same product twice in one order",
              "Nothing: Insider would keep only one of two identical events.");
      case COUNTRY_KEPT_AS_CUSTOM ->
          new Guidance(
              "The country is not recognised; its text is kept as a custom attribute.",
              "`\"country\":\"Atlantis\"`",
              "Send the two-letter code.");
      case TIMESTAMP_REPLACED ->
          new Guidance(
              "A time can't be read; the next one that can stands in for it.",
              "`\"timestamp\":\"yesterday\"` beside a good `receivedAt`",
              "Send ISO 8601.");
      case PAST_RETENTION ->
          new Guidance(
              "The event is older than Insider keeps events of its kind.",
              "a custom event of last year",
              "`delivery.past-retention` decides whether it is sent all the same.");
      case CLOCK_CORRECTED ->
          new Guidance(
              "The event has no `timestamp`; the time of the client was corrected by how far its"
                  + " clock was off, as Segment does it.",
              "`originalTimestamp` and `sentAt` in 2030, `receivedAt` today",
              "Nothing.");
      case CLOCK_AHEAD ->
          new Guidance(
              "The event's time lies more than `source.max-clock-lead` after the time of its Kafka"
                  + " record, which counts instead.",
              "`\"timestamp\":\"2031-01-01T00:00:00Z\"`",
              "If there are many, the clock of a server is wrong.");
      case NAME_TOO_LONG ->
          new Guidance(
              "A custom name is longer than `mapping.max-name-length`, and what it names is left"
                  + " out. Names of nested objects are joined.",
              "a whole sentence as the name of a trait",
              "Send what varies as a value, and not as a name.");
      case IDENTIFIER_ROUNDED ->
          new Guidance(
              "The id is a number that Segment's destination rounds, so that two ids become one."
                  + " The preset `segment-actions` does not take it for an identifier.",
              "`\"userId\":720982911946154508`",
              "Send ids as text, or use the preset `default`, which keeps all digits.");
      case IDENTIFIER_SWITCHED_OFF ->
          new Guidance(
              "A stored update that was sent again names an identifier that is none by now, and"
                  + " goes on without it.",
              "a custom identifier that the mapping has no more",
              "Nothing, if the identifier was given up on purpose. Else name it in the mapping"
                  + " again, or in `identity.custom-identifiers`.");
      case NULL_IGNORED ->
          new Guidance(
              "A trait is `null`, which says nothing.",
              "`\"traits\":{\"plan\":null}`",
              "If it means that the value is gone, set `mapping.nulls: clear`.");
      case URL_PARAMETER_CUT ->
          new Guidance(
              "An address held query parameters that may be a secret or a person; they did not"
                  + " leave, or only as a digest.",
              "`https://shop.test/reset?token=abc`",
              "Nothing, if it is meant. `mapping.drop-url-parameters` and"
                  + " `mapping.hash-url-parameters` name others.");
      case NAME_OVER_CEILING ->
          new Guidance(
              "A custom name was new, and its day had had as many new ones as"
                  + " `mapping.max-new-names-per-day` allows, so it was left out.",
              "a release that sends 120 new traits, `exp_000` to `exp_119`",
              "Keep such names out with `deny` or `mapping.drop`. List those that are wanted in"
                  + " `mapping.known-names`.");
      case TWO_READINGS ->
          new Guidance(
              "The value can be read in several ways, and no option says which is meant, so it was"
                  + " left out; a custom one stays text.",
              "`\"price\":\"1.299\"`, `\"currency\":\"$\"`; an order without `currency` that has"
                  + " `\"base_currency\":\"EUR\"` and `\"order_currency\":\"USD\"`",
              "Set `mapping.decimal-separator` or `mapping.currency-signs`, or send numbers and ISO"
                  + " codes. Where an event says several currencies or amounts, name the one that"
                  + " counts in `currency`.");
      case READ_BY_OPTION ->
          new Guidance(
              "The value can be read in several ways, and an option says which is meant.",
              "`\"currency\":\"kr\"` under `mapping.currency-signs: kr:SEK`",
              "Nothing, as long as the option is right for every event.");
      case CURRENCY_READ ->
          new Guidance(
              "The currency was named by a sign or word, with an amount or by its sign, or under"
                  + " another name than `currency`.",
              "`\"currency\":\"TL\"`, `\"price\":\"€5\"`,"
                  + " `\"price\":{\"amount\":5,\"currency\":\"EUR\"}`,"
                  + " `\"order_currency_code\":\"EUR\"`",
              "Nothing. An ISO code in `currency` is clearer.");
      case CURRENCY_CONTRADICTED ->
          new Guidance(
              "An amount has the sign of another currency than the event or line names. The named"
                  + " one stays.",
              "`\"currency\":\"EUR\"` and `\"price\":\"$5\"`",
              "Find out which of the two is wrong in the tracking code: the sums may be.");
      case QUANTITY_MADE_WHOLE ->
          new Guidance(
              "A quantity with a fraction became 1 at the price of all of it, as Insider takes"
                  + " whole ones only. The quantity that came is in `original_quantity`.",
              "`\"price\":10,\"quantity\":12.5` becomes 1 at 125",
              "Nothing: the sum is the same.");
      case ORDER_FIELD_KEPT_AS_CUSTOM ->
          new Guidance(
              "A name, address, quantity or the like beside product lines is no product's. It"
                  + " became a custom parameter `order_…`.",
              "`\"name\":\"Ann Lee\"` beside `products`",
              "If it is a person's name, leave it out in the tracking code, or with"
                  + " `mapping.drop: event_params.order_name`.");
      case OPT_IN_UNREADABLE ->
          new Guidance(
              "What stands in an opt-in or opt-out is neither clearly yes nor clearly no. Nothing"
                  + " is sent of it: no consent is guessed. Or a refusal stands under a name that does"
                  + " not say which opt-in is meant; then it stays a custom attribute.",
              "`\"email_optin\":\"maybe\"`, `\"sms_subscribed\":\"pending\"`,"
                  + " `\"newsletter\":\"unsubscribed\"`",
              "`repairedFields` of the receipt names the field. Send `true` or `false` under the name"
                  + " of the opt-in, such as `email_optin`.");
      case OPT_IN_CONTRADICTED ->
          new Guidance(
              "Of several fields for one opt-in some say yes and some say no. The no counts.",
              "`\"email_optin\":true` and `\"unsubscribed\":true`",
              "Find out which field is kept up, and leave the other one out.");
      case IDENTIFIER_CHANGE_REFUSED ->
          new Guidance(
              "The user has another e-mail or phone number than before, and Insider did not let the"
                  + " identifier be changed. The rest was sent, with the new one as identifier and"
                  + " attribute.",
              "the new address is another profile's at Insider",
              "Look at both profiles in Insider's panel.");
    };
  }

  /** By the reason in receipts of the status {@code suppressed}: what kept the update back. */
  public static Map<String, Guidance> ofSuppressions() {
    Map<String, Guidance> suppressions = new LinkedHashMap<>();
    suppressions.put(
        "integrations",
        new Guidance(
            "The event itself says that it is not for Insider.",
            "`\"integrations\":{\"Insider\":false}`",
            "Nothing, if it is meant. It is set in the tracking code."));
    suppressions.put(
        "consent-category",
        new Guidance(
            "The person did not agree to a category that `consent.categories` requires.",
            "`\"context\":{\"consent\":{\"categoryPreferences\":{\"marketing\":false}}}`",
            "Nothing: it is the person's choice."));
    suppressions.put(
        "consent",
        new Guidance(
            "`consent.required` is on, and the person has not opted in.",
            "an event of somebody without `gdpr_optin: true`",
            "Nothing: it is the person's choice. The first events after an opt-in are sent."));
    suppressions.put(
        "shared-device",
        new Guidance(
            "The device is used by several users, and nobody can say whose the event is.",
            "a visitor on a computer of a library",
            "`identity.shared-device-users` says from how many users on a device is shared."));
    suppressions.put(
        "null-traits",
        new Guidance(
            "All that the event says of its person is `null`, which says nothing.",
            "`\"traits\":{\"plan\":null}`",
            "If it means that the values are gone, set `mapping.nulls: clear`."));
    suppressions.put(
        "forgotten",
        new Guidance(
            "The event happened before its person asked to be forgotten.",
            "a late event of somebody who was deleted",
            "Nothing: it must not be sent."));
    suppressions.put(
        Update.SUPPRESSED_USER,
        new Guidance(
            "The company asked to suppress its user, or had asked so when the event was written.",
            "an event of `u-1` after `{\"type\":\"suppress\",\"userId\":\"u-1\"}`",
            "Nothing: it must not be sent. `unsuppress` lets through what comes after it."));
    suppressions.put(
        "untrusted-source",
        new Guidance(
            "It asks to delete or suppress a user, or to change a user id, and came from a topic whose"
                + " senders may not.",
            "`{\"type\":\"delete\",\"userId\":\"u-1\"}` in the topic of a web page",
            "If the topic is written by your own servers alone, name it in"
                + " `source.trusted-topics`."));
    suppressions.put(
        "alias-again",
        new Guidance(
            "The previous id of an alias took another id before. An id changes once.",
            "`alias` from `a` to `b`, and later one from `a` to `c`",
            "Find out which of the two is right. The first one holds."));
    suppressions.put(
        "alias-cycle",
        new Guidance(
            "The new id of an alias is an earlier one of the same person.",
            "`alias` from `a` to `b`, and later one from `b` to `a`",
            "Nothing, if the id was to stay as it is; an id never goes back."));
    suppressions.put(
        "alias-limit",
        new Guidance(
            "With the alias a person would have more user ids than `identity.max-identifiers`.",
            "the hundredth change of one person's id",
            "Find out what changes ids so often."));
    suppressions.put(
        "shadow",
        new Guidance(
            "`delivery.mode` is `shadow`: the call was written to the topic and not made.",
            "any event",
            "Nothing, while you compare."));
    return suppressions;
  }
}
