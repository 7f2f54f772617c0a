package io.segmentinsider.profile;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.Identifier;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An identifier's key in few bytes: common names as a number, and a device's id, which is nearly
 * always a UUID, as its 16 bytes.
 */
final class CompactKey {

  private static final int OTHER = 0;
  private static final int DEVICE_UUID = 1;

  /** Prefixes by their number, which follows on {@link #DEVICE_UUID}. Append only. */
  private static final List<String> PREFIXES =
      List.of(
          Identifier.uuid("").key(),
          Identifier.email("").key(),
          Identifier.phoneNumber("").key(),
          Identifier.device("").key());

  private static final String DEVICE = Identifier.device("").key();

  private CompactKey() {}

  static void write(DataOutputView out, String key) throws IOException {
    if (key.startsWith(DEVICE)) {
      UUID uuid = uuid(key.substring(DEVICE.length()));
      if (uuid != null) {
        out.writeByte(DEVICE_UUID);
        out.writeLong(uuid.getMostSignificantBits());
        out.writeLong(uuid.getLeastSignificantBits());
        return;
      }
    }
    for (int i = 0; i < PREFIXES.size(); i++) {
      if (key.startsWith(PREFIXES.get(i))) {
        out.writeByte(DEVICE_UUID + 1 + i);
        BinaryFields.writeText(out, key.substring(PREFIXES.get(i).length()));
        return;
      }
    }
    out.writeByte(OTHER);
    BinaryFields.writeText(out, key);
  }

  static String read(DataInputView in) throws IOException {
    int kind = in.readByte();
    if (kind == OTHER) {
      return BinaryFields.readText(in);
    }
    if (kind == DEVICE_UUID) {
      return DEVICE + new UUID(in.readLong(), in.readLong());
    }
    if (kind < 0 || kind - DEVICE_UUID - 1 >= PREFIXES.size()) {
      throw new IOException("no kind " + kind + " of identifier: a newer release wrote this data");
    }
    return PREFIXES.get(kind - DEVICE_UUID - 1) + BinaryFields.readText(in);
  }

  /** The UUID whose usual text this is exactly; null if it is no such text. */
  private static UUID uuid(String text) {
    if (text.length() != 36) {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
