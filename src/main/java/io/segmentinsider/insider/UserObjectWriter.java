package io.segmentinsider.insider;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.List;

/**
 * Writes one entry of the upsert's {@code users} (contract, section 3.2). Attributes and events are
 * ready-made JSON; only identifiers are written anew. The same update always gives the same bytes.
 */
public final class UserObjectWriter {

  private final JsonBuffer out = new JsonBuffer(1024);

  private UserObjectWriter() {}

  /**
   * The user object of an update.
   *
   * @param update whose identifiers are meant; a stitched user id stands in for a missing one
   * @param content attributes and events, which need not be the update's own
   */
  public static byte[] write(Update update, UserData.Content content) {
    UserObjectWriter writer = new UserObjectWriter();
    writer.user(update, content);
    return writer.out.toBytes();
  }

  /** An object with one member that holds these identifiers (contract, section 11.3). */
  public static byte[] identifiersOnly(String member, List<Identifier> identifiers) {
    UserObjectWriter writer = new UserObjectWriter();
    writer.out.ascii("{");
    writer.named(member, identifiers);
    writer.out.ascii("}");
    return writer.out.toBytes();
  }

  /** The body that gives a user another identifier (contract, section 11.1). */
  public static byte[] identifierChange(Identifier previous, Identifier current) {
    UserObjectWriter writer = new UserObjectWriter();
    writer.out.ascii("{");
    writer.named("old_identifier", List.of(previous));
    writer.out.ascii(",");
    writer.named("new_identifier", List.of(current));
    writer.out.ascii("}");
    return writer.out.toBytes();
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

  private void user(Update update, UserData.Content content) {
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
    out.ascii("}");
  }

  private void identifiers(Update update, boolean showCustom) {
    String separator = "";
    if (update.namedUserId() == null && update.stitchedUserId() != null) {
      member("", "uuid", update.stitchedUserId());
      separator = ",";
    }
    boolean anyCustom = false;
    for (Identifier identifier : update.identifiers()) {
      if (identifier.kind() == Identifier.Kind.CUSTOM) {
        anyCustom = true;
      } else {
        member(separator, identifier.name(), identifier.value());
        separator = ",";
      }
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
    boolean any = !content.attributes().isEmpty();
    if (!any && !shape.showAttributes() && !shape.showCustomAttributes()) {
      return;
    }
    out.ascii(",\"attributes\":{");
    String separator = attributes(content.attributes(), false);
    boolean anyCustom = content.attributes().stream().anyMatch(Attribute::custom);
    if (anyCustom || shape.showCustomAttributes()) {
      out.ascii(separator).ascii("\"custom\":{");
      attributes(content.attributes(), true);
      out.ascii("}");
    }
    out.ascii("}");
  }

  /** Writes those of one place and returns what separates them from a next member. */
  private String attributes(List<Attribute> attributes, boolean custom) {
    String separator = "";
    for (Attribute attribute : attributes) {
      if (attribute.custom() == custom) {
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
      out.ascii(separator).json(event.json());
      separator = ",";
    }
    out.ascii("]");
  }

  private void member(String separator, String name, String value) {
    out.ascii(separator).text(name).ascii(":").text(value);
  }
}
