package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.ByNames;
import io.segmentinsider.json.JsonNames;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.value.CustomName;
import io.segmentinsider.mapping.value.OptInName;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.annotation.Nullable;

/**
 * What becomes of the members of an object that a mapping does not read. Names repeat from event to
 * event, so what was found out about one is kept.
 */
final class UnreadMembers {

  /** Enough for any tracking plan; what goes beyond is worked out again each time. */
  private static final int MAX_KNOWN = 2_000;

  /** Stands for all names that are too long to be sent. */
  private static final Member TOO_LONG =
      new Member(false, false, null, null, "", null, null, false, false);

  private final String prefix;
  private final ReadPaths read;
  private final Defaults defaults;
  private final int maxNameLength;

  /** What stands before a member's name where members are about consent; null elsewhere. */
  @Nullable private final String optInPrefix;

  /**
   * Whether what was found out is kept. Below a name that a sender chose it is not: each of many
   * such names would keep as many others.
   */
  private final boolean keeps;

  private final Map<String, Member> known = new HashMap<>();
  private final ByNames<Members> byNames = new ByNames<>(this::of);

  /**
   * Nothing is known yet.
   *
   * @param read what the mapping reads
   * @param defaults Insider's own fields
   * @param maxNameLength what is longer is not sent
   */
  UnreadMembers(ReadPaths read, Defaults defaults, int maxNameLength) {
    this("", read, defaults, read.holdsOptIns() ? "" : null, maxNameLength, true);
  }

  private UnreadMembers(
      String prefix,
      ReadPaths read,
      Defaults defaults,
      @Nullable String optInPrefix,
      int maxNameLength,
      boolean keeps) {
    this.prefix = prefix;
    this.read = read;
    this.defaults = defaults;
    this.optInPrefix = optInPrefix;
    this.maxNameLength = maxNameLength;
    this.keeps = keeps;
  }

  /** Insider's own fields of a field group. */
  interface Defaults {

    /** What a field of that name holds; null if the name is a custom one. */
    @Nullable
    FieldType typeOf(String fieldName);

    /** Whether a value may reach the field without a mapping that says so. */
    boolean isOpen(String fieldName);

    /**
     * The field that a custom name spells in one word: {@code unitprice}, as {@code unitPrice}
     * becomes.
     *
     * @return null if there is none
     */
    @Nullable
    default String ofOneWord(String customName) {
      return null;
    }
  }

  /**
   * What is known about a member.
   *
   * @param isRead whether another field reads it
   * @param isAlternative whether another field reads it only if no other place comes first
   * @param optIn what its name says about a consent, unless it is an object; null if nothing
   * @param partlyRead for an object of which other fields read members: the others; null otherwise
   * @param name the name as sent
   * @param distinctName what is sent if that name is taken; null for a name in plain letters
   * @param type what the default field of that name holds; null if it is a custom name
   * @param isOpen whether that default field may be filled without a mapping that says so
   * @param isPassedOn whether a text goes on as it is, whatever it says
   */
  record Member(
      boolean isRead,
      boolean isAlternative,
      @Nullable OptInName optIn,
      @Nullable UnreadMembers partlyRead,
      String name,
      @Nullable String distinctName,
      @Nullable FieldType type,
      boolean isOpen,
      boolean isPassedOn) {

    /** Whether the name is too long to be sent. */
    @SuppressWarnings("ReferenceEquality")
    boolean isTooLong() {
      return this == TOO_LONG;
    }

    /** The same under the name that no other spelling has; a custom one. */
    Member distinct() {
      return distinctName == null
          ? this
          : new Member(
              isRead, isAlternative, optIn, partlyRead, distinctName, null, null, true, false);
    }
  }

  /**
   * What is known about all members of an object.
   *
   * @param all one for each member
   * @param unread the places of those that no other field reads
   * @param otherSpellings those of them whose names are not in plain letters
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Members(Member[] all, int[] unread, int[] otherSpellings) {

    Member at(int place) {
      return all[place];
    }
  }

  Members members(JsonObject object) {
    return keeps ? byNames.of(object) : byNames.anew(object);
  }

  private Members of(JsonNames names) {
    Member[] all = new Member[names.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = member(names.at(i));
    }
    return new Members(
        all,
        places(all, member -> member.distinctName() == null),
        places(all, member -> member.distinctName() != null));
  }

  private static int[] places(Member[] all, Predicate<Member> isMeant) {
    return IntStream.range(0, all.length)
        .filter(i -> !all[i].isRead() && isMeant.test(all[i]))
        .toArray();
  }

  private Member member(String eventName) {
    if (!keeps) {
      return findOut(eventName);
    }
    Member member = known.get(eventName);
    if (member == null) {
      member = findOut(eventName);
      if (known.size() < MAX_KNOWN && !member.isTooLong()) {
        known.put(eventName, member);
      }
    }
    return member;
  }

  private Member findOut(String eventName) {
    ReadPaths below = read.member(eventName);
    if (below == null && prefix.length() + eventName.length() > maxNameLength) {
      return TOO_LONG;
    }
    String name = CustomName.normalise(prefix + eventName);
    String distinctName = CustomName.distinct(prefix + eventName);
    boolean isRead = below != null && below.isRead();
    boolean isAlternative = below != null && below.isAlternative();
    String own = isAlternative ? null : defaults.ofOneWord(name);
    String sent = own == null ? name : own;
    FieldType type = defaults.typeOf(sent);
    return new Member(
        isRead,
        isAlternative,
        optInPrefix == null ? null : OptInName.of(optInPrefix + eventName),
        isRead || isAlternative ? null : partlyRead(eventName, name + "_", below),
        sent,
        name.equals(distinctName) ? null : distinctName,
        type,
        defaults.isOpen(sent),
        type == null && !isAlternative && !FieldGroup.isSpecNumber(sent));
  }

  @Nullable
  private UnreadMembers partlyRead(String eventName, String names, @Nullable ReadPaths below) {
    boolean mayHoldOptIns =
        optInPrefix != null && optInPrefix.isEmpty() && OptInName.mayBegin(eventName);
    if (below == null && !mayHoldOptIns) {
      return null;
    }
    return new UnreadMembers(
        names,
        below == null ? ReadPaths.NONE : below,
        defaults,
        mayHoldOptIns ? eventName : null,
        maxNameLength,
        keeps && below != null);
  }
}
