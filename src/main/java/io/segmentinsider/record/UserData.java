package io.segmentinsider.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The attributes and events of a user object in one array of bytes: the identity stage moves it
 * from task to task without looking inside.
 */
public final class UserData {

  private static final int VERSION = 1;

  private final byte[] encoded;

  private UserData(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * Which containers the user object shows even when they are empty, and how arrays are taken.
   *
   * @param notAppend {@code not_append} of the user object; null leaves it out
   * @param showAttributes whether {@code attributes} stands there without a member
   * @param showCustomAttributes whether {@code attributes.custom} stands there without a member
   * @param showCustomIdentifiers whether {@code identifiers.custom} stands there without a member
   * @param showEvents whether {@code events} stands there without an entry
   */
  public record Shape(
      @javax.annotation.Nullable Boolean notAppend,
      boolean showAttributes,
      boolean showCustomAttributes,
      boolean showCustomIdentifiers,
      boolean showEvents) {

    /** Array attributes are replaced, and nothing empty is shown. */
    public static final Shape COMPACT = new Shape(true, false, false, false, false);

    private int toBits() {
      int append = notAppend == null ? 0 : notAppend ? 1 : 2;
      return append
          | (showAttributes ? 4 : 0)
          | (showCustomAttributes ? 8 : 0)
          | (showCustomIdentifiers ? 16 : 0)
          | (showEvents ? 32 : 0);
    }

    private static Shape fromBits(int bits) {
      Boolean notAppend = (bits & 3) == 0 ? null : Boolean.valueOf((bits & 3) == 1);
      return new Shape(
          notAppend, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0, (bits & 32) != 0);
    }
  }

  /** Decoded user data, for the stages that look inside. */
  public record Content(Shape shape, List<Attribute> attributes, List<EventEntry> events) {

    /** Whether there is nothing to send. */
    public boolean isEmpty() {
      return attributes.isEmpty() && events.isEmpty();
    }
  }

  /** Encodes user data; both lists keep their order. */
  public static UserData of(Shape shape, List<Attribute> attributes, List<EventEntry> events) {
    DataOutputSerializer out = new DataOutputSerializer(512);
    try {
      out.writeByte(VERSION);
      out.writeByte(shape.toBits());
      BinaryFields.writeCount(out, attributes.size());
      for (Attribute attribute : attributes) {
        out.writeBoolean(attribute.custom());
        BinaryFields.writeText(out, attribute.name());
        BinaryFields.writeBytes(out, attribute.json());
      }
      BinaryFields.writeCount(out, events.size());
      for (EventEntry event : events) {
        BinaryFields.writeText(out, event.name());
        BinaryFields.writeBytes(out, event.json());
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return new UserData(out.getCopyOfBuffer());
  }

  /** Decodes what {@link #of} made. */
  public Content decode() {
    DataInputDeserializer in = new DataInputDeserializer(encoded);
    try {
      BinaryFields.requireVersion(UserData.class, in.readByte(), VERSION);
      Shape shape = Shape.fromBits(in.readByte());
      int attributeCount = BinaryFields.readCount(in);
      List<Attribute> attributes = new ArrayList<>(attributeCount);
      for (int i = 0; i < attributeCount; i++) {
        boolean custom = in.readBoolean();
        attributes.add(
            new Attribute(BinaryFields.readText(in), custom, BinaryFields.readBytes(in)));
      }
      int eventCount = BinaryFields.readCount(in);
      List<EventEntry> events = new ArrayList<>(eventCount);
      for (int i = 0; i < eventCount; i++) {
        events.add(new EventEntry(BinaryFields.readText(in), BinaryFields.readBytes(in)));
      }
      return new Content(shape, attributes, events);
    } catch (IOException e) {
      throw new IllegalStateException("user data is cut short", e);
    }
  }

  /** The names of the events in order, without decoding anything else. */
  public List<String> eventNames() {
    DataInputDeserializer in = new DataInputDeserializer(encoded);
    try {
      BinaryFields.requireVersion(UserData.class, in.readByte(), VERSION);
      in.skipBytesToRead(1);
      int attributeCount = BinaryFields.readCount(in);
      for (int i = 0; i < attributeCount; i++) {
        in.skipBytesToRead(1);
        BinaryFields.skipBytes(in);
        BinaryFields.skipBytes(in);
      }
      int eventCount = BinaryFields.readCount(in);
      List<String> names = new ArrayList<>(eventCount);
      for (int i = 0; i < eventCount; i++) {
        names.add(BinaryFields.readText(in));
        BinaryFields.skipBytes(in);
      }
      return names;
    } catch (IOException e) {
      throw new IllegalStateException("user data is cut short", e);
    }
  }

  byte[] encoded() {
    return encoded;
  }

  static UserData fromEncoded(byte[] encoded) {
    return new UserData(encoded);
  }

  /** The encoded size in bytes, a close estimate of its share of a request body. */
  public int sizeInBytes() {
    return encoded.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserData that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  /** Names the size only: the content is personal data. */
  @Override
  public String toString() {
    return "UserData[" + encoded.length + " bytes]";
  }
}
