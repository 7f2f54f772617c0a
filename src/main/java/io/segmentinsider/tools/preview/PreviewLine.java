package io.segmentinsider.tools.preview;

import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.mapping.Explanation;
import io.segmentinsider.mapping.MappingResult;
import io.segmentinsider.outcome.DeadLetterJson;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import javax.annotation.Nullable;

/** One result of {@code job/preview} as a line of JSON; its members are a stable interface. */
public final class PreviewLine {

  private final DeadLetterJson deadLetters = new DeadLetterJson(Integer.MAX_VALUE);

  /**
   * The line of a result.
   *
   * @param mappings what was considered; null leaves {@code explain} out
   */
  public byte[] of(MappingResult result, @Nullable List<Explanation.Considered> mappings) {
    return of(null, result, mappings);
  }

  /**
   * The line of a result that says which event it is of.
   *
   * @param head null leaves that out
   * @param mappings what was considered; null leaves {@code explain} out
   */
  byte[] of(
      @Nullable EventHead head,
      MappingResult result,
      @Nullable List<Explanation.Considered> mappings) {
    JsonBuffer line = new JsonBuffer(2048);
    line.ascii("{");
    if (head != null) {
      head.writeTo(line);
    }
    line.ascii("\"updates\":");
    list(line, result.updates(), PreviewLine::update);
    line.ascii(",\"deadLetters\":");
    list(line, result.deadLetters(), (out, letter) -> out.json(deadLetters.serialize(letter)));
    line.ascii(",\"repairs\":");
    list(line, result.repairs(), PreviewLine::repair);
    line.ascii(result.unmatched() ? ",\"unmatched\":true" : ",\"unmatched\":false");
    if (mappings != null) {
      line.ascii(",\"explain\":");
      list(line, mappings, PreviewLine::considered);
    }
    return line.ascii("}\n").toBytes();
  }

  /** The line of a record that is no event. */
  public byte[] of(DeadLetter refusal, boolean explain) {
    return of(null, refusal, explain);
  }

  /** The line of a record that is no event. */
  byte[] of(@Nullable EventHead head, DeadLetter refusal, boolean explain) {
    return of(
        head,
        new MappingResult(List.of(), List.of(refusal), List.of(), false),
        explain ? List.of() : null);
  }

  private static void update(JsonBuffer out, Update update) {
    out.ascii("{\"action\":").text(update.mappingName());
    out.ascii(",\"user\":").json(UserObjectWriter.write(update, update.data().decode()));
    if (update.operation() != Operation.UPSERT) {
      out.ascii(",\"operation\":").text(update.operation().name().toLowerCase(Locale.ROOT));
    }
    if (update.previousUserId() != null) {
      out.ascii(",\"previousUserId\":").text(update.previousUserId());
    }
    if (update.suppression() != null) {
      out.ascii(",\"suppressed\":").text(update.suppression());
    }
    out.ascii("}");
  }

  private static void repair(JsonBuffer out, Repair repair) {
    out.ascii("{\"kind\":").text(repair.kind().code());
    out.ascii(",\"action\":").text(repair.mappingName());
    out.ascii(",\"field\":").text(repair.field()).ascii("}");
  }

  private static void considered(JsonBuffer out, Explanation.Considered mapping) {
    out.ascii("{\"mapping\":").text(mapping.name());
    out.ascii(",\"trigger\":").text(mapping.trigger());
    out.ascii(mapping.matched() ? ",\"matched\":true" : ",\"matched\":false");
    if (mapping.matched()) {
      out.ascii(",\"fields\":");
      list(out, mapping.steps(), PreviewLine::step);
    }
    out.ascii("}");
  }

  private static void step(JsonBuffer out, Explanation.Step step) {
    out.ascii("{\"field\":").text(step.field());
    out.ascii(",\"from\":").text(step.from());
    out.ascii(",\"outcome\":").text(step.outcome()).ascii("}");
  }

  private static <T> void list(JsonBuffer out, List<T> items, BiConsumer<JsonBuffer, T> writer) {
    out.ascii("[");
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.ascii(",");
      }
      writer.accept(out, items.get(i));
    }
    out.ascii("]");
  }
}
