package io.segmentinsider.delivery.dispatch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.segmentinsider.json.JsonReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * What an answer of Insider means: a pure function, asked by nobody but the dispatcher, so that
 * retries, metrics and dead letters can't disagree. The rows are those of
 * docs/insider-api.md#answers and docs/insider-api.md#statuses.
 */
final class AnswerTable {

  private static final Pattern USER_KEY =
      Pattern.compile("^users\\.(\\d{1,9})\\.(?:events\\.(\\d{1,9})\\.)?(.*)$");
  private static final String COUNT = "count";
  private static final int MAX_RULES = 5;

  /**
   * Texts that mean credentials or access, whatever status they come with
   * (docs/insider-api.md#refused-credentials).
   */
  private static final List<String> ACCESS_TEXTS =
      List.of("access denied", "partner is invalid", "partner token", "api key");

  /** Texts that make a 403 a matter of rate (docs/insider-api.md#throttling-as-403). */
  private static final List<String> RATE_TEXTS = List.of("too many", "rate limit");

  /** Texts of a 400 that is a fault of this program, whoever the users are. */
  private static final List<String> OWN_FAULT_TEXTS =
      List.of("users must be defined", "content type must be");

  /** Documented texts of a 400 that say what is wrong with the user, and quote nothing of it. */
  private static final List<String> REFUSAL_TEXTS =
      List.of(
          "request data is not in valid json format",
          "no valid identifier",
          "new identifier already has a user assigned to it",
          "identifier values are the same",
          "there must be exactly 1 entry for both new and old identifiers");

  /** How each documented error of a 400 ends, whatever it is about. */
  private static final String OWN_ENDING = ": bad request";

  private final Duration retryAfterCeiling;

  AnswerTable(Duration retryAfterCeiling) {
    this.retryAfterCeiling = retryAfterCeiling;
  }

  /**
   * Reads one answer.
   *
   * @param reply what came back
   * @param users user objects in the request
   * @param now for a Retry-After that is a date
   */
  Answer read(UpsertReply reply, int users, Instant now) {
    int status = reply.status();
    if (status == 200) {
      return settled(reply, users);
    }
    if (reply.failure() != null) {
      return new Answer.Failed(reply.failure(), reply.failure().code(), null);
    }
    String text = reply.bodyText().strip().toLowerCase(Locale.ROOT);
    String detail = "status " + status;
    return switch (status) {
      case 400 -> badRequest(text);
      case 401 ->
          namesCredentials(text) || text.isEmpty() || isJson(text)
              ? new Answer.NoAccess(FailureCause.CREDENTIALS, detail)
              : new Answer.Forbidden(detail);
      case 403 ->
          containsAny(text, RATE_TEXTS)
              ? new Answer.TooManyRequests(detail + " that speaks of rate", retryAfter(reply, now))
              : refusal(text, detail);
      case 405, 406, 451 -> refusal(text, detail);
      case 413 -> new Answer.TooLarge(detail);
      case 429 -> new Answer.TooManyRequests(detail, retryAfter(reply, now));
      default ->
          causeOf(status) == FailureCause.UNKNOWN_ANSWER && isPage(text)
              ? new Answer.Forbidden(detail)
              : new Answer.Failed(causeOf(status), detail, retryAfter(reply, now));
    };
  }

  /** Server errors have those of a content delivery network among them, 520 to 530. */
  private static FailureCause causeOf(int status) {
    return switch (status) {
      case 404 -> FailureCause.NOT_FOUND;
      case 407 -> FailureCause.PROXY_AUTHENTICATION;
      case 408 -> FailureCause.SERVER_ERROR;
      default -> {
        if (status >= 500) {
          yield FailureCause.SERVER_ERROR;
        }
        yield status >= 300 && status < 400 ? FailureCause.REDIRECT : FailureCause.UNKNOWN_ANSWER;
      }
    };
  }

  private static Answer refusal(String text, String detail) {
    return namesCredentials(text)
        ? new Answer.NoAccess(FailureCause.CREDENTIALS, detail)
        : new Answer.Forbidden(detail);
  }

  /** A page for people may say "access denied", too: only Insider's own form counts. */
  private static boolean namesCredentials(String text) {
    return isJson(text) && containsAny(text, ACCESS_TEXTS);
  }

  /** Whether the body is JSON, as Insider's answers are. */
  static boolean isJson(UpsertReply reply) {
    return isJson(reply.bodyText().strip());
  }

  private static boolean isJson(String text) {
    return text.startsWith("{");
  }

  /** Whether the body is a page for people. */
  static boolean isPage(UpsertReply reply) {
    return isPage(reply.bodyText().strip());
  }

  private static boolean isPage(String text) {
    return text.startsWith("<");
  }

  private static Answer badRequest(String text) {
    String detail = "status 400";
    if (isPage(text)) {
      return new Answer.Forbidden(detail);
    }
    if (namesCredentials(text)) {
      return new Answer.NoAccess(FailureCause.CREDENTIALS, detail);
    }
    if (containsAny(text, OWN_FAULT_TEXTS)) {
      return new Answer.NoAccess(FailureCause.MALFORMED_REQUEST, detail);
    }
    if (text.contains("bigger than maximum")) {
      return new Answer.TooLarge(detail + ": body bigger than maximum");
    }
    String known = REFUSAL_TEXTS.stream().filter(text::contains).findFirst().orElse(null);
    if (known != null) {
      return new Answer.RefusedUnnamed(detail + ": " + known);
    }
    // What is not in Insider's own form may be a proxy's, and for everybody.
    return isJson(text) && text.contains(OWN_ENDING)
        ? new Answer.RefusedUnnamed(detail)
        : new Answer.Forbidden(detail);
  }

