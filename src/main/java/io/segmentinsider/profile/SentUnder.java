package io.segmentinsider.profile;

import io.segmentinsider.record.Fnv1a;
import java.io.Serializable;

/**
 * Under what an attribute counts as sent: another account has never seen it, another mapping may
 * mean something else by it, and an operator can ask for everything once more.
 *
 * <p>So does every restore. What the attempt before it sent after its last checkpoint is in no
 * state, and updates of one owner that name different identifiers may arrive in another order the
 * second time: an older value may then stand at Insider while the state says that the newer one was
 * sent. Sending each attribute once more puts that right.
 *
 * @param endpoint where Insider's API stands, or the topic that stands in for it
 * @param partnerName the account
 * @param mappingVersion changes with the mapping
 * @param resendEpoch {@code profile.resend-epoch}
 */
public record SentUnder(String endpoint, String partnerName, int mappingVersion, int resendEpoch)
    implements Serializable {

  /**
   * Stands for all this in state.
   *
   * @param restoredCheckpoint the checkpoint that this attempt goes on from; 0 if from none. Two
   *     attempts from one checkpoint need no telling apart: what either of them sent is not in it
   */
  long hash(long restoredCheckpoint) {
    return Fnv1a.hash(
        endpoint
            + '\n'
            + partnerName
            + '\n'
            + mappingVersion
            + '\n'
            + resendEpoch
            + '\n'
            + restoredCheckpoint);
  }
}
