package io.segmentinsider.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The bodies of errors (docs/insider-api.md#statuses,
 * docs/insider-api.md#the-calls-beside-the-upsert) by the condition that they tell.
 */
final class Answers {

  private static final String ACCESS_DENIED =
      "{\"success\":false,\"message\":\"Access Denied. You do not have sufficient access to perform"
          + " this action.\"}";

  private Answers() {}

  static Answer done() {
    return Answer.json(200, "{}");
  }

  static Answer usersMissing() {
    return badRequest("users must be defined: bad request");
  }

  /** Assumed: the answer to more than 1,000 users is in no document. */
  static Answer tooManyUsers(int limit) {
    return badRequest("users must have at most " + limit + " elements: bad request");
  }

  static Answer bodyTooBig(int limit) {
    return badRequest(
        String.format(
            Locale.ROOT, "request body is bigger than maximum allowed size %,d bytes", limit));
  }

  static Answer partnerInvalid() {
    return Answer.json(400, "{\"success\":false,\"message\":\"Partner is invalid.\"}");
  }

  static Answer contentType() {
    return badRequest("content type must be application/json");
  }

  static Answer invalidJson() {
    return Answer.json(
        400, "{\"success\":false,\"message\":\"Request data is not in valid JSON format.\"}");
  }

  static Answer noValidIdentifier() {
    return badRequest("no valid identifier: bad request");
  }

  static Answer tokenWrong() {
    return Answer.json(
        401, "{\"success\":false,\"message\":\"Partner token authentication failed.\"}");
  }

  static Answer accessDenied() {
    return Answer.json(403, ACCESS_DENIED);
  }

  static Answer noSuchUser() {
    return Answer.json(404, "{\"error\":\"no such user for these identifiers: no data\"}");
  }

  static Answer methodNotAllowed() {
    return new Answer(
        405,
        "Invalid Payload.".getBytes(StandardCharsets.UTF_8),
        Map.of("content-type", "text/plain"));
  }

  static Answer notFound() {
    return Answer.json(404, "{\"error\":\"no such path\"}");
  }

  /**
   * Too many requests.
   *
   * @param retryAfter the header's seconds; empty leaves it out
   */
  static Answer tooManyRequests(OptionalInt retryAfter) {
    Answer answer = Answer.json(429, "{\"error\":\"rejected: too many requests\"}");
    return retryAfter.isEmpty()
        ? answer
        : new Answer(
            answer.status(),
            answer.body(),
            Map.of(
                "content-type",
                "application/json",
                "retry-after",
                Integer.toString(retryAfter.getAsInt())));
  }

  /**
   * A failure of the server: 500 has a documented body, those of the edge (520 and above) have a
   * page for people, the others have none.
   */
  static Answer serverError(int status) {
    return status == 500
        ? Answer.json(
            500,
            "{\"success\":false,\"message\":\"The request processing has failed because of an"
                + " unknown error.\"}")
        : status >= 520 ? page(status) : Answer.empty(status);
  }

  private static Answer page(int status) {
    return html(status, "<html><body>error code: " + status + "</body></html>");
  }

  /** What a firewall says of a request whose content it takes for an attack. */
  static Answer refusalOfTheEdge(int status) {
    return html(
        status, "<html><title>Attention Required! | Edge</title><body>Access denied</body></html>");
  }

  private static Answer html(int status, String page) {
    return new Answer(
        status, page.getBytes(StandardCharsets.UTF_8), Map.of("content-type", "text/html"));
  }

  /** What a proxy might say with a status that promises more. */
  static Answer unreadable() {
    return html(200, "<html><body>ok</body></html>");
  }

  static Answer badRequest(String error) {
    return Answer.json(400, "{\"error\":\"" + error + "\"}");
  }
}
