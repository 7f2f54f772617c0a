package io.segmentinsider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The calls beside the upsert (docs/insider-api.md#the-calls-beside-the-upsert). For one thread.
 */
final class SiblingEndpoints {

  /** What anonymizing removes; the vendor's list is set up in a panel, this one is assumed. */
  private static final Set<String> PERSONAL =
      Set.of("email", "phone_number", "phone", "name", "surname", "birthday", "last_ip", "idfa");

  private static final Set<String> PERSONAL_IDENTIFIERS = Set.of("email", "phone_number");

  private final ProfileReader profileReader = new ProfileReader();
  private final JsonArrays arrays = new JsonArrays();
  private final SeenNames names;

  SiblingEndpoints(SeenNames names) {
    this.names = names;
  }

  HttpAnswer process(InsiderEndpoint endpoint, HttpCall call, Holdings holdings)
      throws InvalidRequestException {
    JsonNode body = read(call);
    ProfileStore store = holdings.store();
    return switch (endpoint) {
      case ATTRIBUTE_DELETE ->
          deleteAttributes(
              body, store, new Trace(call.headers().get(TraceReader.NAME), holdings.ledger()));
      case IDENTITY_UPDATE -> updateIdentity(body, store);
      case IDENTITY_DELETE -> deleteIdentity(body, store);
      case DELETE -> delete(body, store);
      case ANONYMIZE, CONTACT_ANONYMIZE -> anonymize(body, store);
      case PROFILE -> profileReader.answer(body, existing(body, store));
      case UPSERT -> throw new IllegalStateException("the upsert has a reader of its own");
    };
  }

  private JsonNode read(HttpCall call) throws InvalidRequestException {
    try {
      JsonNode body = SandboxJson.MAPPER.readTree(call.body(), 0, call.length());
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (IOException e) {
      throw new InvalidRequestException(Answers.invalidJson());
    }
    throw new InvalidRequestException(Answers.invalidJson());
  }

  private HttpAnswer deleteAttributes(JsonNode body, ProfileStore store, Trace trace)
      throws InvalidRequestException {
    JsonNode users = body.path("users");
    if (!users.isArray() || users.isEmpty()) {
      return Answers.usersMissing();
    }
    if (users.size() > UpsertReader.MAX_USERS) {
      return Answers.tooManyUsers(UpsertReader.MAX_USERS);
    }
    for (JsonNode user : users) {
      KeptProfile profile = find(identifiers(user), store);
      if (profile != null) {
        deleteAttributes(profile, user, false);
        deleteAttributes(profile, user.path("custom"), true);
      }
      trace.next();
      trace.removed();
    }
    ObjectNode answer = SandboxJson.MAPPER.createObjectNode();
    ObjectNode data = answer.putObject("data");
    data.putObject("successful").put("count", users.size());
    data.putObject("fail");
    return HttpAnswer.json(200, answer.toString());
  }

  private void deleteAttributes(KeptProfile profile, JsonNode rules, boolean custom) {
    NamedValues attributes = profile.attributes();
    for (JsonNode whole : rules.path("whole")) {
      int at = attributes.indexOf(name(whole.asText(), custom));
      if (at >= 0) {
        attributes.remove(at);
      }
    }
    for (Map.Entry<String, JsonNode> partial : rules.path("partial").properties()) {
      int at = attributes.indexOf(name(partial.getKey(), custom));
      if (at >= 0 && JsonArrays.isArray(attributes.value(at))) {
        attributes.set(
            at,
            arrays.without(attributes.value(at), partial.getValue()),
            ProfileStore.JOINED,
            attributes.write(at));
      }
    }
  }

  private HttpAnswer updateIdentity(JsonNode body, ProfileStore store)
      throws InvalidRequestException {
    List<Identity> olds = identities(body.path("old_identifier"));
    List<Identity> news = identities(body.path("new_identifier"));
    if (olds.size() != 1 || news.size() != 1) {
      return Answers.badRequest(
          "there must be exactly 1 entry for both new and old identifiers: bad request");
    }
    Identity old = olds.get(0);
    Identity replacement = news.get(0);
    if (old.name() != replacement.name()) {
      return Answers.noValidIdentifier();
    }
    if (old.value().equals(replacement.value())) {
      return Answers.badRequest("identifier values are the same: bad request");
    }
    KeptProfile profile = store.find(old);
    if (profile == null) {
      return Answers.noSuchUser();
    }
    if (store.find(replacement) != null) {
      return Answers.badRequest("new identifier already has a user assigned to it: bad request");
    }
    store.remove(profile, old);
    store.add(profile, replacement);
    return Answers.done();
  }

  private HttpAnswer deleteIdentity(JsonNode body, ProfileStore store)
      throws InvalidRequestException {
    KeptProfile profile = existing(body, store);
    if (profile.identifiers().size() == 1) {
      return Answers.badRequest(
          "you cannot delete the sole identifier specified for a user: bad request");
    }
    store.remove(profile, identifiers(body).get(0));
    return Answers.done();
  }

  private HttpAnswer delete(JsonNode body, ProfileStore store) throws InvalidRequestException {
    store.delete(existing(body, store));
    return Answers.done();
  }

  private HttpAnswer anonymize(JsonNode body, ProfileStore store) throws InvalidRequestException {
    KeptProfile profile = existing(body, store);
    NamedValues attributes = profile.attributes();
    for (int i = attributes.size() - 1; i >= 0; i--) {
      if (!attributes.name(i).custom() && PERSONAL.contains(attributes.name(i).text())) {
        attributes.remove(i);
      }
    }
    for (Identity identity : store.identities(profile)) {
      boolean personal =
          !identity.name().custom() && PERSONAL_IDENTIFIERS.contains(identity.name().text());
      if (personal) {
        store.remove(profile, identity);
      }
    }
    return Answers.done();
  }

  private KeptProfile existing(JsonNode body, ProfileStore store) throws InvalidRequestException {
    KeptProfile profile = find(identifiers(body), store);
    if (profile == null) {
      throw new InvalidRequestException(Answers.noSuchUser());
    }
    return profile;
  }

  @Nullable
  private static KeptProfile find(List<Identity> identifiers, ProfileStore store) {
    for (Identity identity : identifiers) {
      KeptProfile profile = store.find(identity);
      if (profile != null) {
        return profile;
      }
    }
    return null;
  }

  /** The identifiers of a body, or its {@code insider_id}; at least one. */
  private List<Identity> identifiers(JsonNode body) throws InvalidRequestException {
    List<Identity> identities = identities(body.path("identifiers"));
    if (body.path("insider_id").isTextual()) {
      identities.add(new Identity(names.atRoot("insider_id"), body.get("insider_id").asText()));
    }
    if (identities.isEmpty()) {
      throw new InvalidRequestException(Answers.noValidIdentifier());
    }
    return identities;
  }

  private List<Identity> identities(JsonNode identifiers) {
    List<Identity> identities = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : identifiers.properties()) {
      if (member.getValue().isValueNode()) {
        identities.add(new Identity(names.atRoot(member.getKey()), member.getValue().asText()));
      }
    }
    for (Map.Entry<String, JsonNode> member : identifiers.path("custom").properties()) {
      identities.add(new Identity(names.inCustom(member.getKey()), member.getValue().asText()));
    }
    return identities;
  }

  private Name name(String text, boolean custom) {
    return custom ? names.inCustom(text) : names.atRoot(text);
  }
}
