package io.segmentinsider.record;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How the events of a user object are written: a text that several of them share once. */
final class EventEntries {

  private EventEntries() {}

  /** Whether any of them shares a text. */
  static boolean shareText(List<EventEntry> events) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).cuts().length > 0) {
        return true;
      }
    }
    return false;
  }

  /** Writes events that share nothing. */
  static void writeWhole(DataOutputView out, List<EventEntry> events) throws IOException {
    BinaryFields.writeCount(out, events.size());
    for (EventEntry event : events) {
      BinaryFields.writeText(out, event.name());
      event.writeOwn(out);
    }
  }

  /** How many bytes {@link #writeWhole} writes. */
  static long sizeOfWhole(List<EventEntry> events) {
    long size = BinaryFields.sizeOfCount(events.size());
    for (int i = 0; i < events.size(); i++) {
      EventEntry event = events.get(i);
      size += BinaryFields.sizeOfText(event.name());
      size += BinaryFields.sizeOfBytes(event.sizeInBytes());
    }
    return size;
  }

  /**
   * Reads what {@link #writeWhole} wrote. If it is mostly one entry, that one stays where it
   * stands: whoever keeps it keeps little else.
   *
   * @param encoded what is read from
   * @param names of before; null if there are none
   */
  static List<EventEntry> readWhole(
      DataInputDeserializer in, byte[] encoded, @Nullable NameTexts names) throws IOException {
    int count = BinaryFields.readCount(in);
    if (count == 1) {
      String name = UserData.readName(in, encoded, names);
      int length = BinaryFields.readCount(in);
      int from = in.getPosition();
      if (length > in.available()) {
        throw new EOFException("an entry is cut short");
      }
      in.skipBytesToRead(length);
      EventEntry inPlace = new EventEntry(name, encoded, from, from + length);
      return List.of(length > encoded.length / 2 ? inPlace : new EventEntry(name, inPlace.json()));
    }
    List<EventEntry> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(new EventEntry(BinaryFields.readText(in), BinaryFields.readBytes(in)));
    }
    return events;
  }

  /** Writes events, and before them the texts that they share. */
  static void write(DataOutputView out, List<EventEntry> events) throws IOException {
    List<byte[]> texts = new ArrayList<>(1);
    for (EventEntry event : events) {
      if (event.cuts().length > 0 && indexOf(texts, event.shared()) < 0) {
        texts.add(event.shared());
      }
    }
    BinaryFields.writeCount(out, texts.size());
    for (byte[] text : texts) {
      BinaryFields.writeBytes(out, text);
    }
    BinaryFields.writeCount(out, events.size());
    for (EventEntry event : events) {
      BinaryFields.writeText(out, event.name());
      event.writeOwn(out);
      int[] cuts = event.cuts();
      BinaryFields.writeCount(out, cuts.length / EventEntry.CUT_SIZE);
      if (cuts.length > 0) {
        BinaryFields.writeCount(out, indexOf(texts, event.shared()));
        for (int number : cuts) {
          BinaryFields.writeCount(out, number);
        }
      }
    }
  }

  /** It is the same array or another text: equal ones are not looked for. */
  @SuppressWarnings("ReferenceEquality")
  private static int indexOf(List<byte[]> texts, byte[] text) {
    for (int i = texts.size() - 1; i >= 0; i--) {
      if (texts.get(i) == text) {
        return i;
      }
    }
    return -1;
  }

  /** Reads what {@link #write} wrote. */
  static List<EventEntry> read(DataInputView in) throws IOException {
    int textCount = BinaryFields.readCount(in);
    List<byte[]> texts = new ArrayList<>(textCount);
    for (int i = 0; i < textCount; i++) {
      texts.add(BinaryFields.readBytes(in));
    }
    int count = BinaryFields.readCount(in);
    List<EventEntry> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = BinaryFields.readText(in);
      byte[] own = BinaryFields.readBytes(in);
      int[] cuts = new int[BinaryFields.readCount(in) * EventEntry.CUT_SIZE];
      if (cuts.length == 0) {
        events.add(new EventEntry(name, own));
      } else {
        byte[] shared = texts.get(BinaryFields.readCount(in));
        for (int j = 0; j < cuts.length; j++) {
          cuts[j] = BinaryFields.readCount(in);
        }
        events.add(new EventEntry(name, own, shared, cuts));
      }
    }
    return events;
  }
}
