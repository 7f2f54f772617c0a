package io.segmentinsider.lab.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;

/**
 * The people of an input who use one device and no other source. All that names them lies in one
 * partition, so that two runs, disturbed or not, must leave them alike: between partitions no order
 * is promised (docs/guarantees.md). An e-mail address or a phone number is the same however it is
 * written.
 */
final class OneDevicePeople {

  /** Where an event names its person, besides the device. */
  private static final List<String> NAMES =
      List.of(
          "/userId",
          "/previousId",
          "/traits/email",
          "/traits/phone",
          "/properties/email",
          "/properties/phone",
          "/context/traits/email",
          "/context/traits/phone");

  /** A phone number may come with its country or without, and with 00 or 0 before it. */
  private static final int DIGITS_WITHOUT_COUNTRY_AND_PREFIX = 8;

  private final Map<String, String> devicesByName = new HashMap<>();
  private final Map<String, String> usersByDevice = new HashMap<>();
  private final Set<String> sharedDevices = new HashSet<>();

  private OneDevicePeople() {}

  /** Reads an input to learn who shares what. */
  static OneDevicePeople of(EventInput input) throws IOException {
    OneDevicePeople people = new OneDevicePeople();
    try (LineSource lines = input.open(new AtomicLong())) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        people.learn(EventText.of(line));
      }
    }
    return people;
  }

  private void learn(@Nullable JsonNode event) {
    if (event == null) {
      return;
    }
    String device = EventText.at(event, "/anonymousId");
    String user = EventText.at(event, "/userId");
    if (device != null && user != null) {
      String known = usersByDevice.putIfAbsent(device, user);
      if (known != null && !known.equals(user)) {
        sharedDevices.add(device);
      }
    }
    for (String path : NAMES) {
      String name = EventText.at(event, path);
      if (name != null) {
        String here = device == null ? "" : device;
        String known = devicesByName.putIfAbsent(asOneSpelling(path, name), here);
        if (known != null && !known.equals(here)) {
          sharedDevices.add(known);
          sharedDevices.add(here);
        } else if (device == null) {
          sharedDevices.add(here);
        }
      }
    }
  }

  private static String asOneSpelling(String path, String name) {
    String trimmed = name.trim();
    if (path.endsWith("email")) {
      return "email " + trimmed.toLowerCase(Locale.ROOT);
    }
    if (path.endsWith("phone")) {
      String digits = trimmed.replaceAll("\\D", "");
      return "phone "
          + digits.substring(Math.max(0, digits.length() - DIGITS_WITHOUT_COUNTRY_AND_PREFIX));
    }
    return "user " + trimmed;
  }

  boolean has(@Nullable JsonNode event) {
    String device = event == null ? null : EventText.at(event, "/anonymousId");
    return device != null && !sharedDevices.contains(device);
  }
}
