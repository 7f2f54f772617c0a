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

  static HttpAnswer done() {
    return HttpAnswer.json(200, "{}");
  }

  static HttpAnswer usersMissing() {
    return badRequest("users must be defined: bad request");
  }

  /** Assumed: the answer to more than 1,000 users is in no document. */
  static HttpAnswer tooManyUsers(int limit) {
    return badRequest("users must have at most " + limit + " elements: bad request");
  }

  static HttpAnswer bodyTooBig(int limit) {
    return badRequest(
        String.format(
            Locale.ROOT, "request body is bigger than maximum allowed size %,d bytes", limit));
  }

  static HttpAnswer partnerInvalid() {
    return HttpAnswer.json(400, "{\"success\":false,\"message\":\"Partner is invalid.\"}");
  }

  static HttpAnswer contentType() {
    return badRequest("content type must be application/json");
  }

  static HttpAnswer invalidJson() {
    return HttpAnswer.json(
        400, "{\"success\":false,\"message\":\"Request data is not in valid JSON format.\"}");
  }

  static HttpAnswer noValidIdentifier() {
    return badRequest("no valid identifier: bad request");
  }

  static HttpAnswer tokenWrong() {
    return HttpAnswer.json(
        401, "{\"success\":false,\"message\":\"Partner token authentication failed.\"}");
  }

  static HttpAnswer accessDenied() {
    return HttpAnswer.json(403, ACCESS_DENIED);
  }

  static HttpAnswer noSuchUser() {
    return HttpAnswer.json(404, "{\"error\":\"no such user for these identifiers: no data\"}");
  }

  static HttpAnswer methodNotAllowed() {
    return new HttpAnswer(
        405,
        "Invalid Payload.".getBytes(StandardCharsets.UTF_8),
        Map.of("content-type", "text/plain"));
  }

  static HttpAnswer notFound() {
    return HttpAnswer.json(404, "{\"error\":\"no such path\"}");
  }

  /**
   * Too many requests.
   *
   * @param retryAfter the header's seconds; empty leaves it out
   */
  static HttpAnswer tooManyRequests(OptionalInt retryAfter) {
    HttpAnswer answer = HttpAnswer.json(429, "{\"error\":\"rejected: too many requests\"}");
    return retryAfter.isEmpty()
        ? answer
        : new HttpAnswer(
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
  static HttpAnswer serverError(int status) {
    return status == 500
        ? HttpAnswer.json(
            500,
            "{\"success\":false,\"message\":\"The request processing has failed because of an"
                + " unknown error.\"}")
        : status >= 520 ? page(status) : HttpAnswer.empty(status);
  }

  private static HttpAnswer page(int status) {
    return html(status, "<html><body>error code: " + status + "</body></html>");
  }

  /** What a firewall says of a request whose content it takes for an attack. */
  static HttpAnswer refusalOfTheEdge(int status) {
    return html(
        status, "<html><title>Attention Required! | Edge</title><body>Access denied</body></html>");
  }

  private static HttpAnswer html(int status, String page) {
    return new HttpAnswer(
        status, page.getBytes(StandardCharsets.UTF_8), Map.of("content-type", "text/html"));
  }

  /** What a proxy might say with a status that promises more. */
  static HttpAnswer unreadable() {
    return html(200, "<html><body>ok</body></html>");
  }

  static HttpAnswer badRequest(String error) {
    return HttpAnswer.json(400, "{\"error\":\"" + error + "\"}");
  }
}
