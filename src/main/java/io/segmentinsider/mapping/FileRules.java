package io.segmentinsider.mapping;

import java.util.Set;

/**
 * What a mapping file says about all of its mappings.
 *
 * @param drop fields that never leave, in the form of {@code mapping.drop}
 * @param hash fields whose values leave as their SHA-256, in the same form
 * @param renames under which names fields and events are sent
 */
record FileRules(Set<String> drop, Set<String> hash, Renames renames) {

  static final FileRules NONE = new FileRules(Set.of(), Set.of(), Renames.NONE);
}
