package io.segmentinsider.lab.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class FreshPhonesTest {

  /** Few numbers with one beginning: the rounds of each meet those of the others soon. */
  @Property(tries = 200)
  void noTwoPeopleOfAnyRoundsShareANumber(
      @ForAll @Size(min = 1, max = 60) Set<@LongRange(max = 999_999) Long> endings,
      @ForAll @IntRange(min = 2, max = 20) int rounds) {
    FreshPhones phones = new FreshPhones();
    Set<String> given = new HashSet<>();
    for (long ending : endings) {
      String phone = phone(ending);
      phones.seen(phone);
      given.add(phone.substring(phone.length() - 6));
    }
    for (int round = 2; round <= rounds; round++) {
      for (long ending : endings) {
        String fresh = phones.inRound(phone(ending), round);

        assertThat(fresh).matches("[0-9]{6}");
        assertThat(given.add(fresh)).as("round " + round + " of " + ending).isTrue();
        assertThat(phones.inRound(phone(ending), round)).isEqualTo(fresh);
        assertThat(phones.inRound("00" + spelled(ending), round)).isEqualTo(fresh);
      }
    }
  }

  private static String phone(long ending) {
    return String.format("+33949%06d", ending);
  }

  /** The same number, written another way. */
  private static String spelled(long ending) {
    return phone(ending).substring(1, 6) + " (" + phone(ending).substring(6) + ")";
  }
}
