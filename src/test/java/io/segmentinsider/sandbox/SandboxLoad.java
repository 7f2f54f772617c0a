package io.segmentinsider.sandbox;

import io.segmentinsider.sandbox.SandboxSettings.Depth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures how many user objects a sandbox takes, in requests of 500 as the job sends them. A
 * program and no test: {@code SandboxLoad [user objects] [persons] [depth] [trace]}.
 */
public final class SandboxLoad {

  private static final int USERS_PER_REQUEST = 500;
  private static final int CONNECTIONS = 8;
  private static final int ROUNDS = 4;

  private final int persons;
  private final boolean traced;
  private final SplittableRandom random = new SplittableRandom(7);
  private final long[] sequences;
  private long messages;

  private SandboxLoad(int persons, boolean traced) {
    this.persons = persons;
    this.traced = traced;
    this.sequences = new long[persons];
  }

  /** Prints users a second, by the clock and by the processor time of the sandbox's thread. */
  public static void main(String[] arguments) throws Exception {
    int userObjects = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int persons = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 150_000;
    Depth depth = arguments.length > 2 ? Depth.valueOf(arguments[2]) : Depth.DIGESTS;
    boolean traced = arguments.length <= 3 || Boolean.parseBoolean(arguments[3]);
    List<byte[]> requests = new SandboxLoad(persons, traced).requests(userObjects);
    long bytes = requests.stream().mapToLong(request -> request.length).sum();
    System.out.printf(
        Locale.ROOT,
        "%,d user objects of %,d persons, %d bytes each with their trace%n",
        userObjects,
        persons,
        bytes / userObjects);
    for (int round = 1; round <= ROUNDS; round++) {
      run(round, requests, depth);
    }
  }

  private static void run(int round, List<byte[]> requests, Depth depth) throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withDepth(depth))) {
      AtomicInteger next = new AtomicInteger();
      List<Thread> clients = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < CONNECTIONS; i++) {
        Thread client = new Thread(() -> send(sandbox.uri(), requests, next), "client");
        client.start();
        clients.add(client);
      }
      for (Thread client : clients) {
        client.join();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double processor = processorSecondsOfSandbox();
      SandboxStatistics statistics = sandbox.statistics();
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      System.out.printf(
          Locale.ROOT,
          "round %d: %,.0f users/s; %,.0f users per processor second; accepted %,d, profiles %,d,"
              + " events %,d, out of order %d, heap with the requests %,d MB%n",
          round,
          statistics.users() / seconds,
          statistics.users() / processor,
          statistics.usersAccepted(),
          statistics.profiles(),
          statistics.eventsStored(),
          statistics.outOfOrder(),
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
  }

  /** The thread is a new one in each round. */
  private static double processorSecondsOfSandbox() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double seconds = 0;
    for (long id : threads.getAllThreadIds()) {
      if (threads.getThreadInfo(id) != null
          && threads.getThreadInfo(id).getThreadName().startsWith("sandbox")) {
        seconds += threads.getThreadCpuTime(id) / 1e9;
      }
    }
    return seconds;
  }

  private static void send(URI uri, List<byte[]> requests, AtomicInteger next) {
    byte[] answer = new byte[4_096];
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
        out.write(requests.get(i));
        int length = in.read(answer);
        String text = new String(answer, 0, Math.max(length, 0), StandardCharsets.US_ASCII);
        if (!text.startsWith("HTTP/1.1 200") || !text.endsWith("\"fail\":{}}}")) {
          throw new IllegalStateException(text);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<byte[]> requests(int userObjects) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    for (int done = 0; done < userObjects; done += USERS_PER_REQUEST) {
      StringBuilder body = new StringBuilder("{\"users\":[");
      StringBuilder trace = new StringBuilder();
      for (int i = 0; i < USERS_PER_REQUEST; i++) {
        int person = done + i < persons ? done + i : random.nextInt(persons);
        body.append(i == 0 ? "" : ",").append(user(person));
        trace.append(i == 0 ? "" : ";").append(update(person));
      }
      byte[] json = body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
      String head =
          "POST /api/user/v1/upsert HTTP/1.1\r\nHost: localhost\r\nX-PARTNER-NAME: mybrand\r\n"
              + "X-REQUEST-TOKEN: token\r\nContent-Type: application/json\r\n"
              + (traced ? "X-Sandbox-Trace: " + trace + "\r\n" : "")
              + "Content-Length: "
              + json.length
              + "\r\n\r\n";
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.write(head.getBytes(StandardCharsets.US_ASCII));
      request.write(json);
      requests.add(request.toByteArray());
    }
    return requests;
  }

  private String user(int person) {
    int product = random.nextInt(5_000);
    return ("{\"identifiers\":{\"uuid\":\"u%d\",\"custom\":{\"segment_anonymous_id\":"
            + "\"c05a1c47-2084-4fec-b0e5-%012x\"}},\"not_append\":true,\"attributes\":"
            + "{\"language\":\"fr_FR\",\"custom\":{\"plan\":\"pro\",\"last_product\":\"p%d\"}},"
            + "\"events\":[{\"event_name\":\"product_detail_page_view\","
            + "\"timestamp\":\"2024-05-15T%02d:%02d:%02d.%03dZ\",\"event_params\":{"
            + "\"product_id\":\"p%d\",\"name\":\"Product %d\",\"taxonomy\":[\"Kitchen\"],"
            + "\"currency\":\"EUR\",\"unit_price\":%d.90,\"unit_sale_price\":%d.90,"
            + "\"quantity\":1,\"url\":\"https://shop.example.com/p/%d\","
            + "\"custom\":{\"position\":%d}}}]}")
        .formatted(
            person,
            person,
            product,
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60),
            random.nextInt(1_000),
            product,
            product,
            product % 100,
            product % 90,
            product,
            random.nextInt(20));
  }

  private String update(int person) {
    return "%016x.0=ajs-next-%08x-6499-4718-b9de-%012x:product_viewed:%d:1"
        .formatted(person * 0x9E3779B97F4A7C15L, random.nextInt(), messages++, ++sequences[person]);
  }
}
