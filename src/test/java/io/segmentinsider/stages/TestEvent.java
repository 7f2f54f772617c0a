package io.segmentinsider.stages;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A Segment event in words. Its message id follows from what it says, so that the same words are
 * the same message.
 *
 * @param event the event so far; never modified
 */
public record TestEvent(ObjectNode event) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private static TestEvent of(String type) {
    ObjectNode event = JSON.createObjectNode();
    event.put("type", type);
    return new TestEvent(event).at(0);
  }

  /** Something happened. */
  public static TestEvent track(String name) {
    return of("track").with("event", name);
  }

  /** Who somebody is. */
  public static TestEvent identify() {
    return of("identify");
  }

  /** Two ids are one person. */
  public static TestEvent alias(String previousId) {
    return of("alias").with("previousId", previousId);
  }

  /** An event of a type that the others do not make. */
  public static TestEvent ofType(String type) {
    return of(type);
  }

  /** On that device. */
  public TestEvent device(String anonymousId) {
    return with("anonymousId", anonymousId);
  }

  /** By that user. */
  public TestEvent user(String userId) {
    return with("userId", userId);
  }

  /** So many minutes after noon. */
  public TestEvent at(int minutes) {
    return with("timestamp", NOON.plus(minutes, ChronoUnit.MINUTES).toString());
  }

  /** When it happened. */
  public Instant time() {
    return Instant.parse(event.path("timestamp").asText());
  }

  /** With a trait. */
  public TestEvent trait(String name, Object value) {
    ObjectNode copy = event.deepCopy();
    copy.withObject("/traits").set(name, JSON.valueToTree(value));
    return new TestEvent(copy);
  }

  /** With a property. */
  public TestEvent property(String name, Object value) {
    ObjectNode copy = event.deepCopy();
    copy.withObject("/properties").set(name, JSON.valueToTree(value));
    return new TestEvent(copy);
  }

  /** With any field of the event itself. */
  public TestEvent with(String name, Object value) {
    ObjectNode copy = event.deepCopy();
    copy.set(name, JSON.valueToTree(value));
    return new TestEvent(copy);
  }

  /** As it comes out of Kafka. */
  public String json() {
    ObjectNode copy = event.deepCopy();
    if (!copy.has("messageId")) {
      copy.put("messageId", "m-" + Integer.toHexString(event.toString().hashCode()));
    }
    return copy.toString();
  }
}
