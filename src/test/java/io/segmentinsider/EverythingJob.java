package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;

/**
 * The job with its real ends and all that can be switched on beside each other, and always the same
 * events: the first ones before a savepoint, while Insider takes nothing, the others after it. Each
 * run has a broker of its own, so a savepoint is read by a job whose broker never saw the
 * transactions that were under way in it.
 */
final class EverythingJob implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "everything";
  private static final int PARTITIONS = 2;

  private static final String MAPPING =
      """
      {
        "extends": "default",
        "identifiers": {
          "custom": {
            "loyalty_id": {"@path": "$.traits.loyaltyId"},
            "crm_id": {"@path": "$.traits.crmId"}
          }
        }
      }
      """;

  private static final List<String> PEOPLE =
      List.of(
          user("1", "user-1", "device-1", "'email':'a@shop.com','age':30,'loyaltyId':'l-1'"),
          user("2", "user-2", "device-2", "'phone':'+6598765432','crmId':'c-2'"),
          user("3", "user-3", "device-3", "'email':'c@shop.com','city':'Rome'"),
          user("4", "user-4", "device-4", "'email':'d@shop.com'"),
          product("5", "device-1"),
          "{",
          user("1", "user-1", "device-1", "'email':'a@shop.com','age':30,'loyaltyId':'l-1'"),
          user("8", "user-1", "device-1", "'email':'b@shop.com','age':null"));

  /** Of these, one is no event and one came before. */
  private static final int WAITING_PEOPLE = PEOPLE.size() - 2;

  private static final List<String> REQUESTS =
      List.of(
          event("suppress", "9", "'userId':'user-4'"),
          event("alias", "10", "'userId':'user-2b','previousId':'user-2'"),
          event("delete", "11", "'userId':'user-3'"));

  /** A suppression does not wait. */
  private static final int WAITING = WAITING_PEOPLE + REQUESTS.size() - 1;

  /** Nobody knows these people but from the savepoint. */
  private static final List<String> AFTER =
      List.of(
          user("12", "user-3", "device-3", "'city':'Milan'"),
          product("13", "device-1"),
          product("14", "device-4"),
          user("15", "user-2", "device-2", "'city':'Paris'"),
          event("identify", "16", "'anonymousId':'device-5','traits':{'loyaltyId':'l-1'}"));

  private final EmbeddedKafka kafka;
  private final RealJob job;
  private final Path mapping;
  private final Path salt;

  EverythingJob(Path folder) throws Exception {
    mapping = Files.writeString(folder.resolve("mapping.json"), MAPPING);
    salt = Files.writeString(folder.resolve("salt"), "a salt of sixteen bytes and more");
    kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
    kafka.createMissingTopics(Map.of(NAME + "-control", 1, NAME + "-audit", 1));
    job = RealJob.on(kafka, NAME, PARTITIONS, folder);
  }

  /**
   * Takes the first events, and stops with a savepoint while the rest of them waits for Insider.
   *
   * @return what has ended by then
   */
  List<String> write(String backend, SavepointFormatType format, Path directory) throws Exception {
    job.holdInsider();
    // No checkpoint before the savepoint, so that the transactions of all outcomes are under way.
    submit(null, backend, 1, "1 h");
    job.publish(0, PEOPLE);
    job.await("people", () -> job.metric("unsettledUpdates") == WAITING_PEOPLE);
    job.publish(0, REQUESTS);
    job.await("requests", () -> job.metric("unsettledUpdates") == WAITING);
    job.stop(format, directory);
    return outcomes();
  }

  /**
   * Goes on from a savepoint until everything has ended.
   *
   * @param ended what had ended by then
   * @return what ended after it
   */
  List<String> goOn(String backend, int parallelism, Path savepoint, List<String> ended)
      throws Exception {
    job.publish(0, PEOPLE);
    job.publish(0, REQUESTS);
    job.publish(1, AFTER);
    submit(savepoint.toUri().toString(), backend, parallelism, "300 ms");
    job.await(
        "the end of all events",
        () -> {
          assertThat(job.status()).as(job.failures()).isNotEqualTo(JobStatus.FAILED);
          Set<String> all = new HashSet<>(outcomes());
          all.addAll(ended);
          return all.size() >= positions().size();
        });
    // What is made twice comes with a later checkpoint.
    job.awaitCheckpoint();
    return outcomes();
  }

  private void submit(
      @Nullable String savepoint, String backend, int parallelism, String checkpointInterval)
      throws Exception {
    job.submit(
        savepoint,
        "execution.checkpointing.interval=" + checkpointInterval,
        "state.backend.type=" + backend,
        "parallelism.default=" + parallelism,
        "mapping.file=" + mapping,
        "mapping.nulls=clear",
        "identity.audit=true",
        "identity.audit-topic=" + NAME + "-audit",
        "identity.audit-salt-file=" + salt,
        "identity.changed-identifiers=update",
        "identity.custom-identifiers=loyalty_id;crm_id",
        "identity.link-ttl=36500 d",
        "profile.ttl=36500 d",
        "forget.control-topic=" + NAME + "-control",
        "source.trusted-topics=" + NAME + "-events",
        "source.start=earliest",
        "delivery.linger=0 s");
  }

  /** Where all events stand. */
  static List<String> positions() {
    List<String> positions = new ArrayList<>();
    for (int i = 0; i < PEOPLE.size() + REQUESTS.size(); i++) {
      positions.add("0@" + i);
    }
    for (int i = 0; i < AFTER.size(); i++) {
      positions.add("1@" + i);
    }
    return positions;
  }

  /** Positions that have ended, as readers of committed records see it. */
  private List<String> outcomes() throws IOException {
    List<String> positions = new ArrayList<>();
    List<String> records = new ArrayList<>(job.records("receipts"));
    records.addAll(job.records("letters"));
    for (String record : records) {
      JsonNode source = JSON.readTree(record).path("source");
      positions.add(source.path("partition").asInt() + "@" + source.path("offset").asLong());
    }
    return positions;
  }

  /** The receipts of events that came after the savepoint and were kept back. */
  List<String> suppressed() throws IOException {
    List<String> messages = new ArrayList<>();
    for (String record : job.records("receipts")) {
      JsonNode receipt = JSON.readTree(record);
      if (receipt.path("status").asText().equals("suppressed")) {
        messages.add(receipt.path("messageId").asText());
      }
    }
    return messages;
  }

  /** What Insider knows of people, one a line. */
  List<String> profiles() throws IOException {
    return job.profiles();
  }

  private static String user(String message, String user, String device, String traits) {
    return event(
        "identify",
        message,
        "'userId':'%s','anonymousId':'%s','traits':{%s}".formatted(user, device, traits));
  }

  private static String product(String message, String device) {
    return event(
        "track",
        message,
        "'anonymousId':'%s','event':'Product Viewed','properties':{'product_id':'p%s','name':'Cup'}"
            .formatted(device, message));
  }

  private static String event(String type, String message, String members) {
    return "{'type':'%s','messageId':'%s',%s}".formatted(type, message, members).replace('\'', '"');
  }

  @Override
  public void close() {
    job.close();
    kafka.close();
  }
}
