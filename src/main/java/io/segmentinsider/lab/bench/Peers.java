package io.segmentinsider.lab.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code bench/} holds when it is compiled. */
public final class Peers {

  private static final String CLASSES = "target/classes";

  private Peers() {}

  /** Whether the program of a peer is there. */
  public static boolean has(Row row, Path directory) {
    return Files.isRegularFile(
            directory.resolve(module(row)).resolve(CLASSES).resolve(file(mainClass(row))))
        && (row != Row.HTTP_SINK || Files.isRegularFile(jars(directory)));
  }

  private static String module(Row row) {
    return row == Row.HTTP_SINK ? "http-sink" : "naive";
  }

  private static String file(String mainClass) {
    return mainClass.replace('.', '/') + ".class";
  }

  private static Path jars(Path directory) {
    return directory.resolve(module(Row.HTTP_SINK)).resolve("target/classpath");
  }

  static String mainClass(Row row) {
    return "io.segmentinsider.bench." + (row == Row.HTTP_SINK ? "HttpSinkPeer" : "Naive");
  }

  /** The ready-made sink has jars of its own; the other runs with the product's. */
  static String classpath(Row row, Path directory) throws IOException {
    String jars =
        row == Row.HTTP_SINK
            ? Files.readString(jars(directory)).strip()
            : System.getProperty("java.class.path");
    return String.join(
        File.pathSeparator,
        directory.resolve(module(row)).resolve(CLASSES).toString(),
        directory.resolve("shared").resolve(CLASSES).toString(),
        jars);
  }
}
