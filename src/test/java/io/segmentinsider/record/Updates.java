package io.segmentinsider.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Builds updates for tests: named parts, sensible rest. */
public final class Updates {

  private int partition;
  private long offset;
  private String messageId = "m-1";
  private String action = "event";
  private Operation operation = Operation.UPSERT;
  private long eventTime = 1_000;
  private long recordTime = 2_000;
  private boolean skipHook;
  private boolean replayed;
  private long sequence;
  @Nullable private String anonymousId;
  @Nullable private String userId;
  @Nullable private String previousUserId;
  @Nullable private Boolean gdprOptin;
  private final List<Identifier> identifiers = new ArrayList<>();
  private final List<Attribute> attributes = new ArrayList<>();
  private final List<EventEntry> events = new ArrayList<>();
  private final List<Identifier> replaced = new ArrayList<>();

  private Updates() {}

  public static Updates update(String messageId) {
    Updates updates = new Updates();
    updates.messageId = messageId;
    updates.offset = Math.floorMod(messageId.hashCode(), 1_000_000);
    return updates;
  }

  public Updates user(String id) {
    userId = id;
    identifiers.add(Identifier.uuid(id));
    return this;
  }

  public Updates device(String id) {
    anonymousId = id;
    identifiers.add(Identifier.device(id));
    return this;
  }

  public Updates email(String email) {
    identifiers.add(Identifier.email(email));
    return this;
  }

  public Updates identifier(Identifier identifier) {
    identifiers.add(identifier);
    return this;
  }

  public Updates action(String name) {
    action = name;
    return this;
  }

  public Updates operation(Operation value) {
    operation = value;
    return this;
  }

  public Updates previousUser(String id) {
    previousUserId = id;
    identifiers.add(Identifier.uuid(id));
    return this;
  }

  public Updates optin(boolean answer) {
    gdprOptin = answer;
    return this;
  }

  public Updates at(long time) {
    eventTime = time;
    return this;
  }

  public Updates recordedAt(long time) {
    recordTime = time;
    return this;
  }

  public Updates partition(int number) {
    partition = number;
    return this;
  }

  public Updates offset(long place) {
    offset = place;
    return this;
  }

  public Updates sequence(long number) {
    sequence = number;
    return this;
  }

  public Updates history() {
    skipHook = true;
    return this;
  }

  public Updates replayed() {
    replayed = true;
    return this;
  }

  public Updates attribute(String name, String json) {
    attributes.add(new Attribute(name, false, json.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  public Updates custom(String name, String json) {
    attributes.add(new Attribute(name, true, json.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /** Insider has this one in the place of the one of that kind which the update names. */
  public Updates replacing(Identifier identifier) {
    replaced.add(identifier);
    return this;
  }

  public Updates removed(String name, boolean custom) {
    attributes.add(Attribute.removed(name, custom));
    return this;
  }

  public Updates event(String name) {
    String json = "{\"event_name\":\"" + name + "\"}";
    events.add(new EventEntry(name, json.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  public Update build() {
    UpdateHeader.Texts texts =
        new UpdateHeader.Texts(
            new SourcePosition("segment-events", partition, offset),
            messageId,
            action,
            anonymousId,
            userId);
    return new Update(
        UpdateHeader.of(recordTime, eventTime, replayed, texts),
        operation,
        new Person(identifiers, null, previousUserId, gdprOptin, null),
        null,
        skipHook,
        new Update.Progress(0, sequence, Repairs.NONE),
        UserData.of(new UserData.Content(UserData.Shape.COMPACT, attributes, events, replaced)));
  }
}
