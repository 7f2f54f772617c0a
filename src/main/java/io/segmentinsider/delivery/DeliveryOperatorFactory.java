package io.segmentinsider.delivery;

import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import javax.annotation.Nullable;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.legacy.YieldingOperatorFactory;
import org.apache.flink.util.OutputTag;

/**
 * Makes the delivery operator. {@link YieldingOperatorFactory} is deprecated without a successor;
 * it says that the operator yields to its mailbox. The parts of Flink that are not public API yet
 * (operators with a mailbox) are used in this package only.
 */
@SuppressWarnings("deprecation")
public final class DeliveryOperatorFactory extends AbstractStreamOperatorFactory<Receipt>
    implements OneInputStreamOperatorFactory<Update, Receipt>, YieldingOperatorFactory<Receipt> {

  private static final long serialVersionUID = 1L;

  private final AsyncFunction<UpsertRequest, UpsertReply> upsert;
  private final DeliverySettings settings;
  @Nullable private final String platform;
  private final OutputTag<DeadLetter> deadLetters;
  private final OutputTag<Erasure> erasures;

  /**
   * The delivery stage.
   *
   * @param upsert makes one call
   * @param settings requests in flight, batches, retries
   * @param platform {@code platform} at the root of each request; null leaves it out
   * @param deadLetters where dead letters go
   * @param erasures where identifiers go that are their person's no more
   */
  public DeliveryOperatorFactory(
      AsyncFunction<UpsertRequest, UpsertReply> upsert,
      DeliverySettings settings,
      @Nullable String platform,
      OutputTag<DeadLetter> deadLetters,
      OutputTag<Erasure> erasures) {
    this.upsert = upsert;
    this.settings = settings;
    this.platform = platform;
    this.deadLetters = deadLetters;
    this.erasures = erasures;
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <T extends StreamOperator<Receipt>> T createStreamOperator(
      StreamOperatorParameters<Receipt> parameters) {
    @SuppressWarnings("unchecked")
    T operator =
        (T)
            new DeliveryOperator(
                parameters,
                upsert,
                settings,
                platform,
                deadLetters,
                erasures,
                parameters.getMailboxExecutor());
    return operator;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return DeliveryOperator.class;
  }
}
