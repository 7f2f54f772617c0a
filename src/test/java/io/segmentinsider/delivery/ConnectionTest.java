package io.segmentinsider.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.delivery.dispatch.NeutralCall;
import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.delivery.http.TestKeys;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections to a server: names, ages, proxies and certificates. */
@Timeout(60)
class ConnectionTest {

  @TempDir private Path folder;
  private Path token;

  /** Ports of the clients' ends: one for each connection. */
  private final Set<Integer> connections = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void writeToken() throws Exception {
    token = Files.writeString(folder.resolve("token"), "token\r\n");
  }

  @Test
  void aNameServerThatDoesNotAnswerHoldsNobodyUp() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    HttpServer server = plain();
    UpsertFunction function =
        open(
            name -> {
              await(answered);
              return InetAddress.getAllByName("127.0.0.1");
            },
            "delivery.endpoint",
            "http://localhost:" + server.getAddress().getPort());
    try {
      Reply first = new Reply();
      Reply second = new Reply();
      function.asyncInvoke(NeutralCall.of(UpsertRequest.Endpoint.UPSERT), first);
      function.asyncInvoke(NeutralCall.of(UpsertRequest.Endpoint.UPSERT), second);
      assertThat(first.future).isNotDone();
      answered.countDown();

      assertThat(first.get().status()).isEqualTo(200);
      assertThat(second.get().status()).isEqualTo(200);
    } finally {
      answered.countDown();
      function.close();
      server.stop(0);
    }
  }

  @Test
  void aCallEndsAtItsTimeOutAlthoughTheNameServerNeverAnswers() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    UpsertFunction function =
        open(
            name -> {
              await(never);
              throw new UnknownHostException(name);
            },
            "delivery.endpoint",
            "http://localhost:9",
            "delivery.request-timeout",
            "200 ms");
    try {
      assertThat(call(function).failure()).isEqualTo(FailureCause.TIME_OUT);
    } finally {
      never.countDown();
      function.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1 h, 1, 1", "1 ms, 10, 20"})
  void aConnectionTakesRequestsUntilItsGreatestAge(String age, int least, int most)
      throws Exception {
    HttpServer server = plain();
    UpsertFunction function =
        open(
            InetAddress::getAllByName,
            "delivery.endpoint",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "http.max-connection-age",
            age);
    try {
      for (int i = 0; i < 20; i++) {
        assertThat(call(function).status()).isEqualTo(200);
        // The age is counted in milliseconds.
        for (long start = System.nanoTime(); System.nanoTime() - start < 5_000_000; ) {
          Thread.onSpinWait();
        }
      }
      // It is counted from the end of the first request.
      assertThat(connections).hasSizeBetween(least, most);
    } finally {
      function.close();
      server.stop(0);
    }
  }

  /** The first connection goes where the name stood, the next one where it stands now. */
  @Test
  void afterItsAgeTheNameIsLookedUpAgain() throws Exception {
    HttpServer server = plain();
    Set<String> looked = ConcurrentHashMap.newKeySet();
    UpsertFunction function =
        open(
            name -> {
              looked.add(name + looked.size());
              return InetAddress.getAllByName("127.0.0.1");
            },
            "delivery.endpoint",
            "http://localhost:" + server.getAddress().getPort(),
            "http.max-connection-age",
            "1 ms");
    try {
      while (looked.size() < 3) {
        assertThat(call(function).status()).isEqualTo(200);
      }
    } finally {
      function.close();
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"right, 200", "wrong, 407"})
  void aProxyGetsUserAndPassword(String password, int status) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), password + "\n");
    try (TestProxy proxy = TestProxy.start("us\u00e9r", "right")) {
      UpsertFunction function =
          open(
              InetAddress::getAllByName,
              "delivery.endpoint",
              "http://localhost:9",
              "http.proxy-host",
              "127.0.0.1",
              "http.proxy-port",
              Integer.toString(proxy.port()),
              "http.proxy-user",
              "us\u00e9r",
              "http.proxy-password-file",
              file.toString());
      try {
        assertThat(call(function).status()).isEqualTo(status);
      } finally {
        function.close();
      }
    }
  }

  @Test
  void aClientShowsTheCertificateOfAnEncryptedKeyThroughAProxy() throws Exception {
    TestKeys keys = new TestKeys(folder);
    TestKeys.Pair pair = keys.pair("pair", "EC", "-groupname", "secp256r1", "-validity", "3650");
    Path certificate = keys.pem("pair.pem", "CERTIFICATE", pair.certificate());
    Path key =
        keys.pem(
            "pair.key",
            "ENCRYPTED PRIVATE KEY",
            TestKeys.encrypted(pair.key(), "PBEWithHmacSHA256AndAES_128", "secret"));
    Path keyPassword = Files.writeString(folder.resolve("key-password"), "secret\n");
    Path proxyPassword = Files.writeString(folder.resolve("proxy-password"), "right");
    HttpsServer server = withClientAuthentication(pair);
    try (TestProxy proxy = TestProxy.start("user", "right")) {
      UpsertFunction function =
          open(
              InetAddress::getAllByName,
              "delivery.endpoint",
              "https://localhost:" + server.getAddress().getPort(),
              "http.trusted-certificates",
              certificate.toString(),
              "http.client-certificate",
              certificate.toString(),
              "http.client-key",
              key.toString(),
              "http.client-key-password-file",
              keyPassword.toString(),
              "http.proxy-host",
              "127.0.0.1",
              "http.proxy-port",
              Integer.toString(proxy.port()),
              "http.proxy-user",
              "user",
              "http.proxy-password-file",
              proxyPassword.toString());
      try {
        assertThat(call(function).status()).isEqualTo(200);
        assertThat(proxy.tunnels()).isEqualTo(1);
      } finally {
        function.close();
      }
    } finally {
      server.stop(0);
    }
  }

  private HttpServer plain() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server);
    return server;
  }

  private HttpsServer withClientAuthentication(TestKeys.Pair pair) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(pair.store(), pair.password());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("x", pair.store().getCertificate("x"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters needed = getSSLContext().getDefaultSSLParameters();
            needed.setNeedClientAuth(true);
            parameters.setSSLParameters(needed);
          }
        });
    answer(server);
    return server;
  }

  private void answer(HttpServer server) {
    server.createContext(
        "/",
        exchange -> {
          connections.add(exchange.getRemoteAddress().getPort());
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  private UpsertFunction open(UpsertFunction.NameService names, String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.addAll(List.of("delivery.token-file", token.toString()));
    JobSettings settings = TestSettings.with(options.toArray(new String[0]));
    UpsertFunction function = new UpsertFunction(settings.delivery(), settings.http(), null, names);
    function.open(DefaultOpenContext.INSTANCE);
    return function;
  }

  private static UpsertReply call(UpsertFunction function) throws Exception {
    Reply reply = new Reply();
    function.asyncInvoke(NeutralCall.of(UpsertRequest.Endpoint.UPSERT), reply);
    return reply.get();
  }

  private static void await(CountDownLatch latch) throws UnknownHostException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new UnknownHostException("interrupted");
    }
  }

  /** The only answer. */
  private static final class Reply implements ResultFuture<UpsertReply> {

    private final CompletableFuture<UpsertReply> future = new CompletableFuture<>();

    private UpsertReply get() throws Exception {
      return future.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void complete(Collection<UpsertReply> result) {
      future.complete(result.iterator().next());
    }

    @Override
    public void complete(CollectionSupplier<UpsertReply> supplier) {
      try {
        complete(supplier.get());
      } catch (Exception e) {
        future.completeExceptionally(e);
      }
    }

    @Override
    public void completeExceptionally(Throwable error) {
      future.completeExceptionally(error);
    }
  }
}
