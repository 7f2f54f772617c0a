package io.segmentinsider.lab.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/**
 * A part of an input that was written to a file, in order.
 *
 * @param events lines in it
 * @param firstUser the first user id in them; null if there is none
 */
public record InputSelection(long events, @Nullable String firstUser) {

  /**
   * Takes the first lines.
   *
   * @param limit how many at most
   * @throws IOException if the input can't be read, or the file can't be written
   */
  public static InputSelection first(EventInput input, long limit, Path file) throws IOException {
    return write(input, limit, event -> true, file);
  }

  /**
   * Takes the people who use one device and no other source. All that names them lies in one
   * partition, so that two runs, disturbed or not, must leave them alike: between partitions no
   * order is promised (docs/guarantees.md).
   *
   * @param limit how many lines at most
   * @throws IOException if the input can't be read, or the file can't be written
   */
  public static InputSelection peopleWithOneDevice(EventInput input, long limit, Path file)
      throws IOException {
    return write(input, limit, OneDevicePeople.of(input)::has, file);
  }

  private static InputSelection write(
      EventInput input, long limit, Predicate<JsonNode> wanted, Path file) throws IOException {
    long events = 0;
    String firstUser = null;
    try (LineSource lines = input.open(new AtomicLong());
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      byte[] line = lines.next();
      while (line != null && events < limit) {
        JsonNode event = EventText.of(line);
        if (wanted.test(event)) {
          out.write(line);
          out.write('\n');
          events++;
          if (firstUser == null && event != null) {
            firstUser = EventText.at(event, "/userId");
          }
        }
        line = lines.next();
      }
    }
    return new InputSelection(events, firstUser);
  }
}
