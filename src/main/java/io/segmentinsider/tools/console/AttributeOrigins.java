package io.segmentinsider.tools.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** By which message each attribute of one person came last. */
final class AttributeOrigins {

  private static final String CUSTOM = "custom";

  private final Set<SentIdentifier> own;
  private final Map<String, String> messages = new TreeMap<>();

  /** Of a profile as the sandbox writes it. */
  AttributeOrigins(JsonNode profile) {
    own = SentIdentifier.ofProfile(profile);
  }

  /** Takes what was sent; that of somebody else counts for nothing. */
  void add(SentUser sent) {
    if (!sent.isOf(own)) {
      return;
    }
    sent.attributes().fieldNames().forEachRemaining(name -> messages.put(name, sent.message()));
    sent.attributes()
        .path(CUSTOM)
        .fieldNames()
        .forEachRemaining(name -> messages.put(CUSTOM + "." + name, sent.message()));
    messages.remove(CUSTOM);
  }

  /** The message ids by the names of the attributes. */
  Map<String, String> messages() {
    return messages;
  }
}
