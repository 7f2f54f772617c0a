package io.segmentinsider.delivery.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * Insider, its edge and the network, as far as delivery can tell: keeps profiles, and answers,
 * fails or stays silent as the history says.
 */
final class InsiderModel {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String PAGE = "<html><title>Attention Required!</title></html>";

  /** Finds whose the user objects of a body are. */
  static final Pattern USER_ID = Pattern.compile("\"(?:uuid|email)\":\"(u\\d+)[-\"]");

  private static final int MOST_STRIKES = 3;

  private final History history;
  private final VirtualTime time;
  private final SplittableRandom random;
  private final Map<String, Profile> profiles = new TreeMap<>();
  private final Map<String, Integer> struck = new HashMap<>();
  private final Map<String, Integer> newest = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<Effect> underWay = new ArrayList<>();
  private final List<String> outOfOrder = new ArrayList<>();

  /** What is stored of one person. */
  static final class Profile {
    @Nullable String email;
    final Map<String, String> attributes = new TreeMap<>();
    final Set<String> events = new TreeSet<>();
  }

  /** One user object as it came in. */
  private static final class User {
    private String id = "";
    @Nullable private String email;
    private final List<String> removed = new ArrayList<>();
    private final Map<String, String> attributes = new TreeMap<>();
    private final List<String> events = new ArrayList<>();
  }

  /** Something that Insider will do unless it is called off. */
  private final class Effect implements Runnable {
    private final Runnable action;
    private boolean done;

    private Effect(Runnable action) {
      this.action = action;
    }

    @Override
    public void run() {
      if (!done) {
        done = true;
        underWay.remove(this);
        action.run();
      }
    }
  }

  InsiderModel(History history, VirtualTime time) {
    this.history = history;
    this.time = time;
    this.random = new SplittableRandom(history.seed ^ 0x5eed);
  }

  Map<String, Profile> profiles() {
    return profiles;
  }

  /** First effects that came after a newer one of the same person. */
  List<String> outOfOrder() {
    return outOfOrder;
  }

  /** Makes one call; its answer comes later, once. */
  void call(UpsertRequest request, Consumer<UpsertReply> answer) {
    Outage outage = outageFor(request.endpoint());
    if (outage != null) {
      failInOutage(outage.kind(), answer);
      return;
    }
    long delay = random.nextLong(history.shortestAnswerMs, history.longestAnswerMs + 1);
    String body = new String(request.body(), StandardCharsets.UTF_8);
    if (body.contains("." + Person.Fault.HANGS)) {
      reply(timeOut(), UpsertReply.failed(FailureCause.TIME_OUT), answer);
      return;
    }
    int roll = chance(body);
    if (roll < history.lostBefore) {
      reply(delay, UpsertReply.failed(FailureCause.CONNECTION_LOST), answer);
      return;
    }
    roll -= history.lostBefore;
    if (roll < history.lostAfter) {
      effect(delay, () -> process(request, body));
      reply(delay, UpsertReply.failed(FailureCause.CONNECTION_LOST), answer);
      return;
    }
    roll -= history.lostAfter;
    if (roll < history.late) {
      long lateBy = random.nextLong(history.settings.lateEffects().toMillis());
      long givenUp = answerNever(delay, answer);
      effect(givenUp + lateBy, () -> process(request, body));
      return;
    }
    roll -= history.late;
    if (roll < history.flaky) {
      reply(delay, answered(500 + random.nextInt(5), null, ""), answer);
      return;
    }
    effect(delay, () -> answer.accept(process(request, body)));
  }

  /**
   * Which random fault strikes, a number below a thousand. Nobody is struck more often in a row
   * than bad luck explains.
   */
  private int chance(String body) {
    int roll = random.nextInt(1_000);
    boolean strikes = roll < history.lostBefore + history.lostAfter + history.late + history.flaky;
    List<String> ids = new ArrayList<>();
    Matcher matcher = USER_ID.matcher(body);
    while (matcher.find()) {
      ids.add(matcher.group(1));
    }
    if (strikes && ids.stream().anyMatch(id -> struck.getOrDefault(id, 0) >= MOST_STRIKES)) {
      strikes = false;
      roll = 999;
    }
    for (String id : ids) {
      struck.put(id, strikes ? struck.getOrDefault(id, 0) + 1 : 0);
    }
    return roll;
  }

