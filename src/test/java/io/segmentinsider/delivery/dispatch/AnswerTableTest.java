package io.segmentinsider.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test is a row of docs/insider-api.md#answers or docs/insider-api.md#statuses. */
class AnswerTableTest {

  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

  private final AnswerTable table = new AnswerTable(Duration.ofMinutes(5));

  private Answer read(int status, String body, int users) {
    return read(status, body, users, null);
  }

  private Answer read(int status, String body, int users, @Nullable String retryAfter) {
    return table.read(
        UpsertReply.answered(status, retryAfter, body.getBytes(StandardCharsets.UTF_8)),
        users,
        NOW);
  }

  @Nested
  class Status200 {

    @Test
    void anAnswerWithoutFailuresTookAllUsers() {
      assertThat(read(200, "{\"data\":{\"successful\":{\"count\":2},\"fail\":{}}}", 2))
          .isEqualTo(new Answer.Settled(java.util.Map.of()));
    }

    @Test
    void oneUserRefusedByItsKeys() {
      Answer answer =
          read(
              200,
              "{\"data\":{\"successful\":{\"count\":1},\"fail\":{\"count\":1,\"errors\":{"
                  + "\"users.1.identifiers.required\":[\"either\"],"
                  + "\"users.1.insider_id.required\":[\"either\"]}}}}",
              2);
      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Settled.class,
              settled -> {
                assertThat(settled.refused()).containsOnlyKeys(1);
                assertThat(settled.refused().get(1).events()).isEmpty();
                assertThat(settled.refused().get(1).detail())
                    .contains("identifiers.required")
                    .contains("insider_id.required");
              });
    }

