package io.segmentinsider.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.annotation.Nullable;

/**
 * Answers as Flink's JobManager does over REST, for the jobs that a test makes up. The members are
 * those of Flink 2.2's REST reference.
 */
final class StandInJobManager implements AutoCloseable {

  static final String CHECKPOINT = "file:/checkpoints/chk-7";
  static final String SAVEPOINT = "file:/savepoints/savepoint-1";

  private final HttpServer server;
  private final Map<String, String> states = new TreeMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  @Nullable private String checkpoint = CHECKPOINT;
  @Nullable private String savepointFailure;
  @Nullable private String failure;

  StandInJobManager() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Has this job in that state. */
  StandInJobManager with(String job, String state) {
    states.put(job, state);
    return this;
  }

  StandInJobManager withoutCheckpoint() {
    checkpoint = null;
    return this;
  }

  /** Its checkpoints are in the JobManager's memory. */
  StandInJobManager withCheckpointsInMemory() {
    checkpoint = "<checkpoint-not-externally-addressable>";
    return this;
  }

  StandInJobManager whoseSavepointsFail(String why) {
    savepointFailure = why;
    return this;
  }

  StandInJobManager whoseJobFailed(String stackTrace) {
    failure = stackTrace;
    return this;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What changed something, in order: method and path. */
  List<String> changes() {
    return List.copyOf(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    String method = exchange.getRequestMethod();
    if (!method.equals("GET")) {
      calls.add(method + " " + path);
    }
    byte[] body = bodyOf(method, path).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String bodyOf(String method, String path) {
    if (path.equals("/jobs/overview")) {
      List<String> jobs = new ArrayList<>();
      states.forEach((id, state) -> jobs.add(json("{'jid':'%s','state':'%s'}", id, state)));
      return "{\"jobs\":[" + String.join(",", jobs) + "]}";
    }
    String job = path.split("[/?]", -1)[2];
    String rest = path.substring(("/jobs/" + job).length());
    if (method.equals("PATCH")) {
      states.put(job, "CANCELED");
      return "{}";
    }
    if (method.equals("POST")) {
      if (rest.equals("/stop") && savepointFailure == null) {
        states.put(job, "FINISHED");
      }
      return json("{'request-id':'r1'}");
    }
    if (rest.startsWith("/savepoints/")) {
      return savepointFailure == null
          ? json("{'status':{'id':'COMPLETED'},'operation':{'location':'%s'}}", SAVEPOINT)
          : json(
              "{'status':{'id':'COMPLETED'},'operation':{'failure-cause':{'stack-trace':'%s'}}}",
              savepointFailure);
    }
    if (rest.startsWith("/checkpoints")) {
      return checkpoint == null
          ? json("{'latest':{'completed':null},'counts':{'completed':0}}")
          : json(
              "{'latest':{'completed':{'id':7,'external_path':'%s','latest_ack_timestamp':1000,"
                  + "'state_size':2048,'end_to_end_duration':15},'savepoint':{'id':8,"
                  + "'external_path':'%s','latest_ack_timestamp':1000,'state_size':4096,"
                  + "'end_to_end_duration':30}},'counts':{'completed':7}}",
              checkpoint, SAVEPOINT);
    }
    if (rest.startsWith("/exceptions")) {
      return failure == null
          ? json("{'exceptionHistory':{'entries':[]}}")
          : json("{'exceptionHistory':{'entries':[{'stacktrace':'%s'}]}}", failure);
    }
    if (rest.startsWith("/metrics")) {
      return json("[{'id':'numRestarts','value':'3'}]");
    }
    if (rest.startsWith("/vertices/")) {
      return rest.contains("delivery.delivered")
          ? json("[{'id':'delivery.delivered','sum':12}]")
          : json("[{'id':'delivery.unsettledUpdates','sum':4}]");
    }
    return json(
        "{'jid':'%s','name':'shop','state':'%s','start-time':1000,'timestamps':{},"
            + "'vertices':[{'id':'v1','name':'profile -> delivery','parallelism':2}]}",
        job, states.get(job));
  }

  private static String json(String text, Object... values) {
    return text.replace('\'', '"').formatted(values);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
