package io.segmentinsider.outcome;

import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import java.time.Instant;
import org.apache.flink.api.common.serialization.SerializationSchema;

/**
 * A change of a link as one line of JSON; the members are a stable interface ({@code
 * docs/identity.md}).
 */
public final class LinkChangeJson implements SerializationSchema<LinkChange> {

  private static final long serialVersionUID = 1L;

  @Override
  public byte[] serialize(LinkChange change) {
    return JsonWriter.write(
        new JsonObject()
            .put("rung", change.rung())
            .put("change", change.kind().code())
            .put("eventTime", Instant.ofEpochMilli(change.eventTime()).toString())
            .put("source", OriginJson.of(change.origin()))
            .put("identifier", change.identifier())
            .put("owner", change.owner())
            .putIfPresent("otherOwner", change.otherOwner()));
  }
}
