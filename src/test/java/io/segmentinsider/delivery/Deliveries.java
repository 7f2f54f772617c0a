package io.segmentinsider.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.delivery.ScriptedInsider.Call;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The delivery operators of one test and the Insider that they share; closed at its end. */
final class Deliveries implements AfterEachCallback {

  private final ScriptedInsider insider = new ScriptedInsider();
  private final List<DeliveryHarness> open = new ArrayList<>();

  DeliveryHarness started() throws Exception {
    return started(DeliveryHarness.settings());
  }

  DeliveryHarness started(DeliverySettings settings) throws Exception {
    DeliveryHarness harness = made(settings);
    harness.flink.open();
    return harness;
  }

  DeliveryHarness restored(OperatorSubtaskState state) throws Exception {
    DeliveryHarness harness = made(DeliveryHarness.settings());
    harness.flink.initializeState(state);
    harness.flink.open();
    return harness;
  }

  private DeliveryHarness made(DeliverySettings settings) throws Exception {
    DeliveryHarness harness = new DeliveryHarness(insider, settings);
    open.add(harness);
    return harness;
  }

  /** The next call that waits for its answer. */
  Call next() {
    return insider.next();
  }

  /** The same; it must be of that endpoint. */
  Call next(Endpoint endpoint) {
    Call call = next();
    assertThat(call.request().endpoint()).isEqualTo(endpoint);
    return call;
  }

  boolean isQuiet() {
    return insider.calls().isEmpty();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (DeliveryHarness harness : open) {
      harness.close();
    }
  }
}
