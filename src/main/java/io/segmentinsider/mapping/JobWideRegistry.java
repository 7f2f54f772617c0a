package io.segmentinsider.mapping;

import io.segmentinsider.mapping.NameRegistry.Announcement;
import io.segmentinsider.mapping.NameRegistry.Answer;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;

/**
 * The {@link NameRegistry} that Flink keeps in the JobManager. Flink calls this way internal, so it
 * stands in this class alone. One call takes a way to the JobManager and back; a name needs one per
 * task.
 */
final class JobWideRegistry implements AdmittedNames.Registry {

  private static final String NAME = "custom-names";

  private final RuntimeContext context;
  private final NameRegistry function = new NameRegistry();
  private NameRegistry.Agreed agreed = function.createAccumulator();

  JobWideRegistry(RuntimeContext context) {
    this.context = context;
  }

  @Override
  public Answer announce(Announcement announcement) throws IOException {
    Answer answer =
        ((StreamingRuntimeContext) context)
            .getGlobalAggregateManager()
            .updateGlobalAggregate(NAME, announcement, function);
    return answer.name().equals(announcement.name()) ? answer : alone(announcement);
  }

  /** Flink's harness for one task keeps no aggregate. */
  private Answer alone(Announcement announcement) {
    agreed = function.add(announcement, agreed);
    return function.getResult(agreed);
  }
}
