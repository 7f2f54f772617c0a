package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.record.Update;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * The calls that one update becomes if it shares them with no other.
 *
 * @param calls in order; several if it goes in parts
 * @param tooLarge what is left because it can't be divided; null if nothing is
 */
public record SeparateCalls(List<UpsertRequest> calls, @Nullable TooLarge tooLarge) {

  /**
   * A part of an update that is too large for a call.
   *
   * @param bytes of the call that it would be
   * @param unsent it and what follows it, as a user object
   */
  public record TooLarge(int bytes, byte[] unsent) {}

  /**
   * Makes them.
   *
   * @param platform value of the body's {@code platform}; null leaves it out
   * @param maxBodyBytes bytes per body at most
   */
  public static SeparateCalls of(Update update, @Nullable String platform, int maxBodyBytes) {
    OwnerQueue owner = new OwnerQueue(update.owner());
    List<UpsertRequest> calls = new ArrayList<>();
    UserObjectWriter writer = new UserObjectWriter();
    PendingUpdate part = PendingUpdate.arrived(update, 0);
    while (part != null) {
      UpsertRequest request =
          new Batch(List.of(Batch.User.of(owner, List.of(part), writer)), update.skipHook(), 0)
              .request(platform, false, null);
      if (request.body().length <= maxBodyBytes) {
        calls.add(request);
        part = part.nextPart();
      } else if (part.canBeSplit()) {
        part = part.firstPart();
      } else {
        return new SeparateCalls(
            calls, new TooLarge(request.body().length, writer.user(update, part.unsent())));
      }
    }
    return new SeparateCalls(calls, null);
  }
}
