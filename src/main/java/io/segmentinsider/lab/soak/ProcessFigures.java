package io.segmentinsider.lab.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * What the operating system says of a process; Linux only.
 *
 * @param residentMb its memory
 * @param threads how many
 * @param openFiles files and sockets
 */
record ProcessFigures(double residentMb, double threads, double openFiles) {

  private static final double KB_IN_MB = 1_024;

  /** The figures of a process; null if it is gone, or this is not Linux. */
  @Nullable
  static ProcessFigures of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      double residentKb = 0;
      double threads = 0;
      for (String line : Files.readAllLines(process.resolve("status"))) {
        if (line.startsWith("VmRSS:")) {
          residentKb = number(line);
        } else if (line.startsWith("Threads:")) {
          threads = number(line);
        }
      }
      return new ProcessFigures(residentKb / KB_IN_MB, threads, files.count());
    } catch (IOException e) {
      return null;
    }
  }

  private static double number(String line) {
    return Double.parseDouble(line.replaceAll("[^0-9]", ""));
  }

  ProcessFigures plus(ProcessFigures other) {
    return new ProcessFigures(
        residentMb + other.residentMb, threads + other.threads, openFiles + other.openFiles);
  }
}
