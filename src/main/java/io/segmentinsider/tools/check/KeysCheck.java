package io.segmentinsider.tools.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.tools.ToolJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether the last events of a topic have keys, and whether the keys keep the events of one device
 * in one partition.
 */
final class KeysCheck {

  private static final ObjectMapper JSON = ToolJson.MAPPER;
  private static final String WHAT_TO_DO = " Key them by anonymousId, else by userId";

  private final String topic;
  private final int partitions;
  private final Map<String, Set<String>> keysBySender = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private long seen;
  private long without;
  private long messages;
  private long keyedByMessage;

  KeysCheck(String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
  }

  /** What the finding is about. */
  static String subject(String topic) {
    return "keys of topic " + topic;
  }

  /** Looks at one of them. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    seen++;
    if (record.key() == null || record.key().length == 0) {
      without++;
      return;
    }
    // Byte for byte, as Kafka finds the partition.
    String key = new String(record.key(), StandardCharsets.ISO_8859_1);
    keys.add(key);
    add(key, event(record.value()));
  }

  private void add(String key, JsonNode event) {
    String message = event.path("messageId").asText("");
    if (!message.isEmpty()) {
      messages++;
      if (bytes(message).equals(key)) {
        keyedByMessage++;
      }
    }
    String device = event.path("anonymousId").asText("");
    String user = event.path("userId").asText("");
    if (!device.isEmpty()) {
      keysBySender.computeIfAbsent("device " + device, unused -> new HashSet<>()).add(key);
    } else if (!user.isEmpty()) {
      keysBySender.computeIfAbsent("user " + user, unused -> new HashSet<>()).add(key);
    }
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The event; what is none names nobody. */
  private static JsonNode event(byte[] value) {
    try {
      return value == null ? JSON.missingNode() : JSON.readTree(value);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  Finding finding() {
    if (partitions == 1) {
      return Finding.ok(subject(topic), "not needed, as it has one partition");
    }
    if (seen == 0) {
      return Finding.ok(subject(topic), "there is no event to look at yet");
    }
    if (without > 0) {
      return warning(
          without
              + " of the last "
              + seen
              + " events have none: those of one person lie in several partitions and come out of"
              + " order.");
    }
    if (messages > 1 && keyedByMessage == messages) {
      return warning(
          "each of the last "
              + seen
              + " events has its messageId as its key: those of one person lie in several"
              + " partitions and come out of order.");
    }
    if (keysBySender.size() > 1 && keys.size() == 1) {
      return warning(
          "the last "
              + seen
              + " events have one key, though they are of "
              + keysBySender.size()
              + " devices and users: one partition gets them all, and one task reads them.");
    }
    long torn = keysBySender.values().stream().filter(several -> several.size() > 1).count();
    if (torn > 0) {
      return warning(
          torn
              + " of "
              + keysBySender.size()
              + " devices and users in the last "
              + seen
              + " events have several keys: their events lie in several partitions and come out of"
              + " order.");
    }
    return Finding.ok(subject(topic), "the last " + seen + " events have one");
  }

  private Finding warning(String sentence) {
    return Finding.warning(subject(topic), sentence + WHAT_TO_DO);
  }
}
