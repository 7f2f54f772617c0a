package io.segmentinsider.tools.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import javax.net.ssl.SSLContext;
import org.apache.flink.runtime.jobgraph.JobGraph;

/**
 * Answers as Flink's JobManager does over REST, for the jobs that a test makes up. The members are
 * those of Flink 2.2's REST reference.
 */
final class StandInJobManager implements AutoCloseable {

  static final String CHECKPOINT = "file:/checkpoints/chk-7";
  static final String SAVEPOINT = "file:/savepoints/savepoint-1";

  private static final Pattern JOB_PATH = Pattern.compile("/jobs/([0-9a-f]{32}).*");

  private final String scheme;
  private final HttpServer server;
  private final Map<String, String> states = new ConcurrentSkipListMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  @Nullable private String checkpoint = CHECKPOINT;
  @Nullable private String savepointFailure;
  @Nullable private String failure;
  private volatile boolean uncancellable;
  private volatile boolean failsAfterStop;
  private volatile boolean failing;
  private volatile boolean losesAnswer;
  private volatile boolean losesStopAnswer;
  private volatile boolean losesStatus;
  private volatile boolean runsWell;
  private volatile boolean held;
  private volatile boolean withoutVersions;
  private final AtomicInteger looksBeforeSavepoint = new AtomicInteger();
  private volatile long checkpointTimeoutMs = 600_000;
  private volatile String prefix = "";

  StandInJobManager() throws IOException {
    this("http", HttpServer.create());
  }

  /** One that speaks https. */
  static StandInJobManager secured(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new StandInJobManager("https", server);
  }

