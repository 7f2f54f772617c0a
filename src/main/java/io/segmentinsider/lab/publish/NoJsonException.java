package io.segmentinsider.lab.publish;

import java.nio.file.FileSystemException;

/** An input holds no JSON at all. */
public final class NoJsonException extends FileSystemException {

  private static final long serialVersionUID = 1L;

  /** Names the input. */
  NoJsonException(String name) {
    super(
        name,
        null,
        "it holds no JSON. Give events as Segment sends them: one a line, pretty-printed, or in a"
            + " list");
  }
}
