package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.mapping.ValueClass;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Repair;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import javax.annotation.Nullable;

/**
 * The compiled {@code identifiers} of a mapping. A malformed value, or one that identifies nobody,
 * is no identifier; the update goes on under the others.
 */
final class Identifiers {

  private static final String IDENTIFIER = "identifier";
  private static final String SWITCHED_OFF = "attribute: it is switched off as an identifier";

  private final List<Candidate> candidates;
  private final List<Candidate> withoutUuid;
  private final boolean emailIsIdentifier;
  private final boolean phoneIsIdentifier;
  private final BlockedValues blocked;
  private final ValueConverter converter;

  /**
   * Compiled identifiers.
   *
   * @param candidates in the order of the mapping
   * @param withoutUuid those that count only where no user id is named and none of their kind is
   *     found among the others: what a guest gives
   * @param emailIsIdentifier whether an e-mail address is one, or else an attribute
   * @param phoneIsIdentifier the same for a phone number
   */
  Identifiers(
      List<Candidate> candidates,
      List<Candidate> withoutUuid,
      boolean emailIsIdentifier,
      boolean phoneIsIdentifier,
      BlockedValues blocked,
      ValueConverter converter) {
    this.candidates = List.copyOf(candidates);
    this.withoutUuid = List.copyOf(withoutUuid);
    this.emailIsIdentifier = emailIsIdentifier;
    this.phoneIsIdentifier = phoneIsIdentifier;
    this.blocked = blocked;
    this.converter = converter;
  }

  /**
   * An identifier that a mapping names.
   *
   * @param kind which kind
   * @param name its key in the upsert
   * @param source where its value comes from
   * @param from the same in words
   */
  record Candidate(Identifier.Kind kind, String name, Source source, String from) {

    private boolean isAddress() {
      return kind == Identifier.Kind.EMAIL || kind == Identifier.Kind.PHONE_NUMBER;
    }

    /**
     * Whether a value is one of the event's own ids, which the segment stage has found to be in
     * their normal form and somebody's: nearly all identifiers are.
     */
    private boolean isVetted(String value, SegmentEvent event) {
      return switch (kind) {
        case UUID -> value.equals(event.userId());
        case CUSTOM ->
            name.equals(Identifier.SEGMENT_ANONYMOUS_ID) && value.equals(event.anonymousId());
        case EMAIL, PHONE_NUMBER -> false;
      };
    }

    /** What is keyed and sent. E-mail addresses and phone numbers are in their form already. */
    private String normalised(String text) {
      return switch (kind) {
        case EMAIL, PHONE_NUMBER -> text;
        case UUID -> IdentifierText.normalise(text);
        case CUSTOM ->
            name.equals(Identifier.SEGMENT_ANONYMOUS_ID)
                ? IdentifierText.normaliseDevice(text)
                : IdentifierText.normalise(text);
      };
    }

    private FieldType type() {
      return switch (kind) {
        case EMAIL -> FieldType.EMAIL;
        case PHONE_NUMBER -> FieldType.PHONE_NUMBER;
        case UUID, CUSTOM -> FieldType.TEXT;
      };
    }
  }