  private StandInJobManager(String scheme, HttpServer server) throws IOException {
    this.scheme = scheme;
    this.server = server;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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

  /** Takes the next job, and whoever submitted it is told by a proxy that no answer came. */
  StandInJobManager whoseNextAnswerIsLost() {
    losesAnswer = true;
    return this;
  }

  StandInJobManager whoseJobsCannotBeCancelled() {
    uncancellable = true;
    return this;
  }

  /** Stops a job with its savepoint, and fails every call after that. */
  StandInJobManager thatFailsAfterTheStop() {
    failsAfterStop = true;
    return this;
  }

  /** Fails once to say how the job is. */
  StandInJobManager whoseNextStatusIsLost() {
    losesStatus = true;
    return this;
  }

  /** Answers a savepoint only after so many questions for it. */
  StandInJobManager whoseSavepointsTake(int looks) {
    looksBeforeSavepoint.set(looks);
    return this;
  }

  /** Gives up a checkpoint after that time. */
  StandInJobManager whoseCheckpointsTimeOutAfter(long ms) {
    checkpointTimeoutMs = ms;
    return this;
  }

  /** Stops the job, and whoever said so gets no answer. */
  StandInJobManager whoseAnswerToTheStopIsLost() {
    losesStopAnswer = true;
    return this;
  }

  /** Its jobs have never failed. */
  StandInJobManager whoseJobsRunWell() {
    runsWell = true;
    return this;
  }

  /** Its jobs run, deliver nothing and complete no checkpoint: Insider does not answer. */
  StandInJobManager whoseDeliveryIsHeld() {
    held = true;
    return this;
  }

  /** Is reached below that path alone, as behind an ingress. */
  StandInJobManager below(String path) {
    prefix = path;
    return this;
  }

  /** Is behind a proxy that lets nothing through that Flink's client asks for. */
  StandInJobManager behindAProxyForBrowsers() {
    withoutVersions = true;
    return this;
  }

  StandInJobManager whoseJobFailed(String stackTrace) {
    failure = stackTrace;
    return this;
  }

  URI address() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + prefix);
  }

  /** What changed something, in order: method and path. */
  List<String> changes() {
    return List.copyOf(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestURI().toString();
    String method = exchange.getRequestMethod();
    boolean known =
        asked.startsWith(prefix + "/") && !(withoutVersions && asked.startsWith(prefix + "/v1/"));
    String path = known ? asked.substring(prefix.length()).replaceFirst("^/v1", "") : "/unknown";
    byte[] request = exchange.getRequestBody().readAllBytes();
    boolean submits = path.equals("/jobs") && method.equals("POST");
    if (submits) {
      take(jobId(request));
    } else if (!method.equals("GET")) {
      calls.add(method + " " + path);
    }
    Matcher named = JOB_PATH.matcher(path);
    boolean broken =
        failing
            || (uncancellable && method.equals("PATCH"))
            || (losesAnswer && submits)
            || (losesStatus && path.endsWith("/status"))
            || (losesStopAnswer && path.endsWith("/stop"));
    losesAnswer &= !submits;
    losesStatus &= !path.endsWith("/status");
    failing |=
        failsAfterStop
            && "FINISHED".equals(states.get(path.replaceFirst("^/jobs/([^/]*)/status$", "$1")));
    if (losesStopAnswer && path.endsWith("/stop")) {
      bodyOf(method, path);
    }
    boolean missing = !known || (named.matches() && !states.containsKey(named.group(1)));
    int status = broken ? 500 : missing ? 404 : 200;
    byte[] body =
        (status == 200 ? bodyOf(method, path) : json("{'errors':['not now']}"))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void take(String job) {
    calls.add("POST /jobs " + job);
    if (!failing) {
      states.put(job, "RUNNING");
    }
  }

  /** Flink's client sends the serialized graph as one part of several. */
  private static String jobId(byte[] request) throws IOException {
    int at = new String(request, StandardCharsets.ISO_8859_1).indexOf("\u00ac\u00ed\u0000\u0005");
    try (ObjectInputStream graph =
        new ObjectInputStream(new ByteArrayInputStream(request, at, request.length - at))) {
      return ((JobGraph) graph.readObject()).getJobID().toHexString();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  private String bodyOf(String method, String path) {
    if (path.equals("/jobs")) {
      return json("{'jobUrl':'/jobs/taken'}");
    }
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
      if (rest.equals("/stop") && savepointFailure == null && looksBeforeSavepoint.get() == 0) {
        states.put(job, "FINISHED");
      }
      return json("{'request-id':'r1'}");
    }
    if (rest.equals("/status")) {
      return json("{'status':'%s'}", states.get(job));
    }
    if (rest.startsWith("/savepoints/")) {
      if (looksBeforeSavepoint.get() > 0) {
        if (looksBeforeSavepoint.decrementAndGet() == 0 && savepointFailure == null) {
          states.put(job, "FINISHED");
        }
        return json("{'status':{'id':'IN_PROGRESS'}}");
      }
      return savepointFailure == null
          ? json("{'status':{'id':'COMPLETED'},'operation':{'location':'%s'}}", SAVEPOINT)
          : json(
              "{'status':{'id':'COMPLETED'},'operation':{'failure-cause':{'stack-trace':'%s'}}}",
              savepointFailure);
    }
    if (rest.equals("/checkpoints/config")) {
      return json("{'mode':'exactly_once','timeout':%d}", checkpointTimeoutMs);
    }
    if (rest.startsWith("/checkpoints")) {
      return checkpoint == null
          ? json("{'latest':{'completed':null},'counts':{'completed':0}}")
          : json(
              "{'latest':{'completed':{'id':7,'external_path':'%s','latest_ack_timestamp':1000,"
                  + "'state_size':2048,'end_to_end_duration':15},'savepoint':{'id':8,"
                  + "'external_path':'%s','latest_ack_timestamp':1000,'state_size':4096,"
                  + "'end_to_end_duration':30}},'counts':{'completed':%d}}",
              checkpoint, SAVEPOINT, held ? 0 : 7);
    }
    if (rest.startsWith("/exceptions")) {
      return failure == null
          ? json("{'exceptionHistory':{'entries':[]}}")
          : json("{'exceptionHistory':{'entries':[{'stacktrace':'%s'}]}}", failure);
    }
    if (rest.startsWith("/metrics")) {
      return json("[{'id':'numRestarts','value':'%d'}]", runsWell ? 0 : 3);
    }
    if (rest.startsWith("/vertices/")) {
      return rest.contains("delivery.delivered")
          ? json("[{'id':'delivery.delivered','sum':%d}]", held ? 0 : 12)
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
