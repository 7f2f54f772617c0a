package io.segmentinsider.tools.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * A user object that the sandbox took.
 *
 * @param message the last message that it was made of; empty if it is not known
 * @param identifiers its identifiers
 * @param attributes its attributes, those that are custom in an object of theirs
 */
record SentUser(String message, Set<SentIdentifier> identifiers, JsonNode attributes) {

  private static final int TAKEN = 200;

  /** Of a line of {@code sent.ndjson}; null if the sandbox did not take it. */
  @Nullable
  static SentUser of(JsonNode sent) {
    if (sent.path("status").asInt() != TAKEN) {
      return null;
    }
    JsonNode ids = sent.path("messageIds");
    JsonNode user = sent.path("user");
    return new SentUser(
        ids.isEmpty() ? "" : ids.get(ids.size() - 1).asText(),
        identifiers(user.path("identifiers")),
        user.path("attributes"));
  }

  private static Set<SentIdentifier> identifiers(JsonNode identifiers) {
    Set<SentIdentifier> all = new LinkedHashSet<>();
    for (JsonNode named : List.of(identifiers, identifiers.path("custom"))) {
      named
          .properties()
          .forEach(
              each -> {
                if (each.getValue().isValueNode()) {
                  all.add(new SentIdentifier(each.getKey(), each.getValue().asText()));
                }
              });
    }
    return all;
  }

  /** Whether it names somebody by one of these. */
  boolean isOf(Set<SentIdentifier> person) {
    return identifiers.stream().anyMatch(person::contains);
  }
}
