package io.segmentinsider.tools.console.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Decides which requests are let in, before anything of their body is read. A page of another site
 * can make a browser send requests here: they are told by their origin, and those that come under a
 * borrowed name by their host.
 */
final class Guard {

  private static final int MAX_ADDRESS = 2_000;
  private static final String BEARER = "Bearer ";

  private final String scheme;
  private final Set<String> hosts;
  @Nullable private final byte[] token;

  /**
   * A guard.
   *
   * @param scheme http or https
   * @param hosts names that requests may call this server by, in lower case
   * @param token what calls of the interface must show; null if nothing
   */
  Guard(String scheme, Set<String> hosts, @Nullable String token) {
    this.scheme = scheme;
    this.hosts = Set.copyOf(hosts);
    this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
  }

  /** Lets a request for a file of the page in. */
  void checkPage(String method, URI address, Headers headers) throws RefusedException {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw new RefusedException(405, "pages are read with GET");
    }
    checkAddress(address);
    checkOrigin(checkedHost(headers), headers);
  }

  /** Lets a call of the interface in. */
  void checkCall(URI address, Headers headers) throws RefusedException {
    checkAddress(address);
    if (address.getRawQuery() != null) {
      throw new RefusedException(
          400, "what a call asks for stands in its body, never in its address");
    }
    checkOrigin(checkedHost(headers), headers);
    String site = only(headers, "Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw new RefusedException(403, "pages of other sites can't call this interface");
    }
    checkToken(headers);
  }

  private static void checkAddress(URI address) throws RefusedException {
    if (address.toString().length() > MAX_ADDRESS) {
      throw new RefusedException(414, "the address is too long");
    }
  }

  private String checkedHost(Headers headers) throws RefusedException {
    String host = only(headers, "Host");
    if (host == null || !hosts.contains(name(host))) {
      throw new RefusedException(
          403, "the console has another name; --host-name lets it be called by one more");
    }
    return host;
  }

  private void checkOrigin(String host, Headers headers) throws RefusedException {
    String origin = only(headers, "Origin");
    if (origin != null && !origin.equalsIgnoreCase(scheme + "://" + host)) {
      throw new RefusedException(403, "pages of other sites can't call this interface");
    }
  }

  private void checkToken(Headers headers) throws RefusedException {
    if (token == null) {
      return;
    }
    String shown = only(headers, "Authorization");
    boolean right =
        shown != null
            && shown.startsWith(BEARER)
            && MessageDigest.isEqual(
                token, shown.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
    if (!right) {
      throw new RefusedException(401, "the token is missing or wrong");
    }
  }

  /** A header that must not come twice: two readers may believe different ones. */
  @Nullable
  private static String only(Headers headers, String name) throws RefusedException {
    List<String> values = headers.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new RefusedException(400, "the header " + name + " comes twice");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** Without the port, which may be another one on the way here. */
  private static String name(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    String name = end <= 0 ? host : host.substring(0, end);
    return name.toLowerCase(Locale.ROOT);
  }
}
