package io.segmentinsider.lab.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One process of a cluster.
 *
 * @param role what it is: {@code broker}, {@code sandbox}, {@code jobmanager}, {@code
 *     taskmanager-1} and so on
 * @param pid its id on this machine
 * @param startedAt epoch milliseconds, so that another process that got its id is not taken for it
 * @param log the file with what it printed
 */
public record ClusterProcess(String role, long pid, long startedAt, String log) {

  static final String BROKER = "broker";
  static final String JOB_MANAGER = "jobmanager";

  private static final String TASK_MANAGER = "taskmanager-";
  private static final int LAST_LINES = 20;

  static ClusterProcess of(String role, ProcessHandle handle, String log) {
    return new ClusterProcess(role, handle.pid(), startOf(handle), log);
  }

  static String taskManager(int number) {
    return TASK_MANAGER + number;
  }

  /** Whether it runs tasks. */
  @JsonIgnore
  public boolean isTaskManager() {
    return role.startsWith(TASK_MANAGER);
  }

  /** Whether it leads the others. */
  @JsonIgnore
  public boolean isJobManager() {
    return role.equals(JOB_MANAGER);
  }

  /** Its number among the TaskManagers. */
  int taskManagerNumber() {
    return Integer.parseInt(role.substring(TASK_MANAGER.length()));
  }

  /** Whether it still runs. */
  @JsonIgnore
  public boolean isAlive() {
    return handle().isPresent();
  }

  /** The end of what it printed, for the message that it has ended, and where the rest stands. */
  String lastWords() {
    try (Stream<String> lines = Files.lines(Path.of(log), StandardCharsets.ISO_8859_1)) {
      Deque<String> last = new ArrayDeque<>();
      lines.forEach(
          line -> {
            last.addLast(line);
            if (last.size() > LAST_LINES) {
              last.removeFirst();
            }
          });
      return String.join(System.lineSeparator(), last) + System.lineSeparator() + "see " + log;
    } catch (IOException | UncheckedIOException e) {
      return "see " + log;
    }
  }

  private Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid).filter(handle -> handle.isAlive() && startOf(handle) == startedAt);
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Asks it to end, and ends it if it does not within that time. */
  void stop(Duration patience) throws InterruptedException {
    Optional<ProcessHandle> handle = handle();
    if (handle.isPresent()) {
      handle.get().destroy();
      if (!hasEndedAfter(handle.get(), patience)) {
        kill();
      }
    }
  }

  /** Ends it at once (SIGKILL), as a machine that fails would. */
  public void kill() throws InterruptedException {
    Optional<ProcessHandle> handle = handle();
    if (handle.isPresent()) {
      handle.get().destroyForcibly();
      hasEndedAfter(handle.get(), Duration.ofSeconds(10));
    }
  }

  private static boolean hasEndedAfter(ProcessHandle handle, Duration patience)
      throws InterruptedException {
    try {
      handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process can't fail", e);
    } catch (TimeoutException e) {
      return false;
    }
  }
}
