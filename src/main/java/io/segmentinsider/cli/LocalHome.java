package io.segmentinsider.cli;

import java.nio.file.Path;

/** The source tree that the scripts in {@code job/} run from. */
final class LocalHome {

  /** The scripts set it to the root of the source tree. */
  private static final String PROPERTY = "segmentinsider.home";

  private LocalHome() {}

  /** Its root; the current directory without the scripts. */
  static Path path() {
    return Path.of(System.getProperty(PROPERTY, ""));
  }
}
