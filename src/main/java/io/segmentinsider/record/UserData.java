package io.segmentinsider.record;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The attributes and events of a user object: encoded in one array of bytes, which the identity
 * stage moves from task to task without looking inside; decoded from the profile stage on, as
 * delivery stands in the same task; or both. Immutable.
 */
public final class UserData {

  /** The layout of events that share nothing. */
  private static final int WHOLE_EVENTS = 1;

  /** The size that the data has in a request, and events with the texts that they share. */
  private static final int SHARED_TEXTS = 2;

  private static final Identifier.Kind[] KINDS = Identifier.Kind.values();

  /** What one byte in front of an attribute says about it. */
  private static final int CUSTOM = 1;

  private static final int WEAK = 2;
  private static final int ENDS_WITH = 4;

  /** Events that share text take less than they seem to. */
  private static final int MAX_FIRST_CAPACITY = 1 << 14;

  /** Neither attributes nor events. */
  public static final UserData NONE = of(Shape.COMPACT, List.of(), List.of());

  /** Null if only the content is there: it is encoded each time that somebody asks. */
  @Nullable private final byte[] encoded;

  /** Null if only the bytes are there. */
  @Nullable private final Content content;

  private final int size;

  private UserData(@Nullable byte[] encoded, @Nullable Content content, int size) {
    this.encoded = encoded;
    this.content = content;
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
      @Nullable Boolean notAppend,
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

  /** User data; both lists keep their order, and are not modified any more. */
  public static UserData of(Shape shape, List<Attribute> attributes, List<EventEntry> events) {
    return of(new Content(shape, attributes, events));
  }

  /** User data; all lists keep their order, and are not modified any more. */
  public static UserData of(Content content) {
    return new UserData(null, content, sizeOf(content));
  }

  /** Attributes under construction, each as {@link Attribute} has it. */
  public interface Attributes {

    /** How many there are. */
    int size();

    /** The name of one of them, counted from 0. */
    String name(int place);

    /** Whether one of them stands in {@code custom}. */
    boolean isCustom(int place);

    /** Whether one of them is weak. */
    boolean isWeak(int place);

    /** The attribute that one of them belongs to; null if it belongs to none. */
    @Nullable
    String endsWith(int place);

    /** Bytes of the value of one of them; 0 if it is to be removed. */
    int length(int place);

    /** Writes the value of one of them, as JSON. */
    void writeValue(int place, DataOutput out) throws IOException;
  }

  /** Encodes one after another in memory that it uses again. For one thread. */
  public static final class Encoder {

    /** Of what a single large event needed, this much is kept for the next one. */
    private static final int KEPT_CAPACITY = 1 << 16;

    private final NameBytes names = new NameBytes();
    private DataOutputSerializer memory = new DataOutputSerializer(1 << 10);

    /** Encodes user data; attributes and events keep their order. */
    public UserData of(Shape shape, Attributes attributes, List<EventEntry> events) {
      boolean shared = EventEntries.shareText(events);
      try {
        writeHead(memory, shared, shape, sizeOf(attributes), events);
        write(attributes);
        writeEvents(memory, shared, events);
      } catch (IOException e) {
        throw new IllegalStateException("writing to memory cannot fail", e);
      }
      return freed(fromEncoded(memory.getCopyOfBuffer()));
    }

    private void write(Attributes attributes) throws IOException {
      BinaryFields.writeCount(memory, attributes.size());
      for (int i = 0; i < attributes.size(); i++) {
        String endsWith = attributes.endsWith(i);
        memory.writeByte(marks(attributes.isCustom(i), attributes.isWeak(i), endsWith));
        BinaryFields.writeBytes(memory, names.of(attributes.name(i)));
        if (endsWith != null) {
          BinaryFields.writeBytes(memory, names.of(endsWith));
        }
        BinaryFields.writeCount(memory, attributes.length(i));
        attributes.writeValue(i, memory);
      }
    }

    private UserData freed(UserData data) {
      if (memory.length() > KEPT_CAPACITY) {
        memory = new DataOutputSerializer(KEPT_CAPACITY);
      }
      memory.clear();
      return data;
    }
  }

  private static byte[] encode(Content content, int size) {
    boolean shared = EventEntries.shareText(content.events());
    int likely = Math.min(size, MAX_FIRST_CAPACITY) + 32 * content.events().size() + 32;
    DataOutputSerializer out = new DataOutputSerializer(shared ? likely : size);
    try {
      writeHead(out, shared, content.shape(), sizeOf(content.attributes()), content.events());
      BinaryFields.writeCount(out, content.attributes().size());
      for (Attribute attribute : content.attributes()) {
        String endsWith = attribute.endsWith();
        out.writeByte(marks(attribute.custom(), attribute.weak(), endsWith));
        BinaryFields.writeText(out, attribute.name());
        if (endsWith != null) {
          BinaryFields.writeText(out, endsWith);
        }
        BinaryFields.writeBytes(out, attribute.json());
      }
      writeEvents(out, shared, content.events());
      for (Identifier identifier : content.replaced()) {
        BinaryFields.writeConstant(out, identifier.kind());
        BinaryFields.writeText(out, identifier.name());
        BinaryFields.writeText(out, identifier.value());
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    byte[] memory = out.getSharedBuffer();
    return memory.length == out.length() ? memory : out.getCopyOfBuffer();
  }

  /** What one byte in front of an attribute says about it. */
  private static byte marks(boolean custom, boolean weak, @Nullable String endsWith) {
    return (byte) ((custom ? CUSTOM : 0) | (weak ? WEAK : 0) | (endsWith == null ? 0 : ENDS_WITH));
  }

  private static void writeHead(
      DataOutputSerializer out,
      boolean shared,
      Shape shape,
      long sizeOfAttributes,
      List<EventEntry> events)
      throws IOException {
    out.writeByte(shared ? SHARED_TEXTS : WHOLE_EVENTS);
    out.writeByte(shape.toBits());
    if (shared) {
      BinaryFields.writeCount(out, sizeOf(sizeOfAttributes, events));
    }
  }

  private static void writeEvents(DataOutputSerializer out, boolean shared, List<EventEntry> events)
      throws IOException {
    if (shared) {
      EventEntries.write(out, events);
    } else {
      EventEntries.writeWhole(out, events);
    }
  }

  /**
   * What is said of encoded data: its bytes, or, if events share text, about those of a request.
   */
  private static int sizeOf(Content content) {
    return EventEntries.shareText(content.events())
        ? sizeOf(sizeOf(content.attributes()), content.events())
        : sizeOfWhole(content);
  }

  /** The bytes that {@link #encode} makes of it. */
  private static int sizeOfWhole(Content content) {
    List<Attribute> attributes = content.attributes();
    List<Identifier> replaced = content.replaced();
    long size = 2L + BinaryFields.sizeOfCount(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      Attribute attribute = attributes.get(i);
      size += 1 + BinaryFields.sizeOfText(attribute.name());
      size += attribute.endsWith() == null ? 0 : BinaryFields.sizeOfText(attribute.endsWith());
      size += BinaryFields.sizeOfBytes(attribute.json().length);
    }
    size += EventEntries.sizeOfWhole(content.events());
    for (int i = 0; i < replaced.size(); i++) {
      Identifier identifier = replaced.get(i);
      size += 1 + BinaryFields.sizeOfText(identifier.name());
      size += BinaryFields.sizeOfText(identifier.value());
    }
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  private static long sizeOf(Attributes attributes) {
    long size = 0;
    for (int i = 0; i < attributes.size(); i++) {
      size += attributes.name(i).length() + attributes.length(i);
    }
    return size;
  }

  private static long sizeOf(List<Attribute> attributes) {
    long size = 0;
    for (Attribute attribute : attributes) {
      size += attribute.name().length() + attribute.json().length;
    }
    return size;
  }

  private static int sizeOf(long sizeOfAttributes, List<EventEntry> events) {
    long size = sizeOfAttributes;
    for (EventEntry event : events) {
      size += event.sizeInBytes();
    }
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  /** Decodes data after data, and keeps the names that come again. For one thread. */
  public static final class Decoder {

    private final NameTexts names = new NameTexts();

    /** The same data with its content, so that nobody has to decode it again. */
    public UserData of(UserData data) {
      return data.content != null
          ? data
          : new UserData(data.encoded, decode(data.encoded, names), data.size);
    }
  }

  /** Attributes and events: as they were given, or else decoded anew each time. */
  public Content decode() {
    return content != null ? content : decode(encoded, null);
  }

  /** Decodes; names are looked for among those of before, unless that is null. */
  private static Content decode(byte[] encoded, @Nullable NameTexts names) {
    DataInputDeserializer in = new DataInputDeserializer(encoded);
    try {
      int layout = readLayout(in);
      Shape shape = Shape.fromBits(in.readByte());
      if (layout == SHARED_TEXTS) {
        BinaryFields.readCount(in);
      }
      int attributeCount = BinaryFields.readCount(in);
      List<Attribute> attributes = new ArrayList<>(attributeCount);
      for (int i = 0; i < attributeCount; i++) {
        int marks = in.readByte();
        String name = readName(in, encoded, names);
        String endsWith = (marks & ENDS_WITH) == 0 ? null : readName(in, encoded, names);
        attributes.add(
            new Attribute(
                name,
                (marks & CUSTOM) != 0,
                BinaryFields.readBytes(in),
                (marks & WEAK) != 0,
                endsWith));
      }
      List<EventEntry> events =
          layout == SHARED_TEXTS
              ? EventEntries.read(in)
              : EventEntries.readWhole(in, encoded, names);
      return new Content(shape, attributes, events, in.available() == 0 ? List.of() : replaced(in));
    } catch (IOException e) {
      throw new IllegalStateException("user data is cut short", e);
    }
  }

  static String readName(DataInputDeserializer in, byte[] encoded, @Nullable NameTexts names)
      throws IOException {
    return names == null ? BinaryFields.readText(in) : names.read(in, encoded);
  }

  private static int readLayout(DataInputDeserializer in) throws IOException {
    int layout = in.readByte();
    BinaryFields.requireVersion(UserData.class, layout, SHARED_TEXTS);
    return layout;
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
    if (content != null) {
      return content.events().stream().map(EventEntry::name).toList();
    }
    DataInputDeserializer in = new DataInputDeserializer(encoded);
    try {
      if (readLayout(in) == SHARED_TEXTS) {
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

  /** Its bytes, made anew each time if only the content is there. Not to be changed. */
  byte[] encoded() {
    return encoded != null ? encoded : encode(content, size);
  }

  static UserData fromEncoded(byte[] encoded) {
    if (encoded.length > 0 && encoded[0] == WHOLE_EVENTS) {
      return new UserData(encoded, null, encoded.length);
    }
    DataInputDeserializer in = new DataInputDeserializer(encoded);
    try {
      readLayout(in);
      in.skipBytesToRead(1);
      return new UserData(encoded, null, BinaryFields.readCount(in));
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
    return other instanceof UserData that && Arrays.equals(encoded(), that.encoded());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded());
  }

  /** Names the bytes only that it holds: the content is personal data. */
  @Override
  public String toString() {
    return "UserData[" + (encoded != null ? encoded.length : size) + " bytes]";
  }
}
