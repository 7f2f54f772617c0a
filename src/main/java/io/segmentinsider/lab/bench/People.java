package io.segmentinsider.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.lab.LabJson;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.LineSource;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the users of an input: user ids, and devices that are never seen with one. */
final class People {

  private final Set<String> users = new HashSet<>();
  private final Set<String> devices = new HashSet<>();
  private final Set<String> devicesOfUsers = new HashSet<>();

  private People() {}

  /** How many there are. */
  static long count(EventInput input) throws IOException {
    People people = new People();
    try (LineSource lines = input.open(new AtomicLong())) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        people.add(line);
      }
    }
    people.devices.removeAll(people.devicesOfUsers);
    return people.users.size() + (long) people.devices.size();
  }

  private void add(byte[] line) {
    JsonNode event;
    try {
      event = LabJson.MAPPER.readTree(line);
    } catch (IOException e) {
      // Nobody's.
      return;
    }
    String user = event.path("userId").textValue();
    String device = event.path("anonymousId").textValue();
    if (user != null) {
      users.add(user);
    }
    if (device != null) {
      devices.add(device);
      if (user != null) {
        devicesOfUsers.add(device);
      }
    }
  }
}
