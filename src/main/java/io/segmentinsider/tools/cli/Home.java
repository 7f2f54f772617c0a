package io.segmentinsider.tools.cli;

import java.nio.file.Path;

/** The root of the source tree, wherever a script of {@code job/} is called from. */
final class Home {

  /** Set by those scripts. */
  private static final String PROPERTY = "segmentinsider.home";

  private Home() {}

  /** A path below it; below the working directory if no script was used. */
  static Path resolve(String path) {
    return Path.of(System.getProperty(PROPERTY, ""), path);
  }
}