  /** Nobody waits for the end of a call any more; when that is. */
  private long answerNever(long delay, Consumer<UpsertReply> answer) {
    switch (random.nextInt(4)) {
      case 0 -> reply(delay, UpsertReply.failed(FailureCause.CONNECTION_LOST), answer);
      case 1 -> reply(delay, answered(504, null, PAGE), answer);
      default -> {
        reply(timeOut(), UpsertReply.failed(FailureCause.TIME_OUT), answer);
        return timeOut();
      }
    }
    return delay;
  }

  private long timeOut() {
    return history.settings.requestTimeout().toMillis();
  }

  private Outage outageFor(Endpoint endpoint) {
    for (Outage outage : history.outages) {
      boolean forAll = outage.kind() != Outage.Kind.KEY_FOR_UPSERTS_ONLY;
      if (outage.covers(time.elapsedMs()) && (forAll || endpoint != Endpoint.UPSERT)) {
        return outage;
      }
    }
    return null;
  }

  private void failInOutage(Outage.Kind kind, Consumer<UpsertReply> answer) {
    long delay = history.shortestAnswerMs;
    switch (kind) {
      case SERVER_ERROR -> reply(delay, answered(503, null, ""), answer);
      case REFUSED_CONNECTION ->
          reply(delay, UpsertReply.failed(FailureCause.CONNECTION_REFUSED), answer);
      case NO_ANSWER -> reply(timeOut(), UpsertReply.failed(FailureCause.TIME_OUT), answer);
      case WEB_PAGE -> reply(delay, answered(200, null, PAGE), answer);
      case RATE -> reply(delay, answered(429, null, "{}"), answer);
      case RATE_WITH_TIME -> reply(delay, answered(429, "5", "{}"), answer);
      case KEY -> reply(delay, answered(401, null, "{\"error\":\"Bad Api Key.\"}"), answer);
      case EDGE -> reply(delay, answered(403, null, PAGE), answer);
      case KEY_FOR_UPSERTS_ONLY ->
          reply(delay, answered(403, null, "{\"message\":\"Access Denied.\"}"), answer);
    }
  }

  private static UpsertReply answered(int status, String retryAfter, String body) {
    return UpsertReply.answered(status, retryAfter, body.getBytes(StandardCharsets.UTF_8));
  }

  private void reply(long delay, UpsertReply reply, Consumer<UpsertReply> answer) {
    time.after(delay, () -> answer.accept(reply));
  }

  private void effect(long delay, Runnable action) {
    Effect effect = new Effect(action);
    underWay.add(effect);
    time.after(delay, effect);
  }

  /** All connections end: what was under way has had its effect by now, or never has it. */
  void disconnect() {
    for (Effect effect : List.copyOf(underWay)) {
      if (random.nextBoolean()) {
        effect.run();
      }
      effect.done = true;
    }
    underWay.clear();
  }

  private UpsertReply process(UpsertRequest request, String body) {
    if (request.users() == 0) {
      return answered(400, null, "{\"error\":\"users must be defined: bad request\"}");
    }
    if (body.contains("." + Person.Fault.POISON)) {
      return answered(500, null, "{\"success\":false}");
    }
    if (body.contains("." + Person.Fault.EDGE)) {
      return answered(403, null, PAGE);
    }
    if (body.contains("." + Person.Fault.UNNAMED)) {
      return answered(400, null, "{\"message\":\"Request data is not in valid JSON format.\"}");
    }
    try {
      return switch (request.endpoint()) {
        case UPSERT -> upsert(body);
        case ATTRIBUTE_DELETE -> deleteAttributes(body);
        case IDENTITY -> changeIdentifier(body);
        case DELETE -> delete(body);
      };
    } catch (IOException e) {
      throw new IllegalStateException("the body is no JSON: " + body, e);
    }
  }

