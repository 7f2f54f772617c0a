package io.segmentinsider.tools.console.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page and the interface that it uses, on a bounded number of threads. */
public final class WebServer implements AutoCloseable {

  /** Below it stands the interface, everything else is the page. */
  static final String INTERFACE = "/api/";

  /** Many pages at once may each hold a stream open. */
  private static final int THREADS = 24;

  private static final int BACKLOG = 64;

  /** Who takes longer to say what is wanted, or to take the answer, is cut off. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "30",
          "sun.net.httpserver.maxRspTime", "600",
          "sun.net.httpserver.idleInterval", "30",
          // Nobody waits for the rest of a body that is refused.
          "sun.net.httpserver.drainAmount", "0",
          "sun.net.httpserver.maxReqHeaders", "60",
          "sun.net.httpserver.maxReqHeaderSize", "65536",
          "jdk.httpserver.maxConnections", "200");

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  private final Assets assets = new Assets();
  private final Map<String, Route> routes = new HashMap<>();
  private final Guard guard;
  private final HttpServer server;
  private final ExecutorService threads;
  private final URI address;

  private WebServer(Listening listening, List<Route> routes, HttpServer server) {
    routes.forEach(route -> this.routes.put(route.path(), route));
    this.guard = new Guard(listening.scheme(), listening.hosts(), listening.token());
    this.server = server;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(BACKLOG),
            task -> {
              Thread thread = new Thread(task, "console");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.AbortPolicy());
    this.address =
        URI.create(
            listening.scheme()
                + "://"
                + listening.bracketed()
                + ":"
                + server.getAddress().getPort());
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if it cannot listen at the address, usually because another process does
   */
  public static WebServer start(Listening listening, List<Route> routes) throws IOException {
    LIMITS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByName(listening.host()), listening.port());
    if (listening.tls() == null) {
      return new WebServer(listening, routes, HttpServer.create(address, BACKLOG));
    }
    HttpsServer server = HttpsServer.create(address, BACKLOG);
    server.setHttpsConfigurator(new HttpsConfigurator(listening.tls()));
    return new WebServer(listening, routes, server);
  }

  /** Where it listens. */
  public URI address() {
    return address;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Connection connection = new Connection(exchange);
      try {
        if (exchange.getRequestURI().getRawPath().startsWith(INTERFACE)) {
          call(exchange, connection);
        } else {
          page(exchange, connection);
        }
      } catch (RefusedException e) {
        connection.refuse(e.status(), e.getMessage());
      } catch (KafkaException e) {
        connection.refuse(502, "Kafka does not answer as it should: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        connection.refuse(503, "the console is ending");
      } catch (RuntimeException e) {
        LOG.error("A call of the console failed", e);
        connection.refuse(500, "the console has a fault; its log says more");
      }
    }
  }

  private void page(HttpExchange exchange, Connection connection)
      throws RefusedException, IOException {
    URI asked = exchange.getRequestURI();
    guard.checkPage(exchange.getRequestMethod(), asked, exchange.getRequestHeaders());
    Assets.Asset asset = assets.at(asked.getRawPath());
    if (asset == null) {
      throw new RefusedException(404, "there is no such page");
    }
    connection.answer(asset);
  }

  private void call(HttpExchange exchange, Connection connection)
      throws RefusedException, IOException, InterruptedException {
    URI asked = exchange.getRequestURI();
    guard.checkCall(asked, exchange.getRequestHeaders());
    Route route = routes.get(asked.getRawPath());
    if (route == null) {
      throw new RefusedException(404, "there is no such call");
    }
    if (!route.method().equals(exchange.getRequestMethod())) {
      throw new RefusedException(405, "this is called with " + route.method());
    }
    Request request =
        route.method().equals("POST") ? Request.of(connection.body()) : Request.empty();
    if (route.endpoint() instanceof Endpoint.Answer answer) {
      answer(connection, answer, request);
    } else if (route.endpoint() instanceof Endpoint.Stream stream) {
      stream(connection.stream(), stream, request);
    }
  }

  private static void answer(Connection connection, Endpoint.Answer endpoint, Request request)
      throws RefusedException, IOException, InterruptedException {
    Object value;
    try {
      value = endpoint.answer(request);
    } catch (IOException e) {
      LOG.info("A call of the console could not be answered", e);
      throw new RefusedException(502, "what this needs does not answer: " + e.getMessage());
    }
    connection.answer(value);
  }

  /** The status has been sent by now: what goes wrong is told in the stream. */
  private static void stream(EventStream out, Endpoint.Stream endpoint, Request request)
      throws IOException, InterruptedException {
    try {
      endpoint.answer(request, out);
      out.send("end", Map.of());
    } catch (RefusedException e) {
      out.send("failed", Map.of("error", e.getMessage()));
    } catch (KafkaException e) {
      out.send("failed", Map.of("error", "Kafka: " + e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      LOG.error("A call of the console failed", e);
      out.send("failed", Map.of("error", "the console has a fault; its log says more"));
    } catch (IOException e) {
      // If it was the reader who went, this fails too, and nobody is left to tell.
      out.send("failed", Map.of("error", "what this needs does not answer: " + e.getMessage()));
    }
  }

  /** Stops listening; what is under way is cut off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
