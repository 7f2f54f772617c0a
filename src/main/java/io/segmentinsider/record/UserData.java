package io.segmentinsider.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The attributes and events of a user object in one array of bytes: the identity stage moves it
 * from task to task without looking inside.
 */
public final class UserData {

  /** Events that share nothing are written as ever. */
  private static final int WHOLE_EVENTS = 1;

  /** The size that the data has in a request, and events with the texts that they share. */
  private static final int VERSION = 2;

  private static final Identifier.Kind[] KINDS = Identifier.Kind.values();

  /** What one byte in front of an attribute says about it. */
  private static final int CUSTOM = 1;

  private static final int WEAK = 2;
  private static final int ENDS_WITH = 4;

  /** Events that share text take less than they seem to. */
  private static final int MAX_FIRST_CAPACITY = 1 << 14;

  /** Neither attributes nor events. */
  public static final UserData NONE = of(Shape.COMPACT, List.of(), List.of());

  private final byte[] encoded;
  private final int size;

  private UserData(byte[] encoded, int size) {
    this.encoded = encoded;
    this.size = size;
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

    /**
     * The same without {@code attributes} where there is none: Insider refuses a user object whose
     * {@code attributes} are empty, so what had some and lost them must not show them.
     */
    public Shape withoutEmptyAttributes() {
      return new Shape(notAppend, false, false, showCustomIdentifiers, showEvents);
    }

    /** Whether they differ at most in how empty attributes are shown. */
    public boolean isSameButForAttributes(Shape other) {
      return Objects.equals(notAppend, other.notAppend)
          && showCustomIdentifiers == other.showCustomIdentifiers
          && showEvents == other.showEvents;
    }

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

  /**
   * Decoded user data, for the stages that look inside.
   *
   * @param shape see there
   * @param attributes in their order
   * @param events in their order
   * @param replaced identifiers that the person has no more once Insider has confirmed it: those in
   *     whose place others of the same kind go that the update names, changed by calls of their
   *     own, before anything else is sent; of a deletion all that were the person's
   */
  public record Content(
      Shape shape, List<Attribute> attributes, List<EventEntry> events, List<Identifier> replaced) {

    /** Data of a person whose identifiers stay as they are. */
    public Content(Shape shape, List<Attribute> attributes, List<EventEntry> events) {
      this(shape, attributes, events, List.of());
    }

    /** Whether there is nothing to send. */
    public boolean isEmpty() {
      return attributes.isEmpty() && events.isEmpty() && replaced.isEmpty();
    }

    /** Whether an attribute is to be removed. */
    public boolean removesAttributes() {
      for (int i = 0; i < attributes.size(); i++) {
        if (attributes.get(i).isRemoved()) {
          return true;
        }
      }
      return false;
    }

    /** Everything but the identifiers that are to be changed. */
    public Content withoutReplaced() {
      return new Content(shape, attributes, events);
    }

    /** The attributes that are to be removed, and nothing else. */
    public Content removals() {
      return new Content(
          shape, attributes.stream().filter(Attribute::isRemoved).toList(), List.of());
    }

    /** Everything but the attributes that are to be removed. */
    public Content withoutRemovals() {
      return new Content(
          shape,
          attributes.stream().filter(attribute -> !attribute.isRemoved()).toList(),
          events,
          replaced);
    }
  }

  /** Encodes user data; both lists keep their order. */
  public static UserData of(Shape shape, List<Attribute> attributes, List<EventEntry> events) {
    return of(new Content(shape, attributes, events));
  }

  /** Encodes user data; all lists keep their order. */
  public static UserData of(Content content) {
    int members = content.attributes().size() + content.events().size();
    int size = Math.min(sizeOf(content.attributes(), content.events()), MAX_FIRST_CAPACITY);
    return encoded(content, new DataOutputSerializer(size + 24 * members + 32));
  }

  /** Encodes one after another in memory that it uses again. For one thread. */
  public static final class Encoder {

    /** Of what a single large event needed, this much is kept for the next one. */
    private static final int KEPT_CAPACITY = 1 << 16;

    private DataOutputSerializer memory = new DataOutputSerializer(1 << 10);

    /** Encodes user data; both lists keep their order. */
    public UserData of(Shape shape, List<Attribute> attributes, List<EventEntry> events) {
      return of(new Content(shape, attributes, events));
    }

    /** Encodes user data; all lists keep their order. */
    public UserData of(Content content) {
      UserData data = encoded(content, memory);
      if (memory.length() > KEPT_CAPACITY) {
        memory = new DataOutputSerializer(KEPT_CAPACITY);
      }
      memory.clear();
      return data;
    }
  }

  private static UserData encoded(Content content, DataOutputSerializer out) {
    boolean shared = EventEntries.shareText(content.events());
    try {
      out.writeByte(shared ? VERSION : WHOLE_EVENTS);
      out.writeByte(content.shape().toBits());
      if (shared) {
        BinaryFields.writeCount(out, sizeOf(content.attributes(), content.events()));
      }
      BinaryFields.writeCount(out, content.attributes().size());
      for (Attribute attribute : content.attributes()) {
        String endsWith = attribute.endsWith();
        out.writeByte(
            (attribute.custom() ? CUSTOM : 0)
                | (attribute.weak() ? WEAK : 0)
                | (endsWith == null ? 0 : ENDS_WITH));
        BinaryFields.writeText(out, attribute.name());
        if (endsWith != null) {
          BinaryFields.writeText(out, endsWith);
        }
        BinaryFields.writeBytes(out, attribute.json());
      }
      if (shared) {
        EventEntries.write(out, content.events());
      } else {
        EventEntries.writeWhole(out, content.events());
      }
      for (Identifier identifier : content.replaced()) {
        BinaryFields.writeConstant(out, identifier.kind());
        BinaryFields.writeText(out, identifier.name());
        BinaryFields.writeText(out, identifier.value());
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return fromEncoded(out.getCopyOfBuffer());
  }

  private static int sizeOf(List<Attribute> attributes, List<EventEntry> events) {
    long size = 0;
    for (Attribute attribute : attributes) {
      size += attribute.name().length() + attribute.json().length;
    }
    for (EventEntry event : events) {
      size += event.sizeInBytes();
    }
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  /** Decodes what {@link #of} made. */
  public Content decode() {
    DataInputDeserializer in = new DataInputDeserializer(encoded);
    try {
      int version = readVersion(in);
      Shape shape = Shape.fromBits(in.readByte());
      if (version > WHOLE_EVENTS) {
        BinaryFields.readCount(in);
      }
      int attributeCount = BinaryFields.readCount(in);
      List<Attribute> attributes = new ArrayList<>(attributeCount);
      for (int i = 0; i < attributeCount; i++) {
        int marks = in.readByte();
        String name = BinaryFields.readText(in);
        String endsWith = (marks & ENDS_WITH) == 0 ? null : BinaryFields.readText(in);
        attributes.add(
            new Attribute(
                name,
                (marks & CUSTOM) != 0,
                BinaryFields.readBytes(in),
                (marks & WEAK) != 0,
                endsWith));
      }
      List<EventEntry> events =
          version > WHOLE_EVENTS ? EventEntries.read(in) : EventEntries.readWhole(in);
      return new Content(shape, attributes, events, in.available() == 0 ? List.of() : replaced(in));
    } catch (IOException e) {
      throw new IllegalStateException("user data is cut short", e);
    }
  }

  private static int readVersion(DataInputDeserializer in) throws IOException {
    int version = in.readByte();
    BinaryFields.requireVersion(UserData.class, version, VERSION);
    return version;
  }

  /** Identifiers up to the end. */
  private static List<Identifier> replaced(DataInputDeserializer in) throws IOException {
    List<Identifier> replaced = new ArrayList<>(1);
    while (in.available() > 0) {
      replaced.add(
          new Identifier(
              BinaryFields.readConstant(in, KINDS),
              BinaryFields.readText(in),
              BinaryFields.readText(in),
              null));
    }
    return replaced;
  }

  /** The names of the events in order; decodes no more than it must. */
  public List<String> eventNames() {
    DataInputDeserializer in = new DataInputDeserializer(encoded);
    try {
      if (readVersion(in) > WHOLE_EVENTS) {
        return decode().events().stream().map(EventEntry::name).toList();
      }
      in.skipBytesToRead(1);
      int attributeCount = BinaryFields.readCount(in);
      for (int i = 0; i < attributeCount; i++) {
        boolean belongs = (in.readByte() & ENDS_WITH) != 0;
        BinaryFields.skipBytes(in);
        BinaryFields.skipBytes(in);
        if (belongs) {
          BinaryFields.skipBytes(in);
        }
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
    if (encoded.length > 0 && encoded[0] == WHOLE_EVENTS) {
      return new UserData(encoded, encoded.length);
    }
    DataInputDeserializer in = new DataInputDeserializer(encoded);
    try {
      readVersion(in);
      in.skipBytesToRead(1);
      return new UserData(encoded, BinaryFields.readCount(in));
    } catch (IOException e) {
      throw new IllegalStateException("user data is cut short", e);
    }
  }

  /** Close to its share of a request body, in bytes; it takes less memory if events share text. */
  public int sizeInBytes() {
    return size;
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
