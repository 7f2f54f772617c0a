package io.segmentinsider.profile;

import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What to send when an update holds nothing newer, but names an identifier that Insider does not
 * know for this person yet. Insider takes no user without an attribute or event
 * (docs/insider-api.md#user-object), so one of the person's own default identifiers stands in as
 * the attribute that it is anyway.
 */
final class IdentifierTeaching {

  private IdentifierTeaching() {}

  /**
   * The content with such an attribute, or as it is if the person is known by custom identifiers
   * only.
   *
   * @param older identifiers that would replace a newer value of the attribute
   * @param content empty, or with nothing but attributes that are to be removed
   */
  static UserData.Content content(Update update, List<Identifier> older, UserData.Content content) {
    Optional<Identifier> known =
        update.identifiers().stream()
            .filter(identifier -> identifier.kind() != Identifier.Kind.CUSTOM)
            .filter(identifier -> !older.contains(identifier))
            .max(Comparator.comparing(Identifier::kind));
    Optional<Identifier> user =
        known.isPresent()
            ? known
            : Optional.ofNullable(update.stitchedUserId()).map(Identifier::uuid);
    if (user.isEmpty()) {
      return content;
    }
    List<Attribute> attributes = new ArrayList<>(content.attributes());
    attributes.add(attribute(user.get()));
    return new UserData.Content(content.shape(), attributes, content.events(), content.replaced());
  }

  /** The identifier as an attribute. */
  static Attribute attribute(Identifier identifier) {
    return new Attribute(identifier.name(), false, JsonWriter.write(identifier.value()));
  }
}
