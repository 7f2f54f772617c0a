package io.segmentinsider.tools.check;

import io.segmentinsider.JobSettings;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.delivery.AccessProbe;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether Insider lets the calls in that the job can make: each kind may have a right of its own.
 */
final class AccessCheck {

  private AccessCheck() {}

  /**
   * Asks.
   *
   * @param subject what the finding about the upsert is about
   */
  static List<Finding> of(String subject, JobSettings settings) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try {
      Optional<String> problem = AccessProbe.problem(settings.delivery(), settings.http());
      if (problem.isPresent()) {
        return List.of(Finding.wrong(subject, problem.get()));
      }
      findings.add(
          Finding.ok(
              subject, "knows partner " + settings.delivery().partnerName() + " and the API key"));
      for (Endpoint endpoint : others(settings)) {
        findings.add(
            finding(endpoint, AccessProbe.ask(endpoint, settings.delivery(), settings.http())));
      }
    } catch (ConfigurationException e) {
      findings.add(Finding.wrong(subject, e.getMessage()));
    }
    return findings;
  }

  /** Without a trusted topic nobody is deleted, and no identifier takes the place of another. */
  private static List<Endpoint> others(JobSettings settings) {
    return settings.mapping().rules().trustedTopics().isEmpty()
        ? List.of(Endpoint.ATTRIBUTE_DELETE)
        : List.of(Endpoint.ATTRIBUTE_DELETE, Endpoint.IDENTITY, Endpoint.DELETE);
  }

  /** What an answer says of calls other than the upsert. */
  static Finding finding(Endpoint endpoint, AccessProbe.Answered answered) {
    String call = " (" + endpoint.method() + " " + endpoint.path() + ")";
    String subject = "right to " + what(endpoint);
    return switch (answered.access()) {
      case LET_IN -> Finding.ok(subject, "this API key has it" + call);
      case REFUSED ->
          Finding.wrong(
              subject,
              "this API key may not "
                  + what(endpoint)
                  + call
                  + ": "
                  + answered.text()
                  + " Such calls would be held until it may");
      case UNCLEAR ->
          Finding.warning(
              subject, "not known" + call + ", as there was no clear answer: " + answered.text());
    };
  }

  private static String what(Endpoint endpoint) {
    return switch (endpoint) {
      case UPSERT -> "upsert users";
      case ATTRIBUTE_DELETE -> "remove attributes";
      case IDENTITY -> "change identifiers";
      case DELETE -> "delete users";
    };
  }
}
