package io.segmentinsider.delivery;

import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import java.util.List;
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

  private final int maxBodyBytes;
  @Nullable private final String platform;
  private final OutputTag<ShadowCall> calls;
  private final OutputTag<DeadLetter> deadLetters;

  /**
   * The stage.
   *
   * @param maxBodyBytes bytes per request body at most; a larger one goes in parts, as in delivery
   * @param platform value of the body's {@code platform}; null leaves it out
   * @param calls where calls go
   * @param deadLetters where dead letters go
   */
  public ShadowFunction(
      int maxBodyBytes,
      @Nullable String platform,
      OutputTag<ShadowCall> calls,
      OutputTag<DeadLetter> deadLetters) {
    this.maxBodyBytes = maxBodyBytes;
    this.platform = platform;
    this.calls = calls;
    this.deadLetters = deadLetters;
  }

  @Override
  public void processElement(Update update, Context context, Collector<Receipt> out) {
    OwnerQueue owner = new OwnerQueue(update.owner());
    Pending part = Pending.of(update);
    while (part != null) {
      UpsertRequest request =
          new Batch(List.of(Batch.User.of(owner, List.of(part))), update.skipHook())
              .request(platform, null);
      if (request.body().length <= maxBodyBytes) {
        UpsertRequest.Endpoint endpoint = request.endpoint();
        context.output(
            calls,
            new ShadowCall(
                update.owner(), endpoint.method() + " " + endpoint.path(), request.body()));
        part = part.nextPart();
      } else if (part.canBeSplit()) {
        part = part.firstPart();
      } else {
        context.output(deadLetters, tooLarge(part, request.body().length));
        return;
      }
    }
    out.collect(Receipt.suppressed(update, REASON));
  }

  private static DeadLetter tooLarge(Pending part, int bytes) {
    Update update = part.update();
    return new DeadLetter(
        Reason.USER_TOO_LARGE,
        DeadLetter.Scope.UPDATE,
        "larger than delivery.max-body: " + bytes + " bytes",
        update.source(),
        update.messageId(),
        update.action(),
        null,
        UserObjectWriter.write(update, part.unsent()));
  }
}
