package io.segmentinsider.lab.cluster;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface below those that operating systems give to outgoing connections.
 * Of these, another process may take one before ours listens; and a client that calls a process
 * which is away, on such a port, may be given the port itself, so that the process can't come back.
 */
public final class FreePorts {

  private static final int FIRST = 20_000;
  private static final int END = 32_000;

  private FreePorts() {}

  /**
   * That many ports that nobody listens at now; all different.
   *
   * @throws IOException if there are not so many
   */
  public static int[] find(int count) throws IOException {
    List<Integer> found = new ArrayList<>();
    int start = ThreadLocalRandom.current().nextInt(END - FIRST);
    for (int i = 0; i < END - FIRST && found.size() < count; i++) {
      int port = FIRST + (start + i) % (END - FIRST);
      if (isFree(port)) {
        found.add(port);
      }
    }
    if (found.size() < count) {
      throw new IOException("no " + count + " ports are free from " + FIRST + " to " + END);
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    }
  }
}
