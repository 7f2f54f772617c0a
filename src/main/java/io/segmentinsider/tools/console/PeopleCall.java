package io.segmentinsider.tools.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.sandbox.SandboxClient;
import io.segmentinsider.sandbox.SandboxStatistics;
import io.segmentinsider.tools.ToolJson;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import io.segmentinsider.tools.trace.TracedPerson;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** Looks for people among the profiles of the local Insider. */
final class PeopleCall implements Endpoint.Answer {

  private static final int MAX_PEOPLE = 20;
  private static final int SHORTEST = 3;

  /**
   * Where a profile's own words end and those of its events begin: people are looked for before.
   */
  private static final String IDENTIFIERS = "identifiers";

  @Nullable private final URI sandbox;

  PeopleCall(@Nullable URI sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public Object answer(Request request) throws RefusedException, IOException, InterruptedException {
    if (sandbox == null) {
      throw new RefusedException(
          404, "people are shown for a local Insider only; --sandbox says where it is");
    }
    String identifier = request.required("person").strip();
    if (identifier.length() < SHORTEST) {
      throw new RefusedException(400, "type at least " + SHORTEST + " characters");
    }
    SandboxClient client = new SandboxClient(sandbox);
    SandboxStatistics statistics = client.statistics();
    List<Object> people = new ArrayList<>();
    Path profiles = Files.createTempFile("console-profiles", ".ndjson");
    try {
      client.writeProfiles(profiles);
      find(profiles, new TracedPerson(identifier), people);
    } finally {
      Files.delete(profiles);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("profiles", statistics.profiles());
    answer.put("merges", statistics.merges());
    answer.put("people", people);
    recorded(client, people, answer);
    answer.put("cut", people.size() >= MAX_PEOPLE);
    return answer;
  }

  /**
   * Adds by which message each attribute of a person came, and which profiles became the person's,
   * as far as the sandbox recorded it: one of each for each person, none if it records nothing.
   */
  private void recorded(SandboxClient client, List<Object> people, Map<String, Object> answer)
      throws IOException, InterruptedException {
    List<AttributeOrigins> origins = new ArrayList<>();
    List<PersonMerges> merges = new ArrayList<>();
    for (Object person : people) {
      origins.add(new AttributeOrigins((JsonNode) person));
      merges.add(new PersonMerges((JsonNode) person));
    }
    Path sent = Files.createTempFile("console-sent", ".ndjson");
    boolean isRecorded = !people.isEmpty();
    try {
      if (isRecorded) {
        client.writeSent(sent);
      }
      try (BufferedReader lines = Files.newBufferedReader(sent, StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          SentUser user = SentUser.of(ToolJson.MAPPER.readTree(line));
          if (user != null) {
            origins.forEach(origin -> origin.add(user));
            merges.forEach(merge -> merge.add(user));
          }
        }
      }
    } catch (IOException e) {
      // Nobody asked it to record.
      isRecorded = false;
    } finally {
      Files.delete(sent);
    }
    answer.put(
        "setBy",
        isRecorded ? origins.stream().map(AttributeOrigins::messages).toList() : List.of());
    answer.put(
        "joined", isRecorded ? merges.stream().map(PersonMerges::merges).toList() : List.of());
  }

  private void find(Path profiles, TracedPerson person, List<Object> people) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(profiles, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine();
          line != null && people.size() < MAX_PEOPLE;
          line = lines.readLine()) {
        if (person.isIn(line.getBytes(StandardCharsets.UTF_8))) {
          JsonNode profile = ToolJson.MAPPER.readTree(line);
          if (person.isIn(ToolJson.MAPPER.writeValueAsBytes(profile.path(IDENTIFIERS)))) {
            people.add(profile);
          }
        }
      }
    }
  }
}
