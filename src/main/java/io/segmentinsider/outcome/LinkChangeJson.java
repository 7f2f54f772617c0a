package io.segmentinsider.outcome;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.segmentinsider.identity.LinkChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.serialization.SerializationSchema;

/**
 * A change of a link as one line of JSON; the members are a stable interface ({@code
 * docs/identity.md}).
 */
public final class LinkChangeJson implements SerializationSchema<LinkChange> {

  private static final long serialVersionUID = 1L;
  private static final JsonFactory FACTORY = new JsonFactory();

  @Override
  public byte[] serialize(LinkChange change) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("rung", change.rung());
      json.writeStringField("change", change.kind().code());
      json.writeStringField("eventTime", Instant.ofEpochMilli(change.eventTime()).toString());
      SourceJson.write(json, change.origin());
      json.writeStringField("identifier", change.identifier());
      json.writeStringField("owner", change.owner());
      if (change.otherOwner() != null) {
        json.writeStringField("otherOwner", change.otherOwner());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return out.toByteArray();
  }
}
