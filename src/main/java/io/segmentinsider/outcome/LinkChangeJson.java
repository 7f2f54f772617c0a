package io.segmentinsider.outcome;

import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.json.JsonBuffer;
import java.time.Instant;
import org.apache.flink.api.common.serialization.SerializationSchema;

/**
 * A change of a link as one line of JSON; the members are a stable interface ({@code
 * docs/identity.md}).
 */
public final class LinkChangeJson implements SerializationSchema<LinkChange> {

  private static final long serialVersionUID = 1L;

  private static final int CAPACITY = 512;

  @Override
  public byte[] serialize(LinkChange change) {
    JsonBuffer out = new JsonBuffer(CAPACITY);
    out.ascii("{\"rung\":").text(change.rung());
    out.ascii(",\"change\":").text(change.kind().code());
    out.ascii(",\"eventTime\":").text(Instant.ofEpochMilli(change.eventTime()).toString());
    OriginJson.write(change.origin(), out.ascii(",\"source\":"));
    out.ascii(",\"identifier\":").text(change.identifier());
    out.ascii(",\"owner\":").text(change.owner());
    if (change.otherOwner() != null) {
      out.ascii(",\"otherOwner\":").text(change.otherOwner());
    }
    return out.ascii("}").toBytes();
  }
}
