package io.segmentinsider.tools.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which profiles became the profile of one person, and by which message: those whose identifiers
 * stood in one user object for the first time.
 */
final class PersonMerges {

  private final Set<SentIdentifier> own;
  private final List<Set<SentIdentifier>> profiles = new ArrayList<>();
  private final List<Merge> merges = new ArrayList<>();

  /**
   * One merge.
   *
   * @param message the last message that the user object was made of; empty if it is not known
   * @param joined identifiers of the younger profile, which is no more, by their names
   */
  record Merge(String message, Map<String, List<String>> joined) {}

  /** Of a profile as the sandbox writes it. */
  PersonMerges(JsonNode profile) {
    own = SentIdentifier.ofProfile(profile);
  }

  /** Takes what was sent; that of somebody else counts for nothing. */
  void add(SentUser sent) {
    if (!sent.isOf(own)) {
      return;
    }
    Set<SentIdentifier> named = sent.identifiers();
    List<Set<SentIdentifier>> found =
        profiles.stream().filter(profile -> named.stream().anyMatch(profile::contains)).toList();
    Set<SentIdentifier> survivor = found.isEmpty() ? new LinkedHashSet<>() : found.get(0);
    if (found.isEmpty()) {
      profiles.add(survivor);
    }
    for (Set<SentIdentifier> other : found.subList(Math.min(1, found.size()), found.size())) {
      merges.add(new Merge(sent.message(), SentIdentifier.byName(other)));
      survivor.addAll(other);
      profiles.remove(other);
    }
    survivor.addAll(named);
  }

  /** In the order in which they came. */
  List<Merge> merges() {
    return merges;
  }
}
