package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.mapping.Repair;
import io.segmentinsider.record.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import javax.annotation.Nullable;

/**
 * The compiled {@code identifiers} of a mapping. A malformed value, or one that identifies nobody,
 * is no identifier; the update goes on under the others.
 */
final class Identifiers {

  private final List<Candidate> candidates;
  private final boolean emailIsIdentifier;
  private final boolean phoneIsIdentifier;
  private final BlockedValues blocked;
  private final ValueConverter converter;

  Identifiers(
      List<Candidate> candidates,
      boolean emailIsIdentifier,
      boolean phoneIsIdentifier,
      BlockedValues blocked,
      ValueConverter converter) {
    this.candidates = List.copyOf(candidates);
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

    private FieldType type() {
      return switch (kind) {
        case EMAIL -> FieldType.EMAIL;
        case PHONE_NUMBER -> FieldType.PHONE_NUMBER;
        case UUID, CUSTOM -> FieldType.TEXT;
      };
    }
  }

  /**
   * The usable identifiers of an event. An e-mail or phone number that is switched off as an
   * identifier becomes an attribute (C4).
   */
  List<Identifier> of(
      JsonObject event, FieldSink attributes, @Nullable String region, Notes notes) {
    List<Identifier> identifiers = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      Object value = value(candidate, candidate.source().of(event), region);
      if (value == ValueConverter.UNREADABLE) {
        notes.repair(Repair.Kind.IDENTIFIER_MALFORMED, field(candidate));
        explain(candidate, event, "left out: malformed", notes);
      } else if (value instanceof String text) {
        explain(candidate, event, take(candidate, text, identifiers, attributes, notes), notes);
      }
    }
    return identifiers;
  }

  @Nullable
  private Object value(Candidate candidate, @Nullable Object raw, @Nullable String region) {
    return raw instanceof Boolean
        ? ValueConverter.UNREADABLE
        : converter.convert(candidate.type(), raw, region);
  }

  /** Why no candidate is an identifier of the event, in words without any value. */
  String noneUsable(JsonObject event, @Nullable String region) {
    StringJoiner reasons = new StringJoiner(", ", "no usable identifier: ", "");
    boolean anyBlocked = false;
    for (Candidate candidate : candidates) {
      Object raw = candidate.source().of(event);
      Object value = value(candidate, raw, region);
      String reason = "switched off as an identifier";
      if (value == null) {
        reason = "missing";
      } else if (value == ValueConverter.UNREADABLE) {
        reason = "malformed (" + ValueConverter.classOf(raw) + ")";
      } else if (blocked.contains((String) value)) {
        reason = "blocked";
        anyBlocked = true;
      }
      reasons.add(candidate.name() + " is " + reason);
    }
    return reasons + (anyBlocked ? "; identity.blocked-values lists what is blocked" : "");
  }

  private static void explain(Candidate candidate, JsonObject event, String outcome, Notes notes) {
    if (notes.isDetailed()) {
      notes.step(field(candidate), candidate.source().origin(event, candidate.from()), outcome);
    }
  }

  /** What becomes of a well-formed value, in words. */
  private String take(
      Candidate candidate,
      String value,
      List<Identifier> identifiers,
      FieldSink attributes,
      Notes notes) {
    if (blocked.contains(value)) {
      notes.repair(Repair.Kind.IDENTIFIER_BLOCKED, field(candidate));
      return "left out: it identifies nobody";
    }
    if (isIdentifier(candidate.kind())) {
      identifiers.add(new Identifier(candidate.kind(), candidate.name(), value, null));
      return "identifier";
    }
    attributes.add(candidate.name(), false, value);
    return "attribute: it is switched off as an identifier";
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
