package io.segmentinsider.delivery;

import io.segmentinsider.delivery.dispatch.SeparateCalls;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import java.io.Serializable;
import javax.annotation.Nullable;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Stands in for delivery where nothing may reach Insider: writes the call that each update would
 * have become. The calls are not joined to big requests, so that one record is about one update of
 * one person, which is what a comparison with another destination needs. There is no state and
 * nothing to wait for, so order and exactly once are those of the stream.
 */
public final class ShadowFunction extends ProcessFunction<Update, Receipt> {

  /** The reason in receipts of updates that were written instead of sent. */
  public static final String REASON = "shadow";

  private static final long serialVersionUID = 1L;

  private final Limits limits;
  @Nullable private final String platform;
  private final OutputTag<ShadowCall> calls;
  private final OutputTag<DeadLetter> deadLetters;

  /**
   * How large a call may be.
   *
   * @param bodyBytes what Insider takes
   * @param recordBytes what the topic takes, with the key
   */
  public record Limits(int bodyBytes, int recordBytes) implements Serializable {

    /** Insider's limit, unless the topic takes less; UTF-8 needs up to three bytes a char. */
    private int bodyBytesOf(String owner) {
      return Math.min(bodyBytes, recordBytes - 3 * owner.length());
    }
  }

  /**
   * The stage.
   *
   * @param limits how large a call may be; a larger one goes in parts, as in delivery
   * @param platform value of the body's {@code platform}; null leaves it out
   * @param calls where calls go
   * @param deadLetters where dead letters go
   */
  public ShadowFunction(
      Limits limits,
      @Nullable String platform,
      OutputTag<ShadowCall> calls,
      OutputTag<DeadLetter> deadLetters) {
    this.limits = limits;
    this.platform = platform;
    this.calls = calls;
    this.deadLetters = deadLetters;
  }

  @Override
  public void processElement(Update update, Context context, Collector<Receipt> out) {
    int maxBodyBytes = limits.bodyBytesOf(update.owner());
    SeparateCalls separate = SeparateCalls.of(update, platform, maxBodyBytes);
    for (UpsertRequest request : separate.calls()) {
      UpsertRequest.Endpoint endpoint = request.endpoint();
      context.output(
          calls,
          new ShadowCall(
              update.owner(), endpoint.method() + " " + endpoint.path(), request.body()));
    }
    if (update.operation() == Operation.FORGET) {
      return; // No event asked for it.
    }
    if (separate.tooLarge() == null) {
      out.collect(Receipt.suppressed(update, REASON));
    } else {
      context.output(deadLetters, tooLarge(update, separate.tooLarge(), maxBodyBytes));
    }
  }

  private static DeadLetter tooLarge(Update update, SeparateCalls.TooLarge rest, int maxBytes) {
    return new DeadLetter(
        Reason.USER_TOO_LARGE,
        DeadLetter.Scope.UPDATE,
        rest.bytes() + " bytes; delivery.max-body and the shadow topic take " + maxBytes,
        update.origin(),
        update.messageId(),
        update.mappingName(),
        null,
        rest.unsent());
  }
}
