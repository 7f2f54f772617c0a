package io.segmentinsider.outcome;

import java.io.Serializable;
import java.time.Duration;
import javax.annotation.Nullable;

/**
 * Where receipts and dead letters go.
 *
 * @param receiptsTopic topic of the receipts
 * @param deadLettersTopic topic of the dead letters
 * @param guarantee with or without transactions
 * @param transactionTimeout how long a transaction may stay open
 * @param transactionalIdPrefix prefix of the transactional ids
 * @param controlTopic topic by which links of a forgotten person are erased; null if they stay
 *     until their time to live ends
 * @param audit where changes of links go; null if they are not told
 * @param shadowTopic topic of what would be sent to Insider; null if it is sent
 */
public record OutcomeSettings(
    String receiptsTopic,
    String deadLettersTopic,
    OutcomeOptions.Guarantee guarantee,
    Duration transactionTimeout,
    String transactionalIdPrefix,
    @Nullable String controlTopic,
    @Nullable Audit audit,
    @Nullable String shadowTopic)
    implements Serializable {

  /**
   * Whether anything is written in transactions. The control topic always is: what it frees must
   * not be read before a checkpoint holds that Insider has confirmed the deletion.
   */
  public boolean usesTransactions() {
    return guarantee == OutcomeOptions.Guarantee.EXACTLY_ONCE || controlTopic != null;
  }

  /**
   * Where changes of links go.
   *
   * @param topic its name
   * @param saltFile path of the file with the salt of the hashes
   */
  public record Audit(String topic, String saltFile) implements Serializable {}
}