  /**
   * The usable identifiers of an event: for each candidate the first of its sources that is
   * well-formed and not blocked. An e-mail or phone number that is switched off as an identifier
   * becomes an attribute (docs/insider-api.md#identifier-or-attribute).
   */
  List<Identifier> of(
      SegmentEvent event, AttributeList attributes, Circumstances about, Notes notes) {
    List<Identifier> identifiers = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      String value = read(candidate, event, attributes, about, notes);
      if (value != null) {
        take(candidate, value, identifiers, attributes);
      }
    }
    if (!withoutUuid.isEmpty() && !hasAny(Identifier.Kind.UUID, identifiers)) {
      for (Candidate candidate : withoutUuid) {
        if (isIdentifier(candidate.kind()) && !hasAny(candidate.kind(), identifiers)) {
          String value = read(candidate, event, null, about, notes);
          if (value != null) {
            take(candidate, value, identifiers, attributes);
            attributes.identifiedBy(candidate.name());
          }
        }
      }
    }
    return identifiers;
  }

  private static boolean hasAny(Identifier.Kind kind, List<Identifier> identifiers) {
    for (int i = 0; i < identifiers.size(); i++) {
      if (identifiers.get(i).kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first value of a candidate that can be used, in its normal form; null if there is none.
   *
   * @param nulls learns of traits that are null; null if another field reads the same ones
   */
  @Nullable
  private String read(
      Candidate candidate,
      SegmentEvent event,
      @Nullable FieldSink nulls,
      Circumstances about,
      Notes notes) {
    for (int i = 0; i < candidate.source().alternatives(); i++) {
      Object raw = candidate.source().of(event.json(), i);
      String from = candidate.source().words(i, candidate.from());
      if (raw instanceof String text && candidate.isVetted(text, event)) {
        explain(candidate, from, IDENTIFIER, notes);
        return text;
      }
      Object value = value(candidate, raw, about);
      if (isBlocked(candidate, raw, value)) {
        notes.repair(Repair.Kind.IDENTIFIER_BLOCKED, field(candidate));
        explain(candidate, from, "left out: it identifies nobody", notes);
      } else if (value == ValueConverter.UNREADABLE) {
        notes.repair(Repair.Kind.IDENTIFIER_MALFORMED, field(candidate));
        notes.unreadableStep(field(candidate), from, "left out: malformed", ValueClass.of(raw));
      } else if (value instanceof String text) {
        notePassedOver(candidate, i, raw, text, event, about, notes);
        boolean identifies = isIdentifier(candidate.kind());
        explain(candidate, from, identifies ? IDENTIFIER : SWITCHED_OFF, notes);
        return text;
      } else if (nulls != null && raw == JsonNull.NULL && Traits.contain(from)) {
        nulls.nullTrait(candidate.name(), false, false);
      }
    }
    return null;
  }

  /** A second address or number of one event is not sent, which must be seen. */
  private void notePassedOver(
      Candidate candidate,
      int place,
      Object raw,
      String taken,
      SegmentEvent event,
      Circumstances about,
      Notes notes) {
    for (int i = place + 1; i < candidate.source().alternatives(); i++) {
      Object other = candidate.source().of(event.json(), i);
      if (other instanceof String text
          && !text.equals(raw)
          && value(candidate, text, about) instanceof String second
          && !second.equals(taken)) {
        notes.repair(Repair.Kind.NAME_TAKEN, field(candidate));
      }
    }
  }

  /**
   * The normal form; null if there is no value, {@link ValueConverter#UNREADABLE} if it has none.
   */
  @Nullable
  private Object value(Candidate candidate, @Nullable Object raw, Circumstances about) {
    if (raw instanceof Boolean) {
      return ValueConverter.UNREADABLE;
    }
    Object value = converter.convert(candidate.type(), raw, about);
    if (value instanceof String text) {
      String normal = candidate.normalised(text);
      return normal.length() > IdentifierText.MAX_LENGTH ? ValueConverter.UNREADABLE : normal;
    }
    return value;
  }

  /** Whether what came, or what was made of it, identifies nobody. */
  private boolean isBlocked(Candidate candidate, @Nullable Object raw, @Nullable Object value) {
    if (value == ValueConverter.UNREADABLE) {
      return raw instanceof Boolean || (raw instanceof String text && blocked.contains(text));
    }
    return value instanceof String text
        && (candidate.isAddress()
            ? converter.identifiesNobody(candidate.type(), text)
            : blocked.contains(text));
  }

  /** The names of the custom ones among the candidates. */
  Set<String> customNames() {
    Set<String> names = new LinkedHashSet<>();
    for (Candidate candidate : candidates) {
      if (candidate.kind() == Identifier.Kind.CUSTOM) {
        names.add(candidate.name());
      }
    }
    return names;
  }

  /** Why no candidate is an identifier of the event, in words without any value. */
  String noneUsable(JsonObject event, Circumstances about) {
    StringJoiner reasons = new StringJoiner(", ", "no usable identifier: ", "");
    boolean anyBlocked = false;
    for (Candidate candidate : candidates) {
      Object raw = candidate.source().of(event);
      Object value = value(candidate, raw, about);
      String reason = "switched off as an identifier";
      if (value == null) {
        reason = "missing";
      } else if (isBlocked(candidate, raw, value)) {
        reason = "blocked";
        anyBlocked = true;
      } else if (value == ValueConverter.UNREADABLE) {
        reason = "malformed (" + ValueConverter.classOf(raw) + ")";
      }
      reasons.add(candidate.name() + " is " + reason);
    }
    return reasons + (anyBlocked ? "; identity.blocked-values lists what is blocked" : "");
  }

  private static void explain(Candidate candidate, String from, String outcome, Notes notes) {
    if (notes.isDetailed()) {
      notes.step(field(candidate), from, outcome);
    }
  }

  private void take(
      Candidate candidate, String value, List<Identifier> identifiers, FieldSink attributes) {
    if (isIdentifier(candidate.kind())) {
      identifiers.add(new Identifier(candidate.kind(), candidate.name(), value, null));
    } else {
      attributes.add(candidate.name(), false, value);
    }
  }

  /**
   * Repeats e-mail and phone number as attributes, for an update that has none: Insider takes no
   * user without attribute or event.
   */
  static void repeatAsAttributes(List<Identifier> identifiers, FieldSink attributes) {
    for (Identifier identifier : identifiers) {
      if (identifier.kind() == Identifier.Kind.EMAIL) {
        attributes.add(DefaultAttribute.EMAIL.key(), false, identifier.value());
      } else if (identifier.kind() == Identifier.Kind.PHONE_NUMBER) {
        attributes.add(DefaultAttribute.PHONE_NUMBER.key(), false, identifier.value());
      }
    }
  }

  private boolean isIdentifier(Identifier.Kind kind) {
    return switch (kind) {
      case EMAIL -> emailIsIdentifier;
      case PHONE_NUMBER -> phoneIsIdentifier;
      case UUID, CUSTOM -> true;
    };
  }

  private static String field(Candidate candidate) {
    return candidate.kind() == Identifier.Kind.CUSTOM
        ? "identifiers.custom." + candidate.name()
        : "identifiers." + candidate.name();
  }
}
