package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What others have built on, in files under {@code src/test/resources/golden}. {@code
 * -Dgolden.update=true} writes them anew: look at the difference first, as somebody's alert, script
 * or reader may rest on each line that goes.
 */
public final class Golden {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private static final String REASON =
      "%s is not what it was. For users: %s If it is meant, say so in CHANGELOG.md and run this test"
          + " with -Dgolden.update=true.";

  private Golden() {}

  /**
   * Holds a list against its file: what is new may come, and is added to the file for the next
   * release.
   *
   * @param file its name
   * @param lines what there is today
   * @param meaning what it means for users if a line goes
   */
  public static void assertAllStay(String file, List<String> lines, String meaning)
      throws IOException {
    Path golden = FOLDER.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.write(golden, lines.stream().sorted().toList());
    }
    assertThat(lines).as(REASON, golden, meaning).containsAll(Files.readAllLines(golden));
  }

  /**
   * Holds a text against its file.
   *
   * @param file its name
   * @param text what there is today
   * @param meaning what a change of it means for users
   */
  public static void assertUnchanged(String file, String text, String meaning) throws IOException {
    Path golden = FOLDER.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, text);
    }
    assertThat(text).as(REASON, golden, meaning).isEqualTo(Files.readString(golden));
  }
}
