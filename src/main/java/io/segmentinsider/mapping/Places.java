package io.segmentinsider.mapping;

import java.util.Map;
import javax.annotation.Nullable;

/**
 * Where the fields of mappings are written that come from blocks. Complaints name the place where a
 * field stands once all blocks are put in; whoever reads them needs the one in the file.
 *
 * @param written by the path at which something stands the one at which it is written; what stands
 *     below is not named again
 */
record Places(Map<String, String> written) {

  static final Places AS_WRITTEN = new Places(Map.of());

  private static final String NEXT = "; /";

  /**
   * A complaint that names places of the file.
   *
   * @param complaint paths with the rules that they break, as {@link
   *     InvalidMappingFileException#complaint} has them
   */
  String inFile(String complaint) {
    StringBuilder told = new StringBuilder();
    int from = 0;
    for (int next = complaint.indexOf(NEXT); next >= 0; next = complaint.indexOf(NEXT, from)) {
      told.append(one(complaint.substring(from, next))).append("; ");
      from = next + 2;
    }
    return told.append(one(complaint.substring(from))).toString();
  }

  private String one(String complaint) {
    String moved = longest(complaint);
    return moved == null
        ? complaint
        : written.get(moved) + complaint.substring(moved.length()) + ", used as " + moved;
  }

  @Nullable
  private String longest(String complaint) {
    String longest = null;
    for (String path : written.keySet()) {
      boolean named =
          complaint.startsWith(path)
              && (complaint.length() == path.length()
                  || complaint.charAt(path.length()) == ' '
                  || complaint.charAt(path.length()) == '/');
      if (named && (longest == null || path.length() > longest.length())) {
        longest = path;
      }
    }
    return longest;
  }
}
