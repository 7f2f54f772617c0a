package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was found out about a name is the same object for as long as it is kept. */
class EventNameIndexTest {

  private static final int INVENTED = 100_000;

  private final EventNameIndex index = new EventNameIndex(List.of(), List.of());

  @Test
  void namesThatComeAgainAreKeptHoweverManyOthersCome() {
    EventNameIndex.Left real = left("Order Completed");
    for (int i = 0; i < INVENTED; i++) {
      left("invented " + i);
      if (i % 1_000 == 0) {
        assertThat(left("Order Completed")).isSameAs(real);
      }
    }
  }

  @Test
  void aNameThatComesAfterManyOthersIsKeptToo() {
    for (int i = 0; i < INVENTED; i++) {
      left("invented " + i);
    }
    assertThat(left("Order Completed")).isSameAs(left("Order Completed"));
  }

  @Test
  void namesThatDoNotComeAgainAreForgotten() {
    EventNameIndex.Left first = left("invented 0");
    for (int i = 1; i < INVENTED; i++) {
      left("invented " + i);
    }
    assertThat(left("invented 0")).isNotSameAs(first);
  }

  @Test
  void longNamesAreNotKept() {
    assertThat(left("n".repeat(201))).isNotSameAs(left("n".repeat(201)));
  }

  private EventNameIndex.Left left(String name) {
    return index.left(new JsonObject().put("type", "track").put("event", name));
  }
}
