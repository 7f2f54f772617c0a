package io.segmentinsider.tools.console.http;

/**
 * A call of the interface and what answers it.
 *
 * @param method GET or POST
 * @param path below the root, exactly
 * @param endpoint what answers
 */
public record Route(String method, String path, Endpoint endpoint) {

  /** A call without a body. */
  public static Route get(String path, Endpoint.Answer endpoint) {
    return new Route("GET", path, endpoint);
  }

  /** A call with a JSON object as its body. */
  public static Route post(String path, Endpoint.Answer endpoint) {
    return new Route("POST", path, endpoint);
  }

  /** A call with a JSON object as its body that is answered bit by bit. */
  public static Route stream(String path, Endpoint.Stream endpoint) {
    return new Route("POST", path, endpoint);
  }
}
