package io.segmentinsider.tools.console.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;
import javax.net.ssl.SSLContext;

/**
 * Where the console listens, and to whom.
 *
 * @param host address to listen on
 * @param port 0 for a free one
 * @param names by which it may be called, besides the address itself and those of this machine
 * @param token what calls must show; null if nothing
 * @param tls for https; null for http
 */
public record Listening(
    String host, int port, List<String> names, @Nullable String token, @Nullable SSLContext tls) {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  /** Whether nobody else can reach it. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** All names by which it may be called. */
  Set<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>(LOOPBACK);
    hosts.add(bracketed().toLowerCase(Locale.ROOT));
    names.forEach(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
    return hosts;
  }

  /** The address as it stands in front of a port. */
  String bracketed() {
    return host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
  }

  String scheme() {
    return tls == null ? "http" : "https";
  }

  /** Leaves out the token. */
  @Override
  public String toString() {
    return "Listening[" + scheme() + "://" + host + ":" + port + "]";
  }
}