  private static Answer settled(UpsertReply reply, int users) {
    Verdicts verdicts = new Verdicts();
    try (JsonParser json = JsonReader.parser(reply.body())) {
      json.nextToken();
      verdicts.read(json, Level.ANSWER);
    } catch (IOException e) {
      return isPage(reply)
          ? new Answer.Failed(FailureCause.WEB_PAGE, "status 200 with a web page", null)
          : unreadable("status 200 with a body that is no JSON");
    }
    int taken = verdicts.taken;
    int failed = verdicts.failed;
    if (taken + failed != users) {
      return users == 1 || taken + failed == 0
          ? unreadable("status 200 whose counts do not add up")
          : new Answer.RefusedUnnamed("status 200 whose counts do not add up");
    }
    Map<Integer, Refusal> refused = verdicts.refused;
    boolean namesEachUser =
        refused.size() == failed && refused.keySet().stream().allMatch(index -> index < users);
    if (namesEachUser) {
      return new Answer.Settled(Map.copyOf(toAnswers(refused)));
    }
    return failed == users && users == 1
        ? new Answer.Settled(
            Map.of(0, new Answer.Refusal(List.of("refused without a reason"), Set.of())))
        : new Answer.RefusedUnnamed("status 200 that does not name whom it refused");
  }

  private static Answer unreadable(String detail) {
    return new Answer.Failed(FailureCause.UNREADABLE_ANSWER, detail, null);
  }

  private static Map<Integer, Answer.Refusal> toAnswers(Map<Integer, Refusal> refused) {
    Map<Integer, Answer.Refusal> answers = new HashMap<>();
    refused.forEach(
        (user, refusal) ->
            answers.put(
                user,
                new Answer.Refusal(List.copyOf(refusal.rules), Set.copyOf(refusal.eventsOnly()))));
    return answers;
  }

  @Nullable
  private Duration retryAfter(UpsertReply reply, Instant now) {
    String header = reply.retryAfter();
    if (header == null) {
      return null;
    }
    Duration asked = seconds(header.trim());
    if (asked == null) {
      asked = untilDate(header.trim(), now);
    }
    if (asked == null || asked.isNegative()) {
      return null;
    }
    return asked.compareTo(retryAfterCeiling) > 0 ? retryAfterCeiling : asked;
  }

  @Nullable
  private static Duration seconds(String header) {
    return header.matches("\\d{1,18}") ? Duration.ofSeconds(Long.parseLong(header)) : null;
  }

  @Nullable
  private static Duration untilDate(String header, Instant now) {
    try {
      Instant date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(now, date);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static boolean containsAny(String text, List<String> parts) {
    return parts.stream().anyMatch(text::contains);
  }

  /** The objects of an answer that say something of the users, by their names in the one above. */
  private enum Level {
    ANSWER,
    DATA,
    SUCCESSFUL,
    FAIL,
    ERRORS;

    /** The one of that name in this one; null if there is none. */
    @Nullable
    private Level below(String name) {
      return switch (this) {
        case ANSWER -> name.equals("data") ? DATA : null;
        case DATA ->
            switch (name) {
              case "successful" -> SUCCESSFUL;
              case "fail" -> FAIL;
              default -> null;
            };
        case FAIL -> name.equals("errors") ? ERRORS : null;
        case SUCCESSFUL, ERRORS -> null;
      };
    }
  }

  /**
   * What an answer says of the users, read in one pass; all else in it is passed over. Of members
   * with one name the last counts.
   */
  private static final class Verdicts {
    private final Map<Integer, Refusal> refused = new HashMap<>();
    private int taken;
    private int failed;

    /** Reads the value that the parser is at. */
    private void read(JsonParser json, Level level) throws IOException {
      forget(level);
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        return;
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        Level next = level.below(name);
        if (next != null) {
          read(json, next);
        } else {
          take(level, name, json);
          json.skipChildren();
        }
      }
    }

    private void forget(Level level) {
      if (level == Level.DATA || level == Level.SUCCESSFUL) {
        taken = 0;
      }
      if (level == Level.DATA || level == Level.FAIL) {
        failed = 0;
      }
      if (level != Level.SUCCESSFUL) {
        refused.clear();
      }
    }

    private void take(Level level, String name, JsonParser json) throws IOException {
      if (level == Level.ERRORS) {
        refuse(name);
      } else if (level == Level.SUCCESSFUL && name.equals(COUNT)) {
        taken = count(json);
      } else if (level == Level.FAIL && name.equals(COUNT)) {
        failed = count(json);
      }
    }

    private static int count(JsonParser json) throws IOException {
      return (int) Math.min(Math.max(json.getValueAsDouble(0), 0), Integer.MAX_VALUE);
    }

    private void refuse(String key) {
      Matcher matcher = USER_KEY.matcher(key);
      if (matcher.matches()) {
        refused
            .computeIfAbsent(Integer.valueOf(matcher.group(1)), user -> new Refusal())
            .add(matcher.group(2), matcher.group(3));
      }
    }
  }

  /** Collects the keys of one refused user. */
  private static final class Refusal {
    private final Set<String> rules = new LinkedHashSet<>();
    private final Set<Integer> events = new HashSet<>();
    private boolean beyondEvents;

    private void add(@Nullable String event, String rule) {
      if (rules.size() < MAX_RULES) {
        rules.add(event == null ? rule : "events." + event + "." + rule);
      }
      if (event == null) {
        beyondEvents = true;
      } else {
        events.add(Integer.valueOf(event));
      }
    }

    /** The events, unless something besides them was refused too. */
    private Set<Integer> eventsOnly() {
      return beyondEvents ? Set.of() : events;
    }
  }
}
