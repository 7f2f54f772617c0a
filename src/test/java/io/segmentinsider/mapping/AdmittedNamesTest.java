package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.mapping.CustomNames.Place;
import io.segmentinsider.mapping.NameRegistry.Agreed;
import io.segmentinsider.mapping.NameRegistry.Announcement;
import io.segmentinsider.mapping.NameRegistry.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdmittedNamesTest {

  private static final long DAY_MS = 86_400_000L;

  /** The JobManager of a test. */
  private static final class JobManager implements AdmittedNames.Registry {

    private final NameRegistry function = new NameRegistry();
    private Agreed agreed = function.createAccumulator();
    private int calls;
    private boolean answers = true;

    @Override
    public Answer announce(Announcement announcement) throws IOException {
      calls++;
      if (!answers) {
        throw new IOException("no answer");
      }
      agreed = function.add(announcement, agreed);
      return function.getResult(agreed);
    }
  }

  private static final class Heard implements AdmittedNames.Listener {

    private final List<String> names = new ArrayList<>();
    private int alone;

    @Override
    public void isNew(Place place, String name, long day) {
      names.add(place.group() + "." + name);
    }

    @Override
    public void isAlone(IOException cause) {
      alone++;
    }
  }

  private final JobManager jobManager = new JobManager();
  private final Heard heard = new Heard();

  private AdmittedNames task(int ceiling) {
    return new AdmittedNames(ceiling, jobManager, heard);
  }

  private static boolean attribute(AdmittedNames task, String name, long day) {
    return task.admit(Place.ATTRIBUTE, name, day * DAY_MS + 5);
  }

  @Test
  void aNameOfAMegabyteIsToldToNobody() {
    String longest = "n".repeat(AdmittedNames.MAX_LENGTH);
    for (int ceiling : new int[] {NameRegistry.UNLIMITED, 10}) {
      AdmittedNames task = task(ceiling);
      assertThat(attribute(task, longest, 1)).isTrue();
      int calls = jobManager.calls;
      for (int length : new int[] {AdmittedNames.MAX_LENGTH + 1, 1_000_000}) {
        boolean isAdmitted = attribute(task, "n".repeat(length), 1);
        assertThat(isAdmitted).isEqualTo(ceiling == NameRegistry.UNLIMITED);
      }
      assertThat(jobManager.calls).isEqualTo(calls);
      assertThat(task.all()).extracting(KnownName::name).containsExactly(longest);
    }
  }

  private static int admitted(AdmittedNames task, String prefix, int names, long day) {
    int admitted = 0;
    for (int i = 0; i < names; i++) {
      admitted += attribute(task, prefix + i, day) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void aDayHasItsShareAndTheNextDayAnother() {
    AdmittedNames task = task(10);
    assertThat(admitted(task, "exp_", 120, 100)).isEqualTo(10);
    assertThat(admitted(task, "exp_", 120, 100)).as("the same again").isEqualTo(10);
    assertThat(admitted(task, "exp_", 120, 101)).as("ten are known").isEqualTo(20);
    assertThat(heard.names).hasSize(20).startsWith("attributes.exp_0");
  }

  @Test
  void allTasksOfAJobShareIt() {
    AdmittedNames one = task(10);
    AdmittedNames other = task(10);
    assertThat(admitted(one, "a", 6, 100)).isEqualTo(6);
    assertThat(admitted(other, "b", 6, 100)).isEqualTo(4);
    assertThat(admitted(other, "a", 6, 100)).as("known to the first task").isEqualTo(6);
    assertThat(admitted(one, "b", 6, 100)).as("known to the other").isEqualTo(4);
    assertThat(heard.names).as("each is new once").hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void attributesAndParametersAreTwoNamesAndOneShare() {
    AdmittedNames task = task(2);
    assertThat(task.admit(Place.ATTRIBUTE, "plan", 5)).isTrue();
    assertThat(task.admit(Place.PARAMETER, "plan", 5)).isTrue();
    assertThat(task.admit(Place.PARAMETER, "color", 5)).isFalse();
  }

  @Test
  void anOlderEventCountsForTheNewestDay() {
    AdmittedNames task = task(2);
    assertThat(admitted(task, "a", 2, 100)).isEqualTo(2);
    assertThat(admitted(task, "b", 2, 7)).isZero();
    assertThat(admitted(task, "c", 3, 101)).isEqualTo(2);
    assertThat(admitted(task, "d", 2, 100)).isZero();
  }

  @Test
  void whatIsKnownNeedsNoCall() {
    AdmittedNames task = task(1);
    task.know(new KnownName(Place.ATTRIBUTE, "plan", KnownName.ALWAYS));
    assertThat(attribute(task, "plan", 100)).isTrue();
    assertThat(jobManager.calls).isZero();
    attribute(task, "a", 100);
    attribute(task, "a", 100);
    assertThat(jobManager.calls).isEqualTo(1);
    admitted(task, "b", 50, 100);
    admitted(task, "b", 50, 100);
    assertThat(jobManager.calls).as("one call a name and day").isEqualTo(51);
    admitted(task, "c", 50_000, 100);
    assertThat(jobManager.calls).as("bounded").isEqualTo(NameRegistry.MAX_NAMES + 1);
  }

  @Test
  void whatWasAdmittedBeforeACrashIsAdmittedAfterIt() {
    AdmittedNames lost = task(3);
    assertThat(admitted(lost, "a", 3, 100)).isEqualTo(3);
    AdmittedNames again = task(3);
    assertThat(attribute(again, "b", 100)).as("as before the crash").isFalse();
    AdmittedNames asked = task(3);
    assertThat(admitted(asked, "a", 3, 100)).isEqualTo(3);
    assertThat(heard.names).hasSize(3);
  }

  @Test
  void aNewJobManagerIsToldWhatTheDayHasHad() {
    AdmittedNames first = task(5);
    assertThat(admitted(first, "a", 4, 100)).isEqualTo(4);
    AdmittedNames restored = new AdmittedNames(5, new JobManager(), heard);
    first.all().forEach(restored::know);
    assertThat(admitted(restored, "b", 5, 100)).isEqualTo(1);
    assertThat(admitted(restored, "a", 4, 100)).isEqualTo(4);
    assertThat(restored.learned()).extracting(KnownName::name).containsExactly("b0");
  }

  @Test
  void withoutACeilingEveryNameLeavesAndIsHeardOfOnce() {
    AdmittedNames task = task(NameRegistry.UNLIMITED);
    assertThat(admitted(task, "a", 3_000, 100)).isEqualTo(3_000);
    assertThat(heard.names).hasSize(NameRegistry.MAX_NAMES);
    assertThat(task.all()).as("bounded").hasSize(NameRegistry.MAX_NAMES);
    assertThat(jobManager.calls).isEqualTo(NameRegistry.MAX_NAMES);
  }

  @Test
  void withACeilingNamesBeyondAllMeasureStayBack() {
    AdmittedNames task = task(1_000);
    for (int day = 0; day < 5; day++) {
      admitted(task, "d" + day + "_", 1_000, day);
    }
    assertThat(task.all()).hasSize(NameRegistry.MAX_NAMES);
    assertThat(attribute(task, "more", 9)).isFalse();
  }

  @Test
  void aSilentJobManagerStopsATaskOnlyWhereThereIsACeiling() {
    jobManager.answers = false;
    AdmittedNames unlimited = task(NameRegistry.UNLIMITED);
    assertThat(admitted(unlimited, "a", 3, 100)).isEqualTo(3);
    assertThat(jobManager.calls).isEqualTo(1);
    assertThat(heard.alone).isEqualTo(1);
    assertThatThrownBy(() -> attribute(task(5), "a", 100))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("mapping.max-new-names-per-day");
  }

  @Property(tries = 300)
  void noDayBringsMoreThanItsShare(
      @ForAll @IntRange(min = 1, max = 5) int ceiling,
      @ForAll @Size(max = 60) List<@IntRange(max = 3_999) Integer> events) {
    JobManager shared = new JobManager();
    List<AdmittedNames> tasks =
        List.of(
            new AdmittedNames(ceiling, shared, heard),
            new AdmittedNames(ceiling, shared, heard),
            new AdmittedNames(ceiling, shared, heard));
    Set<String> names = new HashSet<>();
    Set<Integer> days = new HashSet<>();
    for (int event : events) {
      String name = "n" + event % 40;
      int day = event / 1_000;
      days.add(day);
      if (attribute(tasks.get(event % 3), name, day)) {
        names.add(name);
      }
    }
    assertThat(names.size()).isLessThanOrEqualTo(ceiling * days.size());
  }
}
