package io.segmentinsider.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Real inputs, one event a line, under {@code cases/}. */
public final class CaseFile {

  private CaseFile() {}

  /** The events of a file that starts with that word. */
  public static List<Mapped> mapped(Mapper mapper, String file) {
    return lines(file).stream().map(line -> Mapped.by(mapper, line)).toList();
  }

  private static List<String> lines(String file) {
    String name = "/cases/" + file + ".ndjson";
    try (InputStream in = CaseFile.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }
}
