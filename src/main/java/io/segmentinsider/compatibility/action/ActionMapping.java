package io.segmentinsider.compatibility.action;

import io.segmentinsider.compatibility.language.CompiledMapping;
import io.segmentinsider.compatibility.language.InvalidMappingException;
import io.segmentinsider.compatibility.language.MappingFailedException;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** An action with its mapping: makes user objects of events. For one thread. */
public final class ActionMapping {

  private final SegmentAction action;
  private final CompiledMapping mapping;

  private ActionMapping(SegmentAction action, CompiledMapping mapping) {
    this.action = action;
    this.mapping = mapping;
  }

  /**
   * What a request of several events holds.
   *
   * @param users the user objects of the events that fit, in their order
   * @param rejected why the others do not, by their place
   */
  public record Batch(
      List<UserObject> users, SortedMap<Integer, PayloadRejectedException> rejected) {}

  /**
   * Compiles the mapping of an action.
   *
   * @param mapping any JSON value
   * @throws InvalidMappingException if it breaks the rules of the language
   */
  public static ActionMapping compile(SegmentAction action, Object mapping)
      throws InvalidMappingException {
    return new ActionMapping(action, CompiledMapping.compile(mapping));
  }

  /** The mapping on its own. */
  public CompiledMapping mapping() {
    return mapping;
  }

  /**
   * The user object of an event.
   *
   * @throws MappingFailedException if a directive can't work on it
   * @throws PayloadRejectedException if the result does not fit the action
   */
  public UserObject map(JsonObject event) throws MappingFailedException, PayloadRejectedException {
    return action.userObject(mapping.resolve(event), false);
  }

  /**
   * The user objects of several events in one request.
   *
   * @throws MappingFailedException if a directive can't work on one of them, which fails them all
   */
  public Batch map(List<JsonObject> events) throws MappingFailedException {
    List<Object> resolved = new ArrayList<>(events.size());
    for (JsonObject event : events) {
      resolved.add(mapping.resolve(event));
    }
    List<UserObject> users = new ArrayList<>(events.size());
    SortedMap<Integer, PayloadRejectedException> rejected = new TreeMap<>();
    for (int i = 0; i < resolved.size(); i++) {
      try {
        users.add(action.userObject(resolved.get(i), true));
      } catch (PayloadRejectedException e) {
        rejected.put(i, e);
      }
    }
    return new Batch(users, rejected);
  }

  /** The body of the request that Segment's destination makes of user objects. */
  public static JsonObject request(List<UserObject> users) {
    JsonArray list = new JsonArray(users.size());
    users.forEach(user -> list.add(user.toJson()));
    return new JsonObject(2).put("users", list).put("platform", SegmentActions.PLATFORM);
  }
}
