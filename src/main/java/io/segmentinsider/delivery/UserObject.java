package io.segmentinsider.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Writes one entry of the request's {@code users} (contract, section 3.2). Attributes and events
 * are ready-made JSON; only identifiers are written anew. The same updates always give the same
 * bytes.
 */
final class UserObject {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  private UserObject() {}

  /**
   * One user object for updates of one owner that {@linkplain Pending#joins may be joined}: events
   * in order of arrival, and per attribute the later update wins.
   */
  static byte[] of(List<Pending> joined) {
    UserObject user = new UserObject();
    Pending first = joined.get(0);
    user.write(first.update(), join(joined));
    return user.out.toByteArray();
  }

  private static UserData.Content join(List<Pending> joined) {
    if (joined.size() == 1) {
      return joined.get(0).content();
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    List<EventEntry> events = new ArrayList<>();
    for (Pending pending : joined) {
      for (Attribute attribute : pending.content().attributes()) {
        attributes.put((attribute.custom() ? "c." : "r.") + attribute.name(), attribute);
      }
      events.addAll(pending.content().events());
    }
    return new UserData.Content(
        joined.get(0).content().shape(), List.copyOf(attributes.values()), events);
  }

  private void write(Update update, UserData.Content content) {
    raw("{\"identifiers\":{");
    writeIdentifiers(update, content.shape().showCustomIdentifiers());
    raw("}");
    writeAttributes(content);
    if (content.shape().notAppend() != null) {
      raw(content.shape().notAppend() ? ",\"not_append\":true" : ",\"not_append\":false");
    }
    if (!content.events().isEmpty() || content.shape().showEvents()) {
      raw(",\"events\":[");
      String separator = "";
      for (EventEntry event : content.events()) {
        raw(separator);
        out.writeBytes(event.json());
        separator = ",";
      }
      raw("]");
    }
    raw("}");
  }

  private void writeIdentifiers(Update update, boolean showCustom) {
    String separator = "";
    if (update.namedUserId() == null && update.stitchedUserId() != null) {
      writeMember("", "uuid", update.stitchedUserId());
      separator = ",";
    }
    List<Identifier> custom = new ArrayList<>();
    for (Identifier identifier : update.identifiers()) {
      if (identifier.kind() == Identifier.Kind.CUSTOM) {
        custom.add(identifier);
      } else {
        writeMember(separator, identifier.name(), identifier.value());
        separator = ",";
      }
    }
    if (!custom.isEmpty() || showCustom) {
      raw(separator + "\"custom\":{");
      String customSeparator = "";
      for (Identifier identifier : custom) {
        writeMember(customSeparator, identifier.name(), identifier.value());
        customSeparator = ",";
      }
      raw("}");
    }
  }

  private void writeAttributes(UserData.Content content) {
    UserData.Shape shape = content.shape();
    boolean any = !content.attributes().isEmpty();
    if (!any && !shape.showAttributes() && !shape.showCustomAttributes()) {
      return;
    }
    raw(",\"attributes\":{");
    String separator = writeAttributes(content.attributes(), false, "");
    boolean anyCustom = content.attributes().stream().anyMatch(Attribute::custom);
    if (anyCustom || shape.showCustomAttributes()) {
      raw(separator + "\"custom\":{");
      writeAttributes(content.attributes(), true, "");
      raw("}");
    }
    raw("}");
  }

  private String writeAttributes(List<Attribute> attributes, boolean custom, String separator) {
    String next = separator;
    for (Attribute attribute : attributes) {
      if (attribute.custom() == custom) {
        raw(next);
        quoted(attribute.name());
        raw(":");
        out.writeBytes(attribute.json());
        next = ",";
      }
    }
    return next;
  }

  private void writeMember(String separator, String name, @Nullable String value) {
    raw(separator);
    quoted(name);
    raw(":");
    quoted(value);
  }

  private void quoted(@Nullable String text) {
    out.write('"');
    out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    out.write('"');
  }

  private void raw(String ascii) {
    out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
