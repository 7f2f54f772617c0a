package io.segmentinsider.compatibility.action;

import io.segmentinsider.json.JsonObject;
import java.util.List;
import javax.annotation.Nullable;

/** One of the ten actions. Immutable; safe to share. */
public final class SegmentAction {

  /** The one action that makes a profile and no event. */
  private static final String PROFILE = "updateUserProfile";

  private final String slug;
  @Nullable private final String eventName;
  private final Fields fields;
  private final List<String> required;

  /**
   * An action.
   *
   * @param eventName the name that its events go by; null if the payload names them, or there are
   *     none
   */
  SegmentAction(String slug, @Nullable String eventName, Fields fields, List<String> required) {
    this.slug = slug;
    this.eventName = eventName;
    this.fields = fields;
    this.required = required;
  }

  /** Its name at Segment. */
  public String slug() {
    return slug;
  }

  /**
   * The user object of one event.
   *
   * @param resolved what the mapping gave; null for nothing
   * @param batch whether the event is one of several that Segment puts into one request
   * @throws PayloadRejectedException if it does not fit the action
   */
  UserObject userObject(@Nullable Object resolved, boolean batch) throws PayloadRejectedException {
    JsonObject payload = new PayloadCheck(batch).payload(resolved, fields, required);
    if (slug.equals(PROFILE)) {
      return Body.profile(payload);
    }
    return Body.event(
        payload,
        eventName == null ? SegmentNames.normalise((String) payload.get("event_name")) : eventName);
  }
}
