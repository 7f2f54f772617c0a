package io.segmentinsider.insider;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.List;

/**
 * Writes one entry of the upsert's {@code users} (docs/insider-api.md#user-object). Attributes and
 * events are ready-made JSON; only identifiers are written anew. The same update always gives the
 * same bytes. One that is kept writes user object after user object in memory that it uses again;
 * for one thread.
 */
public final class UserObjectWriter {

  /** Room for identifiers, and for what stands around attributes and events. */
  private static final int BESIDE_DATA = 384;

  private static final int MAX_FIRST_CAPACITY = 1 << 14;

  private final JsonBuffer out;

  /** A writer of many user objects. */
  public UserObjectWriter() {
    this(1 << 10);
  }

  private UserObjectWriter(int capacity) {
    this.out = new JsonBuffer(capacity);
  }

  /**
   * The user object of an update, for whoever writes one now and then: see {@link #user}.
   *
   * @param update whose identifiers are meant
   * @param content attributes and events, which need not be the update's own
   */
  public static byte[] write(Update update, UserData.Content content) {
    int data = Math.min(update.data().sizeInBytes(), MAX_FIRST_CAPACITY);
    return new UserObjectWriter(BESIDE_DATA + data).user(update, content);
  }

  /**
   * An object with one member that holds these identifiers (docs/insider-api.md#deleting-a-user).
   */
  public static byte[] identifiersOnly(String member, List<Identifier> identifiers) {
    UserObjectWriter writer = new UserObjectWriter(BESIDE_DATA);
    writer.out.ascii("{");
    writer.named(member, identifiers);
    writer.out.ascii("}");
    return writer.out.toBytes();
  }

  /** The body that gives a user another identifier (docs/insider-api.md#changing-an-identifier). */
  public static byte[] identifierChange(Identifier previous, Identifier current) {
    UserObjectWriter writer = new UserObjectWriter(BESIDE_DATA);
    writer.out.ascii("{");
    writer.named("old_identifier", List.of(previous));
    writer.out.ascii(",");
    writer.named("new_identifier", List.of(current));
    writer.out.ascii("}");
    return writer.out.toBytes();
  }

  /**
   * The user object of an attribute delete (docs/insider-api.md#attribute-delete).
   *
   * @param update whose identifiers are meant, as in {@link #user}
   * @param removals the attributes to remove
   */
  public byte[] attributeDelete(Update update, UserData.Content removals) {
    out.clear();
    out.ascii("{\"identifiers\":{");
    identifiers(update, false);
    out.ascii("}");
    removals(removals.attributes());
    out.ascii("}");
    return out.toBytes();
  }

  private void named(String member, List<Identifier> identifiers) {
    out.text(member).ascii(":{");
    String separator = "";
    boolean anyCustom = false;
    for (Identifier identifier : identifiers) {
      if (identifier.kind() == Identifier.Kind.CUSTOM) {
        anyCustom = true;
      } else {
        member(separator, identifier.name(), identifier.value());
        separator = ",";
      }
    }
    if (anyCustom) {
      out.ascii(separator).ascii("\"custom\":{");
      customIdentifiers(identifiers);
      out.ascii("}");
    }
    out.ascii("}");
  }

  /**
   * The user object of an update. Attributes that are to be removed stand behind the others, under
   * the names that the attribute delete has for them (docs/insider-api.md#attribute-delete).
   *
   * @param update whose identifiers are meant; a stitched user id stands in for a missing one
   * @param content attributes and events, which need not be the update's own
   */
  public byte[] user(Update update, UserData.Content content) {
    out.clear();
    out.ascii("{\"identifiers\":{");
    identifiers(update, content.shape().showCustomIdentifiers());
    out.ascii("}");
    attributes(content);
    Boolean notAppend = content.shape().notAppend();
    if (notAppend != null) {
      out.ascii(notAppend ? ",\"not_append\":true" : ",\"not_append\":false");
    }
    if (!content.events().isEmpty() || content.shape().showEvents()) {
      events(content.events());
    }
    if (content.removesAttributes()) {
      removals(content.attributes());
    }
    out.ascii("}");
    return out.toBytes();
  }

