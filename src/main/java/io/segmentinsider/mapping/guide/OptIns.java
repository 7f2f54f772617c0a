package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.ByNames;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNames;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.value.OptIn;
import io.segmentinsider.mapping.value.OptInName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.annotation.Nullable;

/**
 * The compiled {@code opt_ins} of a field group: objects in which every member that is named after
 * a consent, or after a refusal, says something about it.
 */
final class OptIns {

  /** Enough for any tracking plan; what goes beyond is worked out again each time. */
  private static final int MAX_KNOWN = 2_000;

  /** A longer name is kept in no table. */
  private static final int MAX_KNOWN_LENGTH = 200;

  private final List<Place> places;
  private final Map<String, Word> known = new HashMap<>();
  private final ByNames<Names> byNames = new ByNames<>(this::of);

  OptIns(List<Place> places) {
    this.places = List.copyOf(places);
  }

  /**
   * One of the objects.
   *
   * @param source the object
   * @param from the same in words
   */
  record Place(Source source, String from) {}

  /** The paths of the objects that a mapping names: one directive, or a list of them. */
  static List<String> paths(@Nullable Object mapping) {
    if (mapping instanceof JsonArray list) {
      List<String> paths = new ArrayList<>(list.size());
      list.forEach(item -> paths.addAll(paths(item)));
      return paths;
    }
    return mapping instanceof JsonObject directive
            && directive.size() == 1
            && directive.get("@path") instanceof String path
        ? List.of(path)
        : List.of();
  }

  /**
   * What one name says.
   *
   * @param said what it says by itself; null if it is not about consent
   * @param begins whether names below it may be about consent together with it
   */
  private record Word(@Nullable OptInName said, boolean begins) {}

  /**
   * What the names of an object's members say.
   *
   * @param words one for each
   * @param places those of members that say something
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Names(Word[] words, int[] places) {}

  /** Takes what the members say. */
  interface Listener {

    /**
     * Learns of a member that is about consent.
     *
     * @param name what its name says
     * @param value not null
     * @param from the path of the object it stands in
     * @param member its name there
     */
    void said(OptInName name, Object value, String from, String member);
  }

  /** Tells all that the objects of an event say, one level of objects in them included. */
  void read(JsonObject event, Listener listener) {
    for (Place place : places) {
      if (place.source().of(event) instanceof JsonObject object) {
        read(object, place.from(), listener);
      }
    }
  }

  /** Whether a value is an answer to what a name asks; what is none stays what it is. */
  static boolean isAnswer(OptInName name, Object raw) {
    if (name.answers() == OptInName.Answers.ALL) {
      return true;
    }
    boolean isState =
        name.answers() == OptInName.Answers.REFUSALS_AND_STATES
            && raw instanceof String text
            && OptIn.isState(text);
    return isState || Boolean.FALSE.equals(ValueConverter.optIn(raw, name.isOptOut()));
  }

  private void read(JsonObject object, String from, Listener listener) {
    Names names = byNames.of(object);
    for (int place : names.places()) {
      Object value = object.valueAt(place);
      if (value instanceof JsonObject inner) {
        if (names.words()[place].begins()) {
          readInner(inner, from, object.nameAt(place), listener);
        }
      } else if (value != null
          && names.words()[place].said() != null
          && isAnswer(names.words()[place].said(), value)) {
        listener.said(names.words()[place].said(), value, from, object.nameAt(place));
      }
    }
  }

  private static void readInner(
      JsonObject object, String from, String outerName, Listener listener) {
    for (int i = 0; i < object.size(); i++) {
      Object value = object.valueAt(i);
      OptInName name =
          value == null || value instanceof JsonObject
              ? null
              : OptInName.of(outerName + object.nameAt(i));
      if (name != null && isAnswer(name, value)) {
        listener.said(name, value, from + "." + outerName, object.nameAt(i));
      }
    }
  }

  private Names of(JsonNames names) {
    Word[] words = new Word[names.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(names.at(i));
    }
    int[] places =
        IntStream.range(0, words.length)
            .filter(i -> words[i].said() != null || words[i].begins())
            .toArray();
    return new Names(words, places);
  }

  private Word word(String name) {
    Word word = known.get(name);
    if (word == null) {
      word = new Word(OptInName.of(name), OptInName.mayBegin(name));
      if (known.size() < MAX_KNOWN && name.length() <= MAX_KNOWN_LENGTH) {
        known.put(name, word);
      }
    }
    return word;
  }
}
