package io.segmentinsider.lab.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import io.segmentinsider.record.ValueTypeInformation;
import io.segmentinsider.segment.RawRecord;
import java.io.IOException;
import java.util.Arrays;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What a job of the same form costs that decides nothing: eight fields are read of each event, and
 * ids and the bytes of a body go through four keyed hops with a state each.
 */
final class Ladder {

  /** As many bytes as a user object has. */
  private static final int BODY_BYTES = 445;

  private static final int HOPS = 4;

  private Ladder() {}

  /** Wires it. */
  static DataStream<Climber> climb(DataStream<RawRecord> records) {
    ValueTypeInformation<Climber> type = new ValueTypeInformation<>(new ClimberFormat());
    DataStream<Climber> climbing =
        records.process(new Parse()).returns(type).name("parse").uid("parse");
    for (int hop = 0; hop < HOPS; hop++) {
      int place = hop;
      climbing =
          climbing
              .keyBy(climber -> climber.id(place), BasicTypeInfo.STRING_TYPE_INFO)
              .process(new Hop())
              .returns(type)
              .name("hop-" + hop)
              .uid("hop-" + hop);
    }
    return climbing;
  }

  /**
   * What goes up.
   *
   * @param ids one for each hop; null where the event has none
   * @param body bytes that nobody looks at
   */
  record Climber(@Nullable String[] ids, byte[] body) {

    private static final int MESSAGE = 0;

    private String id(int hop) {
      return ids[hop] == null ? ids[MESSAGE] : ids[hop];
    }
  }

  /** How a climber is written. */
  public static final class ClimberFormat implements ValueFormat<Climber> {

    private static final long serialVersionUID = 1L;

    @Override
    public Class<Climber> type() {
      return Climber.class;
    }

    @Override
    public void write(Climber value, DataOutputView out) throws IOException {
      for (String id : value.ids()) {
        BinaryFields.writeNullableText(out, id);
      }
      BinaryFields.writeBytes(out, value.body());
    }

    @Override
    public Climber read(DataInputView in) throws IOException {
      String[] ids = new String[HOPS];
      for (int i = 0; i < HOPS; i++) {
        ids[i] = BinaryFields.readNullableText(in);
      }
      return new Climber(ids, BinaryFields.readBytes(in));
    }
  }

  private static final class Parse extends ProcessFunction<RawRecord, Climber> {

    private static final long serialVersionUID = 1L;

    private transient JsonFactory factory;

    @Override
    public void open(OpenContext context) {
      factory = new JsonFactory();
    }

    @Override
    public void processElement(
        RawRecord record,
        ProcessFunction<RawRecord, Climber>.Context context,
        Collector<Climber> out) {
      byte[] value = record.value();
      if (value != null) {
        String[] found = new String[8];
        try (JsonParser parser = factory.createParser(value)) {
          read(parser, found);
        } catch (IOException e) {
          // What was read of it goes on: its bytes cost as well.
          found[0] = found[0] == null ? "unreadable" : found[0];
        }
        String message = found[0] == null ? "none" : found[0];
        out.collect(
            new Climber(
                new String[] {message, found[1], found[2], found[3]},
                Arrays.copyOf(value, BODY_BYTES)));
      }
    }

    private static void read(JsonParser parser, String[] found) throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      String name = parser.nextFieldName();
      while (name != null) {
        JsonToken token = parser.nextToken();
        int place = placeOf(name);
        if (place >= 0 && token == JsonToken.VALUE_STRING) {
          found[place] = parser.getText();
        } else if (name.equals("context") && token == JsonToken.START_OBJECT) {
          readContext(parser, found);
        } else {
          parser.skipChildren();
        }
        name = parser.nextFieldName();
      }
    }

    private static void readContext(JsonParser parser, String[] found) throws IOException {
      String name = parser.nextFieldName();
      while (name != null) {
        JsonToken token = parser.nextToken();
        if (name.equals("locale") && token == JsonToken.VALUE_STRING) {
          found[7] = parser.getText();
        } else {
          parser.skipChildren();
        }
        name = parser.nextFieldName();
      }
    }

    private static int placeOf(String name) {
      return switch (name) {
        case "messageId" -> 0;
        case "anonymousId" -> 1;
        case "previousId" -> 2;
        case "userId" -> 3;
        case "type" -> 4;
        case "event" -> 5;
        case "timestamp" -> 6;
        default -> -1;
      };
    }
  }

  private static final class Hop extends KeyedProcessFunction<String, Climber, Climber> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
      count =
          getRuntimeContext()
              .getState(new ValueStateDescriptor<>("count", BasicTypeInfo.LONG_TYPE_INFO));
    }

    @Override
    public void processElement(
        Climber climber,
        KeyedProcessFunction<String, Climber, Climber>.Context context,
        Collector<Climber> out)
        throws IOException {
      Long before = count.value();
      count.update(before == null ? 1L : before + 1);
      out.collect(climber);
    }
  }
}
