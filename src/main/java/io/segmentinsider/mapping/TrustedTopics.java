package io.segmentinsider.mapping;

import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The topics whose senders may delete or suppress a user, and change a user id. The write key of a
 * browser stands in the page, so anybody can send anything into its topic.
 */
public final class TrustedTopics {

  private final Set<String> topics;

  /** These and no others. */
  public TrustedTopics(Set<String> topics) {
    this.topics = Set.copyOf(topics);
  }

  /**
   * What keeps such a request back.
   *
   * @param suppression the rule that does already; null if none does
   * @return null if nothing does
   */
  @Nullable
  public String suppressionOf(SegmentEvent event, @Nullable String suppression) {
    return suppression != null || topics.contains(event.origin().topic())
        ? suppression
        : Update.UNTRUSTED_SOURCE;
  }
}
