package io.segmentinsider.identity;

import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Update;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * One rung of the ladder: the identifier by which it is keyed.
 *
 * @param name the word in the job graph, in uids and in metrics
 * @param kind the kind of identifier
 * @param identifierName the identifier's name in the upsert
 */
public record Rung(String name, Identifier.Kind kind, String identifierName)
    implements Serializable {

  /** The first rung: Segment's anonymous id, and the memory of messages. */
  public static final Rung DEVICE =
      new Rung("device", Identifier.Kind.CUSTOM, Identifier.SEGMENT_ANONYMOUS_ID);

  /** The phone number. */
  public static final Rung PHONE = new Rung("phone", Identifier.Kind.PHONE_NUMBER, "phone_number");

  /** The e-mail address. */
  public static final Rung EMAIL = new Rung("email", Identifier.Kind.EMAIL, "email");

  /** The words in uids that are not free for custom identifiers. */
  private static final Set<String> TAKEN = Set.of("device", "phone", "email");

  private static final String CUSTOM_PREFIX = "custom-";

  /**
   * The rungs, weakest first. An identifier that is switched off has no rung, and every other that
   * can be sent has one: without it nobody would know whose a value is.
   *
   * @param customIdentifiers all that can occur, weakest first
   */
  public static List<Rung> ladder(IdentitySettings settings, List<String> customIdentifiers) {
    List<Rung> rungs = new ArrayList<>();
    rungs.add(DEVICE);
    if (settings.phoneIsIdentifier()) {
      rungs.add(PHONE);
    }
    if (settings.emailIsIdentifier()) {
      rungs.add(EMAIL);
    }
    customIdentifiers.forEach(name -> rungs.add(of(name)));
    return List.copyOf(rungs);
  }

  /**
   * The rung of an identifier.
   *
   * @param identifierName its name in the upsert; user ids have no rung
   */
  public static Rung of(String identifierName) {
    return switch (identifierName) {
      case Identifier.SEGMENT_ANONYMOUS_ID -> DEVICE;
      case "phone_number" -> PHONE;
      case "email" -> EMAIL;
      default -> new Rung(customName(identifierName), Identifier.Kind.CUSTOM, identifierName);
    };
  }

  /** Two names never give the same, so that the state of a rung is never another one's. */
  private static String customName(String identifierName) {
    boolean free = !TAKEN.contains(identifierName) && !identifierName.startsWith(CUSTOM_PREFIX);
    return free ? identifierName : CUSTOM_PREFIX + identifierName;
  }

  /** The name of the rung that an identifier has, or would have. */
  static String nameOf(Identifier identifier) {
    return identifier.kind() == Identifier.Kind.UUID
        ? identifier.name()
        : of(identifier.name()).name();
  }

  /** Whether this is the first rung. */
  boolean isDevice() {
    return identifierName.equals(Identifier.SEGMENT_ANONYMOUS_ID);
  }

  /**
   * How much later than the last one a further event of a user is noted, in milliseconds. Most
   * events name a device, and few of those write state. An address can be changed, and taken back
   * at once: it is free only if its user has not used it since.
   */
  long noteEveryMs() {
    boolean isAddress = kind == Identifier.Kind.EMAIL || kind == Identifier.Kind.PHONE_NUMBER;
    return isAddress ? 0 : Link.SELDOM_MS;
  }

  /** The identifier of this rung in the update; null if the event does not name it. */
  @Nullable
  public Identifier identifierOf(Update update) {
    return kind == Identifier.Kind.CUSTOM
        ? update.customIdentifier(identifierName)
        : update.identifier(kind);
  }

  /**
   * The key of the rung: the identifier, exactly as it is sent. At the first rung the event's own
   * device, user or message stand in for a device that the mapping leaves out, so that repeats
   * meet, and a change of a user id comes under the previous id, which may be a device's; at the
   * others such an update passes under its owner.
   */
  public String keyOf(Update update) {
    if (isDevice() && update.operation() == Operation.CHANGE_USER_ID) {
      return DeviceKey.of(IdentifierText.normaliseDevice(update.previousUserId()));
    }
    Identifier identifier = identifierOf(update);
    if (identifier != null) {
      return keyOf(identifier);
    }
    if (!isDevice()) {
      return update.owner();
    }
    String device = update.anonymousId();
    return device == null ? update.repeatKey() : DeviceKey.of(device);
  }

  /** The key under which the rung keeps what it knows of an identifier of its own. */
  public String keyOf(Identifier identifier) {
    return identifier.isDevice() ? DeviceKey.of(identifier.value()) : identifier.key();
  }
}
