package io.segmentinsider.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.delivery.Answer.Later.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * What an answer of the upsert endpoint means: a pure function, asked by nobody but the delivery
 * operator, so that retries, metrics and dead letters can't disagree. The rows are section 4 of the
 * contract.
 */
final class AnswerTable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern USER_KEY =
      Pattern.compile("^users\\.(\\d{1,9})\\.(?:events\\.(\\d{1,9})\\.)?(.*)$");
  private static final int MAX_RULES = 5;

  /** Texts that mean credentials or access, whatever of 400, 401 and 403 they come with (C9). */
  private static final List<String> ACCESS_TEXTS =
      List.of("access denied", "partner is invalid", "partner token", "api key");

  /** Texts that make a 403 a matter of rate (C23). */
  private static final List<String> RATE_TEXTS = List.of("too many", "rate limit");

  /** Texts of a 400 that is a fault of this program, whoever the users are. */
  private static final List<String> OWN_FAULT_TEXTS =
      List.of("users must be defined", "content type must be");

  /** Documented texts of a 400 that say what is wrong with the user, and quote nothing of it. */
  private static final List<String> REFUSAL_TEXTS =
      List.of(
          "no valid identifier",
          "new identifier already has a user assigned to it",
          "identifier values are the same",
          "there must be exactly 1 entry for both new and old identifiers");

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
    String text = reply.bodyText().toLowerCase(Locale.ROOT);
    return switch (reply.status()) {
      case 0 -> new Answer.Later(String.valueOf(reply.failure()));
      case 200 -> settled(reply, users);
      case 400 -> badRequest(text);
      case 401 -> new Answer.Hold("status 401: partner name and API key do not belong together");
      case 403 ->
          containsAny(text, RATE_TEXTS)
              ? new Answer.Later(
                  "status 403 that speaks of rate", retryAfter(reply, now), Cause.RATE)
              : new Answer.Hold("status 403: API key, IP binding or package does not allow this");
      case 405 -> new Answer.Hold("status 405: the endpoint does not take this call");
      case 413 -> new Answer.TooLarge("status 413");
      case 429 -> new Answer.Later("status 429", retryAfter(reply, now), Cause.RATE);
      default ->
          new Answer.Later(
              "status " + reply.status(),
              retryAfter(reply, now),
              isKnownFailure(reply.status()) ? Cause.FAILURE : Cause.UNKNOWN);
    };
  }

  /** 5xx, the 52x of a content delivery network among them, and a time-out of the request. */
  private static boolean isKnownFailure(int status) {
    return status >= 500 || status == 408;
  }

  private static Answer badRequest(String text) {
    if (containsAny(text, ACCESS_TEXTS)) {
      return new Answer.Hold("status 400 that speaks of access, partner or key");
    }
    if (containsAny(text, OWN_FAULT_TEXTS)) {
      return new Answer.Hold("status 400: the request itself is malformed");
    }
    if (text.contains("bigger than maximum")) {
      return new Answer.TooLarge("status 400: body bigger than maximum");
    }
    return new Answer.Split(
        REFUSAL_TEXTS.stream()
            .filter(text::contains)
            .findFirst()
            .map("status 400: "::concat)
            .orElse("status 400"));
  }

  private static Answer settled(UpsertReply reply, int users) {
    JsonNode data;
    try {
      data = JSON.readTree(reply.body()).path("data");
    } catch (JsonProcessingException e) {
      return new Answer.Later("status 200 with a body that is no JSON");
    } catch (java.io.IOException e) {
      return new Answer.Later("status 200 with a body that can't be read");
    }
    int taken = data.path("successful").path("count").asInt(0);
    int failed = data.path("fail").path("count").asInt(0);
    if (taken + failed != users) {
      return users == 1 || taken + failed == 0
          ? new Answer.Later("status 200 whose counts do not add up")
          : new Answer.Split("status 200 whose counts do not add up");
    }
    Map<Integer, Refusal> refused = refusals(data.path("fail").path("errors"));
    boolean namesEachUser =
        refused.size() == failed && refused.keySet().stream().allMatch(index -> index < users);
    if (namesEachUser) {
      return new Answer.Settled(Map.copyOf(toAnswers(refused)));
    }
    return failed == users && users == 1
        ? new Answer.Settled(
            Map.of(0, new Answer.Refusal(List.of("refused without a reason"), Set.of())))
        : new Answer.Split("status 200 that does not name whom it refused");
  }

  private static Map<Integer, Refusal> refusals(JsonNode errors) {
    Map<Integer, Refusal> refused = new HashMap<>();
    errors
        .fieldNames()
        .forEachRemaining(
            key -> {
              Matcher matcher = USER_KEY.matcher(key);
              if (matcher.matches()) {
                refused
                    .computeIfAbsent(Integer.valueOf(matcher.group(1)), user -> new Refusal())
                    .add(matcher.group(2), matcher.group(3));
              }
            });
    return refused;
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

  /** Collects the keys of one refused user. */
  private static final class Refusal {
    private final List<String> rules = new ArrayList<>();
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
