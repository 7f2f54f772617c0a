package io.segmentinsider.tools.console;

import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.Replay;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.EventStream;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import io.segmentinsider.tools.preview.MappingDifference;
import io.segmentinsider.tools.preview.MappingFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What an edited mapping would make otherwise of the last events of the topic. */
final class DifferenceCall implements Endpoint.Stream {

  private static final int USUAL = 1_000;
  private static final int MOST = 100_000;
  private static final int MAX_CHANGES = 50;

  private final Mappings mappings;
  private final Scans scans;

  DifferenceCall(Mappings mappings, Scans scans) {
    this.mappings = mappings;
    this.scans = scans;
  }

  @Override
  public void answer(Request request, EventStream out)
      throws RefusedException, IOException, InterruptedException {
    MappingText edited = new MappingText("the mapping", request.required("mapping"));
    long events = request.number("events", USUAL, 1, MOST);
    MappingDifference difference;
    try {
      difference =
          new MappingDifference(mappings.preview(mappings.deployed()), mappings.preview(edited));
    } catch (InvalidMappingFileException e) {
      out.send("difference", Map.of("fault", MappingFault.of(edited, e)));
      return;
    }
    scans.run(
        out,
        (scan, topics) -> {
          for (String topic : topics) {
            scan.scan(
                topic,
                ScanRange.last(Math.max(1, events / topics.size())),
                taken -> difference.add(raw(taken)));
          }
        });
    out.send("difference", shown(difference));
  }

  /** A record as the job reads it. */
  static RawRecord raw(ConsumerRecord<byte[], byte[]> taken) {
    return new RawRecord(
        new SourcePosition(taken.topic(), taken.partition(), taken.offset()),
        taken.timestamp(),
        taken.value(),
        Replay.of(taken));
  }

  private static Map<String, Object> shown(MappingDifference difference) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("read", difference.read());
    shown.put("changed", difference.changed());
    shown.put("changes", difference.changes().stream().limit(MAX_CHANGES).toList());
    List<Object> examples = new ArrayList<>();
    for (MappingDifference.Example example : difference.examples()) {
      examples.add(
          Map.of(
              "source", example.origin(),
              "event", Lines.ofOthers(example.event()),
              "before", example.before(),
              "after", example.after()));
    }
    shown.put("examples", examples);
    return shown;
  }
}
