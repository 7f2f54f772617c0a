package io.segmentinsider.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RepairsTest {

  @Test
  void aKindThatANewerReleaseKnowsIsPassedOver() {
    assertThat(new Repairs(1L << 62 | 1).kinds()).containsExactly(Repair.Kind.FIELD_LEFT_OUT);
  }

  @Test
  void aFieldIsNamedOnce() {
    Repairs repairs =
        Repairs.NONE
            .with(Repair.Kind.TWO_READINGS, "products.unit_price")
            .with(Repair.Kind.TWO_READINGS, "products.unit_price")
            .with(Repair.Kind.FIELD_LEFT_OUT, "products.unit_price");

    assertThat(repairs.fields())
        .containsExactly(
            new Repairs.Field(Repair.Kind.TWO_READINGS, "products.unit_price"),
            new Repairs.Field(Repair.Kind.FIELD_LEFT_OUT, "products.unit_price"));
  }

  @Test
  void oneKindLeavesRoomForTheOthers() {
    Repairs repairs = Repairs.NONE;
    for (int i = 0; i < 1_000; i++) {
      repairs = repairs.with(Repair.Kind.NULL_IGNORED, "attributes.custom.field_" + i);
    }
    repairs = repairs.with(Repair.Kind.OPT_IN_UNREADABLE, "attributes.email_optin");

    assertThat(repairs.fields()).hasSize(Repairs.MAX_FIELDS_OF_A_KIND + 1);
    assertThat(repairs.fields().get(Repairs.MAX_FIELDS_OF_A_KIND).name())
        .isEqualTo("attributes.email_optin");
  }

  @Test
  void whateverIsRepairedTheKindsAreAllThereAndTheFieldsFew() {
    Repairs repairs = Repairs.NONE;
    for (Repair.Kind kind : Repair.Kind.values()) {
      for (int i = 0; i < 10; i++) {
        repairs = repairs.with(kind, "attributes.custom.field_" + i);
      }
    }

    assertThat(repairs.kinds()).isEqualTo(List.of(Repair.Kind.values()));
    assertThat(repairs.fields()).hasSize(Repairs.MAX_FIELDS);
  }

  @Test
  void aFieldWithALongNameIsNotNamed() {
    Repairs repairs =
        Repairs.NONE.with(Repair.Kind.FIELD_LEFT_OUT, "x".repeat(Repairs.MAX_FIELD_LENGTH + 1));

    assertThat(repairs.kinds()).containsExactly(Repair.Kind.FIELD_LEFT_OUT);
    assertThat(repairs.fields()).isEmpty();
  }
}