  private UpsertReply delete(String body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && parser.getText().equals("uuid")) {
          profiles.remove(parser.nextTextValue());
        }
      }
    }
    return answered(200, null, "{}");
  }

  private UpsertReply deleteAttributes(String body) throws IOException {
    for (User user : parse(body)) {
      Profile profile = profiles.get(user.id);
      if (profile != null) {
        profile.attributes.keySet().removeAll(user.removed);
      }
    }
    return answered(200, null, "{}");
  }

  private UpsertReply changeIdentifier(String body) throws IOException {
    List<String> emails = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(body)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && parser.getText().equals("email")) {
          emails.add(parser.nextTextValue());
        }
      }
    }
    Profile profile = profileOf(emails.get(0));
    if (profile == null) {
      return answered(404, null, "{\"error\":\"no such user\"}");
    }
    if (profileOf(emails.get(1)) != null) {
      return answered(
          400, null, "{\"error\":\"new identifier already has a user assigned to it\"}");
    }
    profile.email = emails.get(1);
    return answered(200, null, "{}");
  }

  @Nullable
  private Profile profileOf(String email) {
    for (Profile profile : profiles.values()) {
      if (email.equals(profile.email)) {
        return profile;
      }
    }
    return null;
  }

  private UpsertReply upsert(String body) throws IOException {
    List<User> users = parse(body);
    List<String> errors = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < users.size(); i++) {
      int before = errors.size();
      addErrors(i, users.get(i), errors);
      if (errors.size() > before) {
        refused++;
      } else {
        store(users.get(i));
      }
    }
    return answered(
        200,
        null,
        "{\"data\":{\"successful\":{\"count\":%d},\"fail\":{\"count\":%d,\"errors\":{%s}}}}"
            .formatted(users.size() - refused, refused, String.join(",", errors)));
  }

  private static void addErrors(int index, User user, List<String> errors) {
    for (int i = 0; i < user.events.size(); i++) {
      if (user.events.get(i).contains("." + Person.Fault.EVENT_REFUSED)) {
        errors.add("\"users.%d.events.%d.event_name.*\":[\"x\"]".formatted(index, i));
      } else if (user.events.get(i).contains("." + Person.Fault.REFUSED)) {
        errors.add("\"users.%d.identifiers.required\":[\"x\"]".formatted(index));
        return;
      }
    }
  }

  private void store(User user) {
    Profile profile = profiles.computeIfAbsent(user.id, id -> new Profile());
    for (String event : user.events) {
      accept(user.id, event, sequenceIn(event));
      profile.events.add(event);
    }
    if (profile.email == null) {
      profile.email = user.email;
    }
    for (Map.Entry<String, String> attribute : user.attributes.entrySet()) {
      String before = profile.attributes.get(attribute.getKey());
      boolean goesBack =
          before != null
              && Sayings.isRanked(attribute.getKey())
              && Long.parseLong(before) > Long.parseLong(attribute.getValue());
      // What is made again in other user objects, as its effect is not known, takes values back for
      // a while.
      if (goesBack && history.restarts.isEmpty() && history.lostAfter + history.late == 0) {
        outOfOrder.add(user.id + "'s " + attribute + " after " + before);
      }
    }
    profile.attributes.putAll(user.attributes);
  }

  private static int sequenceIn(String event) {
    int first = event.indexOf('.') + 1;
    return Integer.parseInt(event.substring(first, event.indexOf('.', first)));
  }

  /** What is stored again is in order whenever it comes. */
  private void accept(String id, String key, int sequence) {
    if (seen.add(key) && sequence < newest.merge(id, sequence, Math::max)) {
      outOfOrder.add(key + " after " + newest.get(id));
    }
  }

  private static List<User> parse(String body) throws IOException {
    List<User> users = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(body)) {
      User user = new User();
      int depth = 0;
      String container = "";
      String name = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> {
            depth++;
            if (depth == 2) {
              user = new User();
              users.add(user);
            } else if (depth == 3) {
              container = name;
            }
          }
          case END_OBJECT -> depth--;
          case FIELD_NAME -> name = parser.getText();
          case VALUE_STRING, VALUE_NUMBER_INT -> {
            if (depth == 3 && container.equals("identifiers") && name.equals("uuid")) {
              user.id = parser.getText();
            } else if (depth == 3 && container.equals("identifiers") && name.equals("email")) {
              user.email = parser.getText();
            } else if (depth == 2 && name.equals("whole")) {
              user.removed.add(parser.getText());
            } else if (depth == 3 && name.equals("event_name")) {
              user.events.add(parser.getText());
            } else if (depth == 3 && container.equals("attributes") && !name.equals("uuid")) {
              // A user id as an attribute only keeps a user object from being empty.
              user.attributes.put(name, parser.getText());
            }
          }
          default -> {
            // Nothing else carries content.
          }
        }
      }
    }
    return users;
  }
}
