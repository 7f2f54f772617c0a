package io.segmentinsider.mapping.cases;

import io.segmentinsider.json.JsonObject;
import java.util.List;
import java.util.SortedMap;
import javax.annotation.Nullable;

/** The actions that cases are about. */
public interface CaseActions {

  /**
   * The body of the request for one event.
   *
   * @param action name of an action
   * @param mapping takes the place of the action's own mapping; null leaves it
   * @throws CaseFailedException if no request is made
   * @throws IllegalArgumentException if it can't be told which action or mapping is meant
   */
  JsonObject request(String action, @Nullable Object mapping, JsonObject event)
      throws CaseFailedException;

  /**
   * The body of one request for several events.
   *
   * @param action name of an action
   * @param mapping takes the place of the action's own mapping; null leaves it
   * @throws CaseFailedException if the request fails as a whole
   * @throws IllegalArgumentException if it can't be told which action or mapping is meant
   */
  Batch batch(String action, @Nullable Object mapping, List<JsonObject> events)
      throws CaseFailedException;

  /** What becomes of an event by all mappings of the file, triggers included. */
  Whole whole(JsonObject event);

  /**
   * What all mappings of a file make of one event.
   *
   * @param mappings the names of those that match, in the order of the file
   * @param users the user objects that are made and not kept back, in that order
   * @param suppressed why updates are kept back
   * @param deadLetters the reasons of all dead letters
   */
  record Whole(
      List<String> mappings,
      List<JsonObject> users,
      List<String> suppressed,
      List<String> deadLetters) {}

  /**
   * What becomes of several events.
   *
   * @param request null if no event is left for one
   * @param rejected why an event is not in the request, by its place
   */
  record Batch(@Nullable JsonObject request, SortedMap<Integer, String> rejected) {}
}