    @Test
    void oneEventRefused() {
      Answer answer =
          read(
              200,
              "{\"data\":{\"successful\":{},\"fail\":{\"count\":1,\"errors\":{"
                  + "\"users.0.events.3.event_params.*.required\":[\"x\"]}}}}",
              1);
      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Settled.class,
              settled -> assertThat(settled.refused().get(0).events()).isEqualTo(Set.of(3)));
    }

    @Test
    void eventAndIdentifierRefusedMeansTheWholeUser() {
      Answer answer =
          read(
              200,
              "{\"data\":{\"successful\":{},\"fail\":{\"count\":1,\"errors\":{"
                  + "\"users.0.events.3.event_params.*.required\":[\"x\"],"
                  + "\"users.0.identifiers.*.type(string)\":[\"uuid must be string: 12345\"]}}}}",
              1);
      assertThat(((Answer.Settled) answer).refused().get(0).events()).isEmpty();
    }

    @Test
    void theDetailHoldsNoValueOfThePerson() {
      Answer answer =
          read(
              200,
              "{\"data\":{\"successful\":{},\"fail\":{\"count\":1,\"errors\":{"
                  + "\"users.0.identifiers.*.regexp(^.+@.+\\\\..+$)\":"
                  + "[\"not a valid email address: secret-person\"]}}}}",
              1);
      assertThat(((Answer.Settled) answer).refused().get(0).detail())
          .contains("regexp")
          .doesNotContain("secret-person");
    }

    @Test
    void refusalWithoutKeysOfManyIsSplit() {
      assertThat(
              read(
                  200,
                  "{\"data\":{\"successful\":{\"count\":1},\"fail\":{\"count\":1,\"errors\":{}}}}",
                  2))
          .isInstanceOf(Answer.RefusedUnnamed.class);
    }

    @Test
    void refusalWithoutKeysOfOneIsARefusal() {
      Answer answer = read(200, "{\"data\":{\"successful\":{},\"fail\":{\"count\":1}}}", 1);
      assertThat(((Answer.Settled) answer).refused()).containsOnlyKeys(0);
    }

    @Test
    void countsThatDoNotAddUpAreSplit() {
      assertThat(read(200, "{\"data\":{\"successful\":{\"count\":1},\"fail\":{}}}", 2))
          .isInstanceOf(Answer.RefusedUnnamed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "<html>", "{}", "[]", "{\"data\":null}", "{\"data\":{}}"})
    void unreadableBodyIsAnUnknownOutcome(String body) {
      assertThat(read(200, body, 2)).isInstanceOf(Answer.Failed.class);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            a count that is an object     | {"data":{"successful":{"count":{"a":[1]}},"fail":{"count":2,"errors":{"users.0.x":[],"users.1.y":[]}}}} | Settled
            a count that is a list        | {"data":{"successful":{"count":[2]},"fail":{}}}                     | Failed
            a count that is a text        | {"data":{"successful":{"count":"2"}}}                               | Settled
            a count above all numbers     | {"data":{"successful":{"count":3000000000}}}                        | RefusedUnnamed
            a count without end           | {"data":{"successful":{"count":1e400}}}                             | RefusedUnnamed
            a count below nothing         | {"data":{"successful":{"count":3},"fail":{"count":-1}}}             | RefusedUnnamed
            a name that looks like a path | {"data.successful.count":2}                                         | Failed
            a name that looks like more   | {"data":{"successful.count":2}}                                     | Failed
            twice, the last says nothing  | {"data":{"successful":{"count":2}},"data":{}}                       | Failed
            twice, the last is no object  | {"data":{"successful":{"count":2}},"data":null}                     | Failed
            twice, the last counts        | {"data":{"successful":{"count":9},"successful":{"count":2}}}        | Settled
            text behind the answer        | {"data":{"successful":{"count":2}}} and more                        | Settled
            cut in what nobody reads      | {"data":{"successful":{"count":2}},"message":"O                     | Failed
            """)
    void anOddBodyOfTwoUsers(String what, String body, String expected) {
      assertThat(read(200, body, 2).getClass().getSimpleName()).as(what).isEqualTo(expected);
    }

    @Test
    void whatIsPassedOverMayBeDeep() {
      String deep = "[".repeat(900) + "]".repeat(900);
      assertThat(read(200, "{\"data\":{\"x\":" + deep + ",\"successful\":{\"count\":2}}}", 2))
          .isInstanceOf(Answer.Settled.class);
    }

    @Test
    void oneRuleThatIsNamedTwiceIsOneReason() {
      Answer answer =
          read(
              200,
              "{\"data\":{\"successful\":{\"count\":1},\"fail\":{\"count\":1,\"errors\":{"
                  + "\"users.1.identifiers.required\":[],\"users.1.identifiers.required\":[]}}}}",
              2);
      assertThat(((Answer.Settled) answer).refused().get(1).rules()).hasSize(1);
    }

    @Test
    void anIndexBeyondTheRequestIsNotTrusted() {
      assertThat(
              read(
                  200,
                  "{\"data\":{\"successful\":{\"count\":1},\"fail\":{\"count\":1,\"errors\":{"
                      + "\"users.7.identifiers.required\":[]}}}}",
                  2))
          .isInstanceOf(Answer.RefusedUnnamed.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | {"success":false,"message":"Partner token authentication failed."}
          401 | {"error":"Bad Api Key."}
          401 | ''
          401 | {"message":"Unauthorized"}
          403 | {"error":"Invalid api key"}
          403 | {"success":false,"message":"Access Denied. You do not have sufficient access."}
          405 | {"success":false,"message":"Access Denied. You do not have sufficient access."}
          400 | {"success":false,"message":"Access Denied. You do not have sufficient access."}
          400 | {"success":false,"message":"Partner is invalid."}
          """)
  void namesCredentials(int status, String body) {
    assertThat(read(status, body, 3))
        .isInstanceOfSatisfying(
            Answer.NoAccess.class,
            refused -> assertThat(refused.cause()).isEqualTo(FailureCause.CREDENTIALS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"users must be defined: bad request\"}",
        "{\"error\":\"content type must be application/json\"}"
      })
  void isThisProgramsOwnFault(String body) {
    assertThat(read(400, body, 3))
        .isInstanceOfSatisfying(
            Answer.NoAccess.class,
            refused -> assertThat(refused.cause()).isEqualTo(FailureCause.MALFORMED_REQUEST));
  }

  /** It may be for who asks, or for what the request holds: a neutral call tells. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | <html><title>Attention Required! | Edge</title></html>
          403 | <HTML><HEAD><TITLE>Access Denied</TITLE></HEAD></HTML>
          403 | <?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>
          403 | ''
          403 | error code: 1020
          403 | Access denied
          403 | {"message":"Forbidden"}
          401 | <html>who are you</html>
          401 | blocked
          405 | <html>Method Not Allowed</html>
          405 | Invalid Payload.
          406 | Not Acceptable!
          451 | ''
          400 | <html><h1>400 Bad Request</h1></html>
          418 | <html>blocked</html>
          422 | <!DOCTYPE html>
          """)
  void namesNoCredentials(int status, String body) {
    assertThat(read(status, body, 3)).isInstanceOf(Answer.Forbidden.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          500 | {"success":false,"message":"unknown error."} | SERVER_ERROR
          502 | ''                                           | SERVER_ERROR
          503 | ''                                           | SERVER_ERROR
          504 | ''                                           | SERVER_ERROR
          520 | <html>                                       | SERVER_ERROR
          527 | <html>                                       | SERVER_ERROR
          408 | ''                                           | SERVER_ERROR
          200 | half an ans                                  | UNREADABLE_ANSWER
          200 | <html>sign in</html>                         | WEB_PAGE
          418 | teapot                                       | UNKNOWN_ANSWER
          404 | ''                                           | NOT_FOUND
          404 | <html>                                       | NOT_FOUND
          302 | ''                                           | REDIRECT
          307 | <html>                                       | REDIRECT
          407 | <html>                                       | PROXY_AUTHENTICATION
          """)
  void isTriedLater(int status, String body, FailureCause cause) {
    assertThat(read(status, body, 3))
        .isInstanceOfSatisfying(
            Answer.Failed.class, failed -> assertThat(failed.cause()).isEqualTo(cause));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          429 | {"error":"rejected: too many requests"}
          429 | <html>
          403 | {"error":"too many attempts"}
          403 | <html>rate limit reached</html>
          """)
  void asksForFewerRequests(int status, String body) {
    assertThat(read(status, body, 3)).isInstanceOf(Answer.TooManyRequests.class);
  }

  @Test
  void aPlaceThatNoRequestHasNamesNobody() {
    String errors = "{\"users.99999999999.uuid.required\":[\"x\"]}";
    assertThat(
            read(
                200,
                "{\"data\":{\"successful\":{\"count\":1},\"fail\":{\"count\":1,\"errors\":"
                    + errors
                    + "}}}",
                2))
        .isInstanceOf(Answer.RefusedUnnamed.class);
  }

  @Test
  void noAnswerIsTriedLater() {
    assertThat(table.read(UpsertReply.failed(FailureCause.TIME_OUT), 3, NOW))
        .isEqualTo(new Answer.Failed(FailureCause.TIME_OUT, "time-out", null));
  }

  @Test
  void bodyTooLargeIsSplit() {
    assertThat(
            read(
                400,
                "{\"error\":\"request body is bigger than maximum allowed size 5,000,000 bytes\"}",
                3))
        .isInstanceOf(Answer.TooLarge.class);
    assertThat(read(413, "", 3)).isInstanceOf(Answer.TooLarge.class);
  }

  @Test
  void aDocumentedTextOfA400IsInTheDetailAndNoOtherIs() {
    String taken = "new identifier already has a user assigned to it";
    assertThat(read(400, "{\"error\":\"" + taken + ": bad request\"}", 1))
        .isEqualTo(new Answer.RefusedUnnamed("status 400: " + taken));
    assertThat(read(400, "{\"error\":\"secret-person is odd: bad request\"}", 1))
        .isEqualTo(new Answer.RefusedUnnamed("status 400"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bad Request", "{\"message\":\"Bad Request\"}", "{\"error\":\"odd\"}", "[]"})
  void a400ThatIsNotInInsidersFormMayBeForEverybody(String body) {
    assertThat(read(400, body, 3)).isEqualTo(new Answer.Forbidden("status 400"));
  }

  @Test
  void anyOther400IsSplit() {
    assertThat(read(400, "{\"error\":\"no valid identifier: bad request\"}", 3))
        .isInstanceOf(Answer.RefusedUnnamed.class);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "7, 7",
        "'Fri, 01 May 2026 00:00:30 GMT', 30",
        "999999, 300",
        "999999999999999999, 300",
        "99999999999999999999, none",
        "soon, none",
        "-5, none",
        "none, none"
      })
  void retryAfter(@Nullable String header, @Nullable Integer seconds) {
    Answer.TooManyRequests slower = (Answer.TooManyRequests) read(429, "{}", 3, header);
    assertThat(slower.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }
}
