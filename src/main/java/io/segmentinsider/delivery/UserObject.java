package io.segmentinsider.delivery;

import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.UserData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The user object of updates that share one place in a request. */
final class UserObject {

  private UserObject() {}

  /**
   * One user object for updates of one owner that {@linkplain Pending#joins may be joined}: events
   * in order of arrival, and per attribute the later update wins.
   */
  static byte[] of(List<Pending> joined) {
    return UserObjectWriter.write(joined.get(0).update(), join(joined));
  }

  private static UserData.Content join(List<Pending> joined) {
    if (joined.size() == 1) {
      return joined.get(0).content();
    }
    Map<String, Attribute> defaults = new LinkedHashMap<>();
    Map<String, Attribute> custom = new LinkedHashMap<>();
    List<EventEntry> events = new ArrayList<>();
    for (Pending pending : joined) {
      for (Attribute attribute : pending.content().attributes()) {
        (attribute.custom() ? custom : defaults).put(attribute.name(), attribute);
      }
      events.addAll(pending.content().events());
    }
    List<Attribute> attributes = new ArrayList<>(defaults.size() + custom.size());
    attributes.addAll(defaults.values());
    attributes.addAll(custom.values());
    return new UserData.Content(joined.get(0).content().shape(), attributes, events);
  }
}
