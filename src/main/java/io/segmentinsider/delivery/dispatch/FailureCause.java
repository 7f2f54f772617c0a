package io.segmentinsider.delivery.dispatch;

/**
 * Why a call did not do what it should, as the log, the metrics and the guarantees name it: what
 * happened, whether waiting can help, and what to do.
 */
public enum FailureCause {
  /** No answer within the request time-out. */
  TIME_OUT(
      "time-out",
      true,
      "gives no answer in time",
      "If it lasts, look at Insider's status, or make delivery.request-timeout longer."),
  /** The connection ended before the answer did. */
  CONNECTION_LOST(
      "connection-lost",
      true,
      "ends the connection before the answer",
      "If it lasts, look at what stands between the TaskManagers and Insider."),
  /** Nobody listens. */
  CONNECTION_REFUSED(
      "connection-refused",
      true,
      "refuses the connection",
      "Check delivery.endpoint, http.proxy-host and http.proxy-port, and firewalls."),
  /** The connection did not open in time. */
  CONNECT_TIME_OUT(
      "connect-time-out",
      true,
      "can't be connected to in time",
      "Check firewalls, http.proxy-host and http.connect-timeout."),
  /** The name has no address. */
  NAME_NOT_RESOLVED(
      "name-not-resolved",
      true,
      "has a name that can't be resolved",
      "Check the DNS of the TaskManagers, delivery.endpoint and http.proxy-host."),
  /** The certificate is nobody's who is trusted, or of another host. */
  CERTIFICATE_NOT_TRUSTED(
      "certificate-not-trusted",
      false,
      "shows a certificate that is not trusted, or that is for another host",
      "A proxy that opens TLS shows its own: put its authority into http.trusted-certificates."),
  /** The handshake failed for another reason. */
  TLS_FAILED(
      "tls-failed",
      false,
      "does not agree on TLS",
      "Check that delivery.endpoint speaks TLS, and http.client-certificate and http.client-key if"
          + " it asks for one."),
  /** The proxy wants a name and a password. */
  PROXY_AUTHENTICATION(
      "proxy-authentication",
      false,
      "is behind a proxy that asks for a name and a password (407)",
      "Set http.proxy-user and http.proxy-password-file."),
  /** 3xx. */
  REDIRECT(
      "redirect",
      false,
      "answers with a redirect, which is not followed as the API key would travel with it",
      "Set delivery.endpoint to the right address, or look for a proxy that redirects."),
  /** 404 that does not speak of a user. */
  NOT_FOUND(
      "not-found",
      false,
      "does not know the path (404)",
      "Check that delivery.endpoint is Insider's, without a path behind the host."),
  /** 200 with a page for people. */
  WEB_PAGE(
      "web-page",
      false,
      "answers with a web page instead of JSON",
      "Something in between asks for a login: let the TaskManagers through, or set"
          + " http.proxy-host."),
  /** 200 with nothing that can be read. */
  UNREADABLE_ANSWER(
      "unreadable-answer",
      true,
      "answers with something that can't be read",
      "If it lasts, ask Insider's support."),
  /** 5xx, and 408. */
  SERVER_ERROR(
      "server-error", true, "fails with a server error", "If it lasts, look at Insider's status."),
  /** 429. */
  TOO_MANY_REQUESTS(
      "too-many-requests",
      true,
      "asks for fewer requests",
      "The pace adapts by itself; somebody else may use the same key, or"
          + " delivery.requests-per-minute is above the account's limit."),
  /** A status that no document knows. */
  UNKNOWN_ANSWER(
      "unknown-answer", true, "answers with an undocumented status", "Ask Insider's support."),
  /** The answer speaks of credentials. */
  CREDENTIALS(
      "credentials",
      false,
      "refuses partner name or API key for this kind of call",
      "Put the right ones into their files, which are read anew before each try. The key must be of"
          + " type Unified Customer Database, live, allowed to make this call, and not bound to"
          + " other addresses."),
  /** A refusal that names no credentials, of a call that holds nobody's data, too. */
  NO_ENTRY(
      "no-entry",
      false,
      "refuses even a call that holds nobody's data",
      "Something in front of Insider, or Insider, does not let these TaskManagers in: check the"
          + " addresses that the key is bound to, proxies, and the package of the account."),
  /** A refusal that names no credentials, of this content only. */
  CONTENT_REFUSED(
      "content-refused",
      true,
      "refuses what a request holds, and names neither a user nor credentials",
      "A firewall in front of Insider may take values for an attack. Who is refused alone while"
          + " others are taken becomes a dead letter."),
  /** The request has another form than Insider takes. */
  MALFORMED_REQUEST(
      "malformed-request",
      false,
      "calls the request malformed, whoever its users are",
      "This is a fault of this program: report it."),
  /** The call could not be made. */
  CALL_NOT_MADE(
      "call-not-made",
      false,
      "was not called, as the HTTP client failed",
      "This is a fault of this program or its environment: report it with the log.");

  private final String code;
  private final boolean waitingHelps;
  private final String what;
  private final String advice;

  FailureCause(String code, boolean waitingHelps, String what, String advice) {
    this.code = code;
    this.waitingHelps = waitingHelps;
    this.what = what;
    this.advice = advice;
  }

  /** The word in metrics; stable. */
  public String code() {
    return code;
  }

  /** Whether it may pass by itself. */
  public boolean waitingHelps() {
    return waitingHelps;
  }

  /** What happens, to be read behind "Insider". */
  public String what() {
    return what;
  }

  /** What an operator can do. */
  public String advice() {
    return advice;
  }
}
