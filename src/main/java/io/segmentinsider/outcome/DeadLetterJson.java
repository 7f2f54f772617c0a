package io.segmentinsider.outcome;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.record.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import javax.annotation.Nullable;
import org.apache.flink.api.common.serialization.SerializationSchema;

/**
 * A dead letter as one line of JSON; the members are a stable interface ({@code docs/report.md}).
 * What the topic does not take is cut: of the original its end, of the update all, as half an
 * update could not be replayed. {@code originalBytes} and {@code updateBytes} say how long they
 * were; the source position leads to the whole.
 */
public final class DeadLetterJson implements SerializationSchema<DeadLetter> {

  private static final long serialVersionUID = 1L;

  /** A detail names fields, and a name may be as long as the event. */
  private static final int MAX_DETAIL = 1_000;

  /** The names of the members that say what was cut, and a base64's rounding. */
  private static final int MARK = 100;

  private static final int CAPACITY = 512;

  private final int maxBytes;

  /**
   * A writer.
   *
   * @param maxBytes what the topic takes
   */
  public DeadLetterJson(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public byte[] serialize(DeadLetter letter) {
    byte[] whole = write(letter, letter.original(), letter.update());
    if (whole.length <= maxBytes) {
      return whole;
    }
    byte[] bare = write(letter, cut(letter.original(), 0), null);
    int room = maxBytes - bare.length - MARK;
    while (letter.original() != null && room > 0) {
      byte[] cut = write(letter, cut(letter.original(), room), null);
      if (cut.length <= maxBytes) {
        return cut;
      }
      room /= 2;
    }
    return bare;
  }

  /** The beginning of UTF-8 text, not within a character; of other bytes any beginning. */
  @Nullable
  private static byte[] cut(@Nullable byte[] bytes, int length) {
    if (bytes == null || bytes.length <= length) {
      return bytes;
    }
    int end = length;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static byte[] write(
      DeadLetter letter, @Nullable byte[] original, @Nullable byte[] update) {
    JsonBuffer out = new JsonBuffer(CAPACITY);
    out.ascii("{\"reason\":").text(letter.reason().code());
    out.ascii(",\"stage\":").text(letter.reason().stage().code());
    out.ascii(",\"scope\":").text(letter.scope().code());
    out.ascii(",\"detail\":").text(shortened(letter.detail()));
    OriginJson.write(letter.origin(), out.ascii(",\"source\":"));
    if (letter.messageId() != null) {
      out.ascii(",\"messageId\":").text(letter.messageId());
    }
    if (letter.mappingName() != null) {
      out.ascii(",\"action\":").text(letter.mappingName());
    }
    if (original != null) {
      original(original, out);
      if (original.length < letter.original().length) {
        out.ascii(",\"originalBytes\":").integer(letter.original().length);
      }
    }
    if (update != null) {
      out.ascii(",\"update\":").json(update);
    } else if (letter.update() != null) {
      out.ascii(",\"updateBytes\":").integer(letter.update().length);
    }
    return out.ascii("}").toBytes();
  }

  private static String shortened(String detail) {
    if (detail.length() <= MAX_DETAIL) {
      return detail;
    }
    int end =
        Character.isHighSurrogate(detail.charAt(MAX_DETAIL - 1)) ? MAX_DETAIL - 1 : MAX_DETAIL;
    return detail.substring(0, end) + "…";
  }

  private static void original(byte[] original, JsonBuffer out) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(original)).toString();
      out.ascii(",\"original\":").text(text);
    } catch (CharacterCodingException e) {
      out.ascii(",\"originalBase64\":").text(Base64.getEncoder().encodeToString(original));
    }
  }
}
