package io.segmentinsider.mapping.guide;

import io.segmentinsider.compatibility.language.Path;
import io.segmentinsider.insider.DefaultAttribute;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** Which places of an event are traits of the person, and which attributes come from them. */
final class Traits {

  private static final String TRAITS = "traits";

  /**
   * What {@code null} does not remove: what may be an identifier, which Insider does not allow
   * (docs/insider-api.md#attribute-delete), and a refusal of consent, whose absence would allow
   * everything (docs/insider-api.md#consent).
   */
  private static final Set<DefaultAttribute> KEPT =
      EnumSet.of(
          DefaultAttribute.EMAIL,
          DefaultAttribute.PHONE_NUMBER,
          DefaultAttribute.UUID,
          DefaultAttribute.GDPR_OPTIN);

  private Traits() {}

  /**
   * Whether a place is one of them, or below it: in an identify or group call, and in the context
   * of any other.
   *
   * @param from a path as a mapping says it; of several the first counts
   */
  static boolean contain(String from) {
    int end = from.indexOf(Spec.OR);
    List<String> keys = Path.ofDirective(end < 0 ? from : from.substring(0, end)).keys();
    boolean isInContext = !keys.isEmpty() && keys.get(0).equals("context");
    int place = isInContext ? 1 : 0;
    return keys.size() > place && keys.get(place).equals(TRAITS);
  }

  /**
   * Whether an attribute may be removed.
   *
   * @param attribute null if it is a custom one
   */
  static boolean isRemovable(@Nullable DefaultAttribute attribute) {
    return attribute == null || !KEPT.contains(attribute);
  }
}
