package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.sandbox.Fault.Bounds;
import io.segmentinsider.sandbox.Fault.Effect;
import io.segmentinsider.sandbox.Fault.Level;
import io.segmentinsider.sandbox.Fault.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Faults as JSON: one object, or an array of them. The form is described in docs/sandbox.md. */
public final class FaultJson {

  private FaultJson() {}

  /**
   * Reads faults.
   *
   * @throws IllegalArgumentException if they are not of the form; the message is for the sender
   */
  public static List<Fault> read(String json) {
    JsonNode root;
    try {
      root = SandboxJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a fault is a JSON object: " + e.getOriginalMessage(), e);
    }
    List<Fault> faults = new ArrayList<>();
    for (JsonNode node : root.isArray() ? root : List.of(root)) {
      faults.add(fault(node));
    }
    return faults;
  }

  /** Writes faults as an array that {@link #read} reads. */
  public static String write(List<Fault> faults) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    faults.forEach(fault -> write(fault, array.addObject()));
    return array.toString();
  }

  private static void write(Fault fault, ObjectNode node) {
    Effect effect = fault.effect();
    node.put("fault", effect.code());
    Bounds bounds = fault.bounds();
    node.put("share", bounds.share());
    bounds.count().ifPresent(count -> node.put("count", count));
    bounds.duration().ifPresent(d -> node.put("seconds", d.toMillis() / 1_000.0));
    bounds.path().ifPresent(path -> node.put("path", path));
    if (effect instanceof Fault.Latency latency) {
      node.put("fromMillis", latency.shortest().toMillis());
      node.put("toMillis", latency.longest().toMillis());
    } else if (effect instanceof Fault.Throttled throttled) {
      throttled.retryAfterSeconds().ifPresent(seconds -> node.put("retryAfter", seconds));
    } else if (effect instanceof Fault.ServerError error) {
      node.put("status", error.status());
      write(error.moment(), node);
    } else if (effect instanceof Fault.ExpiredToken expired) {
      node.put("status", expired.status());
    } else if (effect instanceof Fault.ConnectionReset reset) {
      write(reset.moment(), node);
    } else if (effect instanceof Fault.HalfAnswer half) {
      write(half.moment(), node);
    } else if (effect instanceof Fault.UnreadableAnswer unreadable) {
      write(unreadable.moment(), node);
    } else if (effect instanceof Fault.NoAnswer none) {
      write(none.moment(), node);
    } else if (effect instanceof Fault.Refused refused) {
      write(refused.users(), node.putObject("users"));
      node.put("level", refused.level() == Level.EVENT ? "event" : "user");
    } else if (effect instanceof Fault.Ambiguous ambiguous) {
      write(ambiguous.users(), node.putObject("users"));
    } else if (effect instanceof Fault.Poison poison) {
      write(poison.users(), node.putObject("users"));
    } else if (effect instanceof Fault.Firewall firewall) {
      node.put("status", firewall.status());
      write(firewall.users(), node.putObject("users"));
    } else if (effect instanceof Fault.Outage outage) {
      node.put("refuseConnections", outage.refusesConnections());
    } else if (effect instanceof Fault.TooLarge limit) {
      node.put("limitBytes", limit.limitBytes());
    }
  }

  private static void write(Moment moment, ObjectNode node) {
    node.put("afterProcessing", moment == Moment.AFTER_PROCESSING);
  }

  private static void write(UserMatch users, ObjectNode node) {
    if (users instanceof UserMatch.Share share) {
      node.put("share", share.share());
    } else if (users instanceof UserMatch.WithIdentifier identifier) {
      node.put("identifier", identifier.name()).put("value", identifier.value());
    } else if (users instanceof UserMatch.WithAttribute attribute) {
      node.put("attribute", attribute.name()).put("value", attribute.value());
    } else if (users instanceof UserMatch.WithEvent event) {
      node.put("event", event.name());
    } else if (users instanceof UserMatch.EventShare share) {
      node.put("eventShare", share.share());
    }
  }

  private static Fault fault(JsonNode node) {
    Bounds bounds =
        new Bounds(
            node.path("share").asDouble(1),
            node.has("count") ? OptionalLong.of(node.get("count").asLong()) : OptionalLong.empty(),
            node.has("seconds") ? Optional.of(seconds(node.get("seconds"))) : Optional.empty(),
            Optional.ofNullable(node.path("path").textValue()));
    return new Fault(effect(node), bounds);
  }

  private static Effect effect(JsonNode node) {
    String code = node.path("fault").asText();
    return switch (code) {
      case "latency" -> {
        long from = node.path("fromMillis").asLong();
        yield new Fault.Latency(
            Duration.ofMillis(from), Duration.ofMillis(node.path("toMillis").asLong(from)));
      }
      case "throttled" ->
          new Fault.Throttled(
              node.has("retryAfter")
                  ? OptionalInt.of(node.get("retryAfter").asInt())
                  : OptionalInt.empty());
      case "server-error" -> new Fault.ServerError(node.path("status").asInt(503), moment(node));
      case "expired-token" -> new Fault.ExpiredToken(node.path("status").asInt(403));
      case "reset" -> new Fault.ConnectionReset(moment(node));
      case "half-answer" -> new Fault.HalfAnswer(moment(node));
      case "unreadable-answer" -> new Fault.UnreadableAnswer(moment(node));
      case "no-answer" -> new Fault.NoAnswer(moment(node));
      case "refused" -> new Fault.Refused(users(node.path("users")), level(node));
      case "ambiguous" -> new Fault.Ambiguous(users(node.path("users")));
      case "poison" -> new Fault.Poison(users(node.path("users")));
      case "firewall" ->
          new Fault.Firewall(users(node.path("users")), node.path("status").asInt(403));
      case "outage" -> new Fault.Outage(node.path("refuseConnections").asBoolean());
      case "too-large" -> new Fault.TooLarge(node.path("limitBytes").asInt(100_000));
      default -> throw new IllegalArgumentException("there is no fault \"" + code + "\"");
    };
  }

  private static Moment moment(JsonNode node) {
    return node.path("afterProcessing").asBoolean()
        ? Moment.AFTER_PROCESSING
        : Moment.BEFORE_PROCESSING;
  }

  private static Level level(JsonNode node) {
    return node.path("level").asText().equals("event") ? Level.EVENT : Level.USER;
  }

  private static UserMatch users(JsonNode node) {
    String value = node.path("value").asText();
    if (node.has("share")) {
      return new UserMatch.Share(node.get("share").asDouble());
    }
    if (node.has("identifier")) {
      return new UserMatch.WithIdentifier(node.get("identifier").asText(), value);
    }
    if (node.has("attribute")) {
      return new UserMatch.WithAttribute(node.get("attribute").asText(), value);
    }
    if (node.has("event")) {
      return new UserMatch.WithEvent(node.get("event").asText());
    }
    if (node.has("eventShare")) {
      return new UserMatch.EventShare(node.get("eventShare").asDouble());
    }
    throw new IllegalArgumentException(
        "users needs one of share, identifier, attribute, event, eventShare");
  }

  private static Duration seconds(JsonNode node) {
    return Duration.ofMillis(Math.round(node.asDouble() * 1_000));
  }
}
