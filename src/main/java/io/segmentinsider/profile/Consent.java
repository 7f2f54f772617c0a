package io.segmentinsider.profile;

import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.UserData;
import java.util.List;

/** What may be sent of a person who did not opt in. */
final class Consent {

  /** What a receipt says about an update that consent keeps back. */
  static final String SUPPRESSION = "consent";

  /** Insider's attribute of consent (docs/insider-api.md#consent). */
  private static final String ATTRIBUTE = "gdpr_optin";

  private Consent() {}

  /** The opt-out itself, so that Insider stops too; empty if the update is none. */
  static UserData.Content optOutOf(UserData.Content content) {
    for (Attribute attribute : content.attributes()) {
      boolean isAnswer =
          !attribute.custom() && attribute.name().equals(ATTRIBUTE) && !attribute.isRemoved();
      if (isAnswer && attribute.json()[0] == 'f') {
        return new UserData.Content(content.shape(), List.of(attribute), List.of());
      }
    }
    return new UserData.Content(content.shape(), List.of(), List.of());
  }
}
