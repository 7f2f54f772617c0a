package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonObject;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Whether an event's own {@code context.consent} lets it go to Insider
 * (docs/segment-spec.md#consent-object).
 */
final class ConsentCategories {

  /** What a receipt says about an update that the consent in its event keeps back. */
  static final String SUPPRESSION = "consent-category";

  private final List<String> required;

  /**
   * The rule.
   *
   * @param required categories that must not be refused; empty switches the rule off
   */
  ConsentCategories(List<String> required) {
    this.required = List.copyOf(required);
  }

  /** {@link #SUPPRESSION} if a required category is refused; null otherwise. */
  @Nullable
  String suppression(JsonObject event) {
    if (required.isEmpty()
        || !(event.get("context") instanceof JsonObject context)
        || !(context.get("consent") instanceof JsonObject consent)
        || !(consent.get("categoryPreferences") instanceof JsonObject preferences)) {
      return null;
    }
    for (String category : required) {
      if (Boolean.FALSE.equals(preferences.get(category))) {
        return SUPPRESSION;
      }
    }
    return null;
  }
}
