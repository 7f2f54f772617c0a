package io.segmentinsider.delivery;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.dispatch.TraceHeader;
import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.delivery.http.ConnectionFiles;
import io.segmentinsider.delivery.http.HttpSettings;
import io.segmentinsider.delivery.http.NameLookup;
import io.segmentinsider.delivery.http.NettyEvents;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.asynchttpclient.AsyncCompletionHandler;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.BoundRequestBuilder;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Realm;
import org.asynchttpclient.Response;
import org.asynchttpclient.proxy.ProxyServer;

/**
 * Makes one call of Insider. Every outcome completes the future normally: what it means is for the
 * dispatcher to say.
 *
 * <p>The client never repeats a request by itself (by default it would send a POST up to five times
 * more, behind the operator's back) and does not follow redirects, which could carry the API key to
 * another host. Each subtask has a client of its own with one I/O thread, so nothing is shared in
 * static fields.
 */
public final class UpsertFunction extends RichAsyncFunction<UpsertRequest, UpsertReply> {

  private static final long serialVersionUID = 1L;
  private static final String THREADS = "insider-http";

  /** Closing its connections is all that the I/O thread still has to do then. */
  private static final long I_O_THREAD_ENDS_WITHIN_MS = 5_000;

  private final DeliverySettings settings;
  private final HttpSettings http;
  @Nullable private final String platform;
  private final NameService nameService;

  private transient EventLoopGroup ioThread;
  private transient AsyncHttpClient client;
  private transient NameLookup names;
  private transient Credentials credentials;
  private transient Phaser inFlight;

  /**
   * The call.
   *
   * @param settings endpoint, partner name, token and time-outs
   * @param http how Insider is reached
   * @param platform value of X-PLATFORM-NAME; null leaves the header out
   */
  public UpsertFunction(DeliverySettings settings, HttpSettings http, @Nullable String platform) {
    this(settings, http, platform, InetAddress::getAllByName);
  }

  UpsertFunction(
      DeliverySettings settings,
      HttpSettings http,
      @Nullable String platform,
      NameService nameService) {
    this.settings = settings;
    this.http = http;
    this.platform = platform;
    this.nameService = nameService;
  }

  /** Looks names up, and travels with the job. */
  @FunctionalInterface
  interface NameService extends NameLookup.NameService, Serializable {}

  @Override
  public void open(OpenContext context) {
    NettyEvents.keepOutOfFlightRecorder();
    HttpLogs.holdBack();
    credentials = Credentials.of(settings);
    ioThread =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(THREADS, true), NioIoHandler.newFactory());
    client = Dsl.asyncHttpClient(clientConfig());
    names = new NameLookup(nameService);
    inFlight = new Phaser(1);
  }

  @Override
  public void asyncInvoke(UpsertRequest request, ResultFuture<UpsertReply> future) {
    HttpLogs.holdBack();
    if (request.freshCredentials()) {
      credentials.reload();
    }
    BoundRequestBuilder prepared = prepare(request);
    inFlight.register();
    try {
      ListenableFuture<Void> unused = prepared.execute(new Handler(future, inFlight));
    } catch (RuntimeException e) {
      inFlight.arriveAndDeregister();
      throw e;
    }
  }

  private BoundRequestBuilder prepare(UpsertRequest request) {
    BoundRequestBuilder builder =
        client
            .prepare(request.endpoint().method(), settings.endpoint() + request.endpoint().path())
            .setNameResolver(names)
            .setHeader("Content-Type", "application/json")
            .setHeader("Accept", "application/json")
            .setHeader("X-PARTNER-NAME", credentials.partnerName())
            .setHeader("X-REQUEST-TOKEN", credentials.token())
            .setBody(request.body());
    if (platform != null) {
      builder.setHeader("X-PLATFORM-NAME", platform);
    }
    if (request.trace() != null) {
      builder.setHeader(TraceHeader.NAME, request.trace());
    }
    return builder;
  }

  private DefaultAsyncHttpClientConfig clientConfig() {
    DefaultAsyncHttpClientConfig.Builder config =
        Dsl.config()
            .setThreadPoolName(THREADS)
            .setEventLoopGroup(ioThread)
            .setMaxRequestRetry(0)
            .setFollowRedirect(false)
            .setConnectTimeout(http.connectTimeout())
            .setRequestTimeout(settings.requestTimeout())
            .setReadTimeout(settings.requestTimeout())
            .setPooledConnectionIdleTimeout(http.idleTimeout())
            .setConnectionTtl(http.maxConnectionAge())
            // Its connections have no greatest age in this client.
            .setHttp2Enabled(false)
            .setUseInsecureTrustManager(false)
            .setDisableHttpsEndpointIdentificationAlgorithm(false);
    ConnectionFiles files = new ConnectionFiles(http);
    SslContext ssl = files.sslContext(Instant.now());
    if (ssl != null) {
      config.setSslContext(ssl);
    }
    if (http.proxy() != null) {
      config.setProxyServer(proxy(http.proxy(), files.proxyPassword()));
    }
    return config.build();
  }

  /** The user is named at once: an answer 407 would cost each connection a round trip. */
  private static ProxyServer proxy(HttpSettings.Proxy proxy, @Nullable String password) {
    ProxyServer.Builder builder = new ProxyServer.Builder(proxy.host(), proxy.port());
    if (password != null) {
      builder.setRealm(
          new Realm.Builder(proxy.user(), password)
              .setScheme(Realm.AuthScheme.BASIC)
              .setCharset(StandardCharsets.UTF_8)
              .setUsePreemptiveAuth(true));
    }
    return builder.build();
  }

  /**
   * Waits for the requests that are under way, at most one request time-out: a request of this
   * attempt must not reach Insider after those of the next one. Then waits for the end of the I/O
   * thread: when this returns, Flink takes the classes away that the thread would still need.
   */
  @Override
  public void close() throws Exception {
    try {
      awaitRequests();
    } finally {
      closeClient();
    }
  }

  private void awaitRequests() throws InterruptedException {
    if (inFlight != null) {
      int phase = inFlight.arrive();
      try {
        inFlight.awaitAdvanceInterruptibly(
            phase, settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // What has not answered by now is cut off with the client.
      }
    }
  }

  private void closeClient() throws IOException, InterruptedException {
    try {
      if (client != null) {
        client.close();
      }
    } finally {
      if (names != null) {
        names.close();
      }
      if (ioThread != null) {
        ioThread
            .shutdownGracefully(0, I_O_THREAD_ENDS_WITHIN_MS, TimeUnit.MILLISECONDS)
            .await(I_O_THREAD_ENDS_WITHIN_MS);
      }
    }
  }

  /** Completes the future on the I/O thread, whatever happens. */
  private static final class Handler extends AsyncCompletionHandler<Void> {

    private final ResultFuture<UpsertReply> future;
    private final Phaser inFlight;

    private Handler(ResultFuture<UpsertReply> future, Phaser inFlight) {
      this.future = future;
      this.inFlight = inFlight;
    }

    @Override
    public Void onCompleted(Response response) {
      complete(
          UpsertReply.answered(
              response.getStatusCode(),
              response.getHeader("Retry-After"),
              response.getResponseBodyAsBytes()));
      return null;
    }

    @Override
    public void onThrowable(Throwable failure) {
      complete(UpsertReply.failed(CallFailures.causeOf(failure)));
    }

    private void complete(UpsertReply reply) {
      try {
        future.complete(Collections.singletonList(reply));
      } finally {
        inFlight.arriveAndDeregister();
      }
    }
  }
}
