package io.segmentinsider.tools.console;

import io.segmentinsider.record.Guidance;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Repair;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.Request;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every word of dead letters, repairs and suppressions means, and what to do. */
final class GuidanceCall implements Endpoint.Answer {

  @Override
  public Object answer(Request request) {
    Map<String, Guidance> reasons = new LinkedHashMap<>();
    for (Reason reason : Reason.values()) {
      reasons.put(reason.code(), Guidance.of(reason));
    }
    Map<String, Guidance> repairs = new LinkedHashMap<>();
    for (Repair.Kind kind : Repair.Kind.values()) {
      repairs.put(kind.code(), Guidance.of(kind));
    }
    return Map.of(
        "reasons", reasons, "repairs", repairs, "suppressions", Guidance.ofSuppressions());
  }
}