  private void identifiers(Update update, boolean showCustom) {
    String separator = "";
    if (update.namedUserId() == null && update.stitchedUserId() != null) {
      member("", "uuid", update.stitchedUserId());
      separator = ",";
    }
    boolean anyCustom = false;
    boolean anyUserId = false;
    for (Identifier identifier : update.identifiers()) {
      boolean isUserId = identifier.kind() == Identifier.Kind.UUID;
      if (identifier.kind() == Identifier.Kind.CUSTOM) {
        anyCustom = true;
      } else if (!isUserId || !anyUserId) {
        // What changes or deletes several user ids shows the first one.
        member(separator, identifier.name(), identifier.value());
        separator = ",";
      }
      anyUserId |= isUserId;
    }
    if (anyCustom || showCustom) {
      out.ascii(separator).ascii("\"custom\":{");
      customIdentifiers(update.identifiers());
      out.ascii("}");
    }
  }

  private void customIdentifiers(List<Identifier> identifiers) {
    String separator = "";
    for (Identifier identifier : identifiers) {
      if (identifier.kind() == Identifier.Kind.CUSTOM) {
        member(separator, identifier.name(), identifier.value());
        separator = ",";
      }
    }
  }

  private void attributes(UserData.Content content) {
    UserData.Shape shape = content.shape();
    boolean any = hasValue(content.attributes(), false) || hasValue(content.attributes(), true);
    if (!any && !shape.showAttributes() && !shape.showCustomAttributes()) {
      return;
    }
    out.ascii(",\"attributes\":{");
    String separator = attributes(content.attributes(), false);
    if (hasValue(content.attributes(), true) || shape.showCustomAttributes()) {
      out.ascii(separator).ascii("\"custom\":{");
      attributes(content.attributes(), true);
      out.ascii("}");
    }
    out.ascii("}");
  }

  private static boolean hasValue(List<Attribute> attributes, boolean custom) {
    for (Attribute attribute : attributes) {
      if (attribute.custom() == custom && !attribute.isRemoved()) {
        return true;
      }
    }
    return false;
  }

  private void removals(List<Attribute> attributes) {
    String separator = removals(",", attributes, false);
    if (attributes.stream().anyMatch(attribute -> attribute.custom() && attribute.isRemoved())) {
      out.ascii(separator).ascii("\"custom\":{");
      removals("", attributes, true);
      out.ascii("}");
    }
  }

  /** Writes those of one place and returns what separates them from a next member. */
  private String removals(String before, List<Attribute> attributes, boolean custom) {
    String separator = before + "\"whole\":[";
    boolean any = false;
    for (Attribute attribute : attributes) {
      if (attribute.custom() == custom && attribute.isRemoved()) {
        out.ascii(separator).text(attribute.name());
        separator = ",";
        any = true;
      }
    }
    if (any) {
      out.ascii("]");
    }
    return any ? "," : before;
  }

  /** Writes those of one place and returns what separates them from a next member. */
  private String attributes(List<Attribute> attributes, boolean custom) {
    String separator = "";
    for (Attribute attribute : attributes) {
      if (attribute.custom() == custom && !attribute.isRemoved()) {
        out.ascii(separator).text(attribute.name()).ascii(":").json(attribute.json());
        separator = ",";
      }
    }
    return separator;
  }

  private void events(List<EventEntry> events) {
    out.ascii(",\"events\":[");
    String separator = "";
    for (EventEntry event : events) {
      event.forEachPiece(out.ascii(separator)::json);
      separator = ",";
    }
    out.ascii("]");
  }

  private void member(String separator, String name, String value) {
    out.ascii(separator).text(name).ascii(":").text(value);
  }
}
