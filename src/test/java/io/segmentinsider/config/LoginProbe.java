package io.segmentinsider.config;

import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Logs in twice with the properties that the job's options become, and says what it wrote: to be
 * loaded by a class loader of its own, as a job is.
 */
public final class LoginProbe implements Function<Map<String, String>, String> {

  @Override
  public String apply(Map<String, String> options) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(LoginProbe.class.getClassLoader());
    try {
      Map<String, String> kafka = JobSettings.from(JobConfiguration.of(options)).kafka();
      try (Admin admin = KafkaAdmin.connect(kafka, Duration.ofSeconds(20))) {
        admin.describeCluster().nodes().get();
        try (KafkaProducer<String, String> producer =
            new KafkaProducer<>(
                new HashMap<>(kafka), new StringSerializer(), new StringSerializer())) {
          return "offset " + producer.send(new ProducerRecord<>("probe", "x")).get().offset();
        }
      }
    } catch (Exception e) {
      return String.valueOf(e.getCause());
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
