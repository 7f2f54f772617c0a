package io.segmentinsider.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How {@link Repairs} are laid out in a value that holds them. */
final class RepairsFormat {

  private static final Repair.Kind[] KINDS = Repair.Kind.values();

  private RepairsFormat() {}

  static void write(DataOutputView out, Repairs repairs) throws IOException {
    BinaryFields.writeNumber(out, repairs.bits());
    BinaryFields.writeCount(out, repairs.fields().size());
    for (Repairs.Field field : repairs.fields()) {
      BinaryFields.writeConstant(out, field.kind());
      BinaryFields.writeText(out, field.name());
    }
  }

  /** Reads what {@link #write} wrote. */
  static Repairs read(DataInputView in) throws IOException {
    long bits = BinaryFields.readNumber(in);
    int count = BinaryFields.readCount(in);
    List<Repairs.Field> fields = new ArrayList<>(Math.min(count, Repairs.MAX_FIELDS));
    for (int i = 0; i < count; i++) {
      Repair.Kind kind = BinaryFields.readConstant(in, KINDS);
      fields.add(new Repairs.Field(kind, BinaryFields.readText(in)));
    }
    return new Repairs(bits, fields);
  }
}
