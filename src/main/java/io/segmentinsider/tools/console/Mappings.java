package io.segmentinsider.tools.console;

import io.segmentinsider.JobSettings;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import io.segmentinsider.tools.preview.EventPreview;
import java.util.List;
import javax.annotation.Nullable;

/** The mapping that is deployed, and the one that somebody tries. */
final class Mappings {

  private static final String EDITED = "the mapping";

  private final JobSettings settings;

  Mappings(JobSettings settings) {
    this.settings = settings;
  }

  /** As it is now: a file may have changed since the job started. */
  MappingText deployed() {
    return MapperFactory.textOf(settings.mapping());
  }

  /** The one in a request; null if there is none. */
  @Nullable
  static MappingText edited(Request request) throws RefusedException {
    String text = request.text("mapping");
    return text == null ? null : new MappingText(EDITED, text);
  }

  /** What a mapping makes of events of the job's first topic. */
  EventPreview preview(MappingText text) {
    return new EventPreview(settings, text, topic());
  }

  JobSettings settings() {
    return settings;
  }

  /** Trust is a matter of the topic: events that are tried come from the one that the job reads. */
  String topic() {
    List<String> topics = settings.source().topics();
    return topics.isEmpty() ? "pasted" : topics.get(0);
  }
}
