package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.config.LoginProbe;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.KafkaLogin;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logins at a real broker, from class loaders of their own as the jobs of a session cluster have.
 * The broker runs in the test's own, which so is the first of all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class KafkaLoginIT {

  private static final String OAUTHBEARER =
      "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
          + " unsecuredLoginStringClaim_sub=\"job\";";
  private static final String SCRAM =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"job\""
          + " password=\"secret\";";

  private EmbeddedKafka kafka;

  @BeforeAll
  void start() throws Exception {
    kafka = new KafkaLogin("first", "secret").startBroker();
    kafka.createTopic("probe", 1);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      "job",
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096),
                      "secret")))
          .all()
          .get();
    }
  }

  @AfterAll
  void stop() {
    kafka.close();
  }

  @Test
  void everyJobOfAClusterLogsInByScram() throws Exception {
    Map<String, String> options = options("SCRAM-SHA-256", SCRAM);
    try (URLClassLoader first = job(false);
        URLClassLoader second = job(false)) {
      assertThat(probe(first).apply(options)).startsWith("offset ");
      assertThat(probe(second).apply(options)).startsWith("offset ");
      assertThat(probe(first).apply(options)).startsWith("offset ");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyJobOfAClusterLogsInByOauthbearer(boolean kafkaIsTheClusters) throws Exception {
    Map<String, String> options = options("OAUTHBEARER", OAUTHBEARER);
    try (URLClassLoader first = job(kafkaIsTheClusters);
        URLClassLoader second = job(kafkaIsTheClusters)) {
      assertThat(probe(first).apply(options)).startsWith("offset ");
      assertThat(probe(second).apply(options)).startsWith("offset ");
      assertThat(probe(first).apply(options)).startsWith("offset ");
      assertThat(new LoginProbe().apply(options)).startsWith("offset ");
    }
  }

  /** What a job leaves in the process would be in the metaspace for ever. */
  @Test
  void theClassesOfAJobThatHasEndedAreLetGo() throws Exception {
    for (String login : List.of("SCRAM-SHA-256", "OAUTHBEARER")) {
      List<WeakReference<ClassLoader>> ended = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ended.add(runAndEnd(options(login, login.equals("OAUTHBEARER") ? OAUTHBEARER : SCRAM)));
      }
      assertThat(ended).allSatisfy(KafkaLoginIT::awaitEnd);
    }
  }

  /** Threads of clients end a moment after they were closed. */
  private static void awaitEnd(WeakReference<ClassLoader> job) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (job.get() != null && System.nanoTime() < deadline) {
      System.gc();
    }
    assertThat(job.get()).as("the class loader of a job that has ended").isNull();
  }

  private static WeakReference<ClassLoader> runAndEnd(Map<String, String> options)
      throws Exception {
    try (URLClassLoader job = job(false)) {
      assertThat(probe(job).apply(options)).startsWith("offset ");
      return new WeakReference<>(job);
    }
  }

  private Map<String, String> options(String mechanism, String jaas) {
    Map<String, String> options = new HashMap<>();
    options.put("delivery.partner-name", "shop");
    options.put("kafka.bootstrap.servers", KafkaLogin.bootstrapServers(kafka));
    options.put("kafka.security.protocol", "SASL_PLAINTEXT");
    options.put("kafka.sasl.mechanism", mechanism);
    options.put("kafka.sasl.jaas.config", jaas);
    return options;
  }

  /**
   * The job's own classes once more, and Kafka's, if they are not in the cluster's {@code lib/}
   * with {@code org.apache.kafka.} among its parent-first patterns; the rest is the cluster's.
   */
  private static URLClassLoader job(boolean kafkaIsTheClusters) throws Exception {
    List<URL> classes = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.contains("classes") || entry.contains("kafka-clients")) {
        classes.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(classes.toArray(URL[]::new), new Cluster(kafkaIsTheClusters));
  }

  /** What a cluster has, without the job. */
  private static final class Cluster extends ClassLoader {

    private final boolean hasKafka;

    private Cluster(boolean hasKafka) {
      super(KafkaLoginIT.class.getClassLoader());
      this.hasKafka = hasKafka;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if ((!hasKafka && name.startsWith("org.apache.kafka."))
          || name.startsWith("io.segmentinsider.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  @SuppressWarnings("unchecked")
  private static Function<Map<String, String>, String> probe(ClassLoader job) throws Exception {
    return (Function<Map<String, String>, String>)
        job.loadClass(LoginProbe.class.getName()).getDeclaredConstructor().newInstance();
  }
}
