package io.segmentinsider.profile;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignIdentifiersTest {

  private static final Identifier DEVICE = Identifier.device("d");
  private static final Identifier EMAIL = Identifier.email("e@x.co");
  private static final Identifier PHONE = Identifier.phoneNumber("+6591234567");

  @Test
  void whatWasFirstSentWithThisUserIsItsOwn() {
    Update update = update("1").user("a").identifier(DEVICE.claimed("uuid:a")).build();
    assertThat(ForeignIdentifiers.in(update, List.of())).isEmpty();
  }

  @Test
  void whatWasFirstSentWithAnotherUserIsForeign() {
    Update update = update("1").user("b").identifier(DEVICE.claimed("uuid:a")).build();
    assertThat(ForeignIdentifiers.in(update, List.of())).containsExactly(DEVICE.claimed("uuid:a"));
  }

  @Test
  void aFilledInUserCountsLikeANamedOne() {
    Update update =
        update("1").identifier(DEVICE.claimed("uuid:a")).build().withStitchedUserId("b");
    assertThat(ForeignIdentifiers.in(update, List.of())).hasSize(1);
  }

  @Test
  void aDeviceFirstSentWithAnEmailIsOwnBesideThatEmail() {
    Update update =
        update("1")
            .user("a")
            .identifier(DEVICE.claimed("email:e@x.co"))
            .identifier(EMAIL.claimed("uuid:a"))
            .build();
    assertThat(ForeignIdentifiers.in(update, List.of())).isEmpty();
  }

  @Test
  void aDeviceFirstSentWithSomebodysEmailIsForeignWithIt() {
    Update update =
        update("1")
            .user("b")
            .identifier(DEVICE.claimed("email:e@x.co"))
            .identifier(EMAIL.claimed("uuid:a"))
            .build();
    assertThat(ForeignIdentifiers.in(update, List.of())).hasSize(2);
  }

  @Test
  void withoutAUserTheStrongestIdentifierIsTheOwner() {
    Update update =
        update("1")
            .identifier(DEVICE.claimed("uuid:a"))
            .identifier(EMAIL.claimed("uuid:b"))
            .build();
    assertThat(ForeignIdentifiers.in(update, List.of())).containsExactly(DEVICE.claimed("uuid:a"));
  }

  /** The phone number is another user's, and so is what came with it. */
  @Test
  void withoutAUserADeviceFirstSentWithSomebodysPhoneIsForeignWithIt() {
    Update update =
        update("1")
            .identifier(DEVICE.claimed(PHONE.key()))
            .identifier(PHONE.claimed("uuid:b"))
            .identifier(EMAIL.claimed("uuid:a"))
            .build();
    assertThat(ForeignIdentifiers.in(update, List.of()))
        .containsExactlyInAnyOrder(DEVICE.claimed(PHONE.key()), PHONE.claimed("uuid:b"));
  }

  @Test
  void withoutAUserAnAddressThatWasAGuestsIsForeignBesideAnotherGuests() {
    Update update =
        update("1")
            .identifier(DEVICE.claimed(PHONE.key()))
            .identifier(PHONE.claimed("email:other@x.co"))
            .identifier(EMAIL)
            .build();
    assertThat(ForeignIdentifiers.in(update, List.of())).hasSize(2);
  }

  @Test
  void withoutAUserWhatWasFirstSentAloneIsNobodyElses() {
    Update update =
        update("1")
            .identifier(DEVICE.claimed(PHONE.key()))
            .identifier(PHONE.claimed(PHONE.key()))
            .identifier(EMAIL.claimed("uuid:a"))
            .build();
    assertThat(ForeignIdentifiers.in(update, List.of())).isEmpty();
  }

  @Test
  void whatWasFirstSentWithALaterUserIdOfTheOwnerIsTheOwners() {
    Update update = update("1").user("c").device("d").build().ownedBy("a");
    Update claimed =
        update.withIdentifiers(
            List.of(Identifier.uuid("c"), DEVICE.claimed("uuid:b")), update.data());
    assertThat(ForeignIdentifiers.in(claimed, List.of("b", "c"))).isEmpty();
    assertThat(ForeignIdentifiers.in(claimed, List.of("c"))).hasSize(1);
  }
}
