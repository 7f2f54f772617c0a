package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** The bundled day with its truth, and what two runs of a part of it must agree on. */
public final class BundledDay {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Attributes that anonymous events carry too. Before and after a login they travel under two
   * owners, and between owners no order is promised (docs/guarantees.md), so they are not compared.
   */
  private static final Set<String> OF_THE_DEVICE =
      Set.of(
          "app_version",
          "carrier",
          "idfa",
          "language",
          "last_ip",
          "model",
          "os_version",
          "platform",
          "timezone");

  /**
   * The user id as an attribute: it stands in where an update has nothing but identifiers to teach,
   * and whether one comes first is decided by the order between rungs.
   */
  private static final String STAND_IN = "uuid";

  private BundledDay() {}

  /** All lines, in order. */
  public static List<String> lines() throws IOException {
    return lines("/demo/segment-day.ndjson.gz");
  }

  /** Who is who in it. */
  public static JsonNode truth() throws IOException {
    return JSON.readTree(String.join("\n", lines("/demo/segment-day.truth.json.gz")));
  }

  /**
   * Writes the lines of people who use one device and no other source, so that their order is one.
   */
  public static Path writePeopleWithOneDevice(Path file) throws IOException {
    Map<String, Integer> devices = new HashMap<>();
    for (JsonNode person : truth().get("persons")) {
      int count = person.get("anonymousIds").size();
      for (JsonNode device : person.get("anonymousIds")) {
        devices.merge(device.asText(), count, Integer::sum);
      }
    }
    List<String> lines = new ArrayList<>();
    for (String line : lines()) {
      JsonNode event;
      try {
        event = JSON.readTree(line);
      } catch (IOException e) {
        continue;
      }
      if (event != null
          && event.isObject()
          && devices.getOrDefault(event.path("anonymousId").asText(), 0) == 1) {
        lines.add(line);
      }
    }
    assertThat(lines).hasSizeGreaterThan(5_000);
    return Files.write(file, lines, StandardCharsets.UTF_8);
  }

  /** Identifiers, traits and events of every profile that a run left. */
  public static Set<String> people(Path out) throws IOException {
    Set<String> people = new TreeSet<>();
    for (JsonNode profile : read(out.resolve("profiles.ndjson"))) {
      ((ObjectNode) profile.get("attributes")).remove(OF_THE_DEVICE);
      ((ObjectNode) profile.get("attributes")).remove(STAND_IN);
      people.add(profile.toString());
    }
    assertThat(people).isNotEmpty();
    return people;
  }

  /** All objects of a file. */
  public static List<JsonNode> read(Path ndjson) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(ndjson)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        nodes.add(JSON.readTree(line));
      }
    }
    return nodes;
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = BundledDay.class.getResourceAsStream(resource);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
