package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes profiles as NDJSON, so that two sandboxes that hold the same write the same bytes:
 * profiles by their first identifier, identifiers and attributes by name, events by time, name and
 * parameters.
 */
final class ProfileWriter {

  private record Line(String key, KeptProfile profile) {}

  private final JsonFactory json;
  private final CanonicalJson canonical;
  private final boolean keepEvents;

  /**
   * A writer.
   *
   * @param keepEvents whether profiles hold their events; without them {@code eventDigests} takes
   *     the place of {@code events}
   */
  ProfileWriter(JsonFactory json, boolean keepEvents) {
    this.json = json;
    this.canonical = new CanonicalJson(json);
    this.keepEvents = keepEvents;
  }

  /** Writes one line for each profile. */
  void write(List<KeptProfile> profiles, OutputStream out) throws IOException {
    List<Line> lines = new ArrayList<>(profiles.size());
    for (KeptProfile profile : profiles) {
      lines.add(new Line(firstIdentifier(profile), profile));
    }
    lines.sort(Comparator.comparing(Line::key));
    for (Line line : lines) {
      out.write(line(line.profile()));
      out.write('\n');
    }
  }

  private static String firstIdentifier(KeptProfile profile) {
    NamedValues identifiers = profile.identifiers();
    String first = "";
    for (int i = 0; i < identifiers.size(); i++) {
      String key =
          identifiers.name(i).text()
              + ' '
              + new String(identifiers.value(i), StandardCharsets.UTF_8);
      if (i == 0 || key.compareTo(first) < 0) {
        first = key;
      }
    }
    return first;
  }

  private byte[] line(KeptProfile profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator generator = json.createGenerator(bytes)) {
      generator.writeStartObject();
      generator.writeFieldName("identifiers");
      CanonicalJson.write(generator, identifiers(profile.identifiers()));
      generator.writeFieldName("attributes");
      CanonicalJson.write(generator, attributes(profile.attributes()));
      if (keepEvents) {
        writeEvents(generator, profile.events());
      } else {
        List<String> digests = profile.events().digests();
        Collections.sort(digests);
        generator.writeFieldName("eventDigests");
        CanonicalJson.write(generator, digests);
      }
      generator.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static SortedMap<String, List<String>> identifiers(NamedValues identifiers) {
    SortedMap<String, List<String>> byName = new TreeMap<>();
    for (int i = 0; i < identifiers.size(); i++) {
      byName
          .computeIfAbsent(identifiers.name(i).text(), name -> new ArrayList<>())
          .add(Identity.text(identifiers.value(i)));
    }
    byName.values().forEach(Collections::sort);
    return byName;
  }

  private SortedMap<String, Object> attributes(NamedValues attributes) throws IOException {
    SortedMap<String, Object> byName = new TreeMap<>();
    SortedMap<String, Object> custom = new TreeMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      Map<String, Object> target = attributes.name(i).custom() ? custom : byName;
      target.put(attributes.name(i).text(), canonical.read(attributes.value(i)));
    }
    byName.put("custom", custom);
    return byName;
  }

  private void writeEvents(JsonGenerator generator, EventSet events) throws IOException {
    List<Event> sorted = new ArrayList<>(events.size());
    for (byte[] event : events.json()) {
      sorted.add(event(event));
    }
    sorted.sort(
        Comparator.comparing(Event::time)
            .thenComparing(Event::name)
            .thenComparing(Event::parameterText));
    generator.writeArrayFieldStart("events");
    for (Event event : sorted) {
      generator.writeStartObject();
      generator.writeStringField("event_name", event.name());
      generator.writeStringField("timestamp", event.time());
      generator.writeFieldName("event_params");
      generator.writeRawValue(event.parameterText());
      generator.writeEndObject();
    }
    generator.writeEndArray();
  }

  private record Event(String time, String name, String parameterText) {}

  private Event event(byte[] event) throws IOException {
    if (!(canonical.read(event) instanceof Map<?, ?> members)) {
      throw new IllegalStateException("only objects are accepted as events");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = json.createGenerator(bytes)) {
      Object parameters = members.get("event_params");
      CanonicalJson.write(generator, parameters == null ? Map.of() : parameters);
    }
    return new Event(
        String.valueOf(members.get("timestamp")),
        String.valueOf(members.get("event_name")),
        bytes.toString(StandardCharsets.UTF_8));
  }
}
