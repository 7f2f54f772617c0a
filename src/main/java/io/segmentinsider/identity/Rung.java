package io.segmentinsider.identity;

import io.segmentinsider.config.JobSettings;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
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

  /** The rungs, weakest first. An identifier that is switched off has no rung. */
  public static List<Rung> ladder(JobSettings.Identity settings) {
    List<Rung> rungs = new ArrayList<>();
    rungs.add(DEVICE);
    if (settings.phoneIsIdentifier()) {
      rungs.add(PHONE);
    }
    if (settings.emailIsIdentifier()) {
      rungs.add(EMAIL);
    }
    settings.customIdentifiers().forEach(name -> rungs.add(custom(name)));
    return List.copyOf(rungs);
  }

  /** A custom identifier of Insider's identity resolution. */
  public static Rung custom(String identifierName) {
    return new Rung(identifierName, Identifier.Kind.CUSTOM, identifierName);
  }

  /** The name of the rung that an identifier has, or would have. */
  static String nameOf(Identifier identifier) {
    return switch (identifier.kind()) {
      case UUID -> identifier.name();
      case EMAIL -> EMAIL.name();
      case PHONE_NUMBER -> PHONE.name();
      case CUSTOM -> identifier.isDevice() ? DEVICE.name() : identifier.name();
    };
  }

  /** Whether this is the first rung. */
  boolean isDevice() {
    return identifierName.equals(Identifier.SEGMENT_ANONYMOUS_ID);
  }

  /** The identifier of this rung in the update; null if the event does not name it. */
  @Nullable
  public Identifier identifierOf(Update update) {
    if (isDevice() && update.anonymousId() == null) {
      return null;
    }
    return kind == Identifier.Kind.CUSTOM
        ? update.customIdentifier(identifierName)
        : update.identifier(kind);
  }

  /**
   * The key of the rung: the first rung's does not depend on the mapping, so that repeats meet; the
   * others take the identifier, or let the update pass under its owner.
   */
  public String keyOf(Update update) {
    if (isDevice()) {
      String device = update.anonymousId();
      return device == null ? update.repeatKey() : DeviceKey.of(device);
    }
    Identifier identifier = identifierOf(update);
    return identifier == null ? update.owner() : identifier.key();
  }

  /** The key under which the rung keeps what it knows of an identifier of its own. */
  public String keyOf(Identifier identifier) {
    return identifier.isDevice() ? DeviceKey.of(identifier.value()) : identifier.key();
  }
}
