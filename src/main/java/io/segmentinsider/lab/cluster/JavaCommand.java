package io.segmentinsider.lab.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program as a process of its own, with the Java that runs this one.
 *
 * @param classpath of the program
 * @param options of the virtual machine
 * @param mainClass of the program
 * @param arguments of the program
 */
record JavaCommand(
    String classpath, List<String> options, String mainClass, List<String> arguments) {

  /** Starts it; it outlives this process, and what it prints goes to a file. */
  ClusterProcess start(String role, Path log) throws IOException {
    Files.createDirectories(log.getParent());
    Process process =
        builder()
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return ClusterProcess.of(role, process.toHandle(), log.toString());
  }

  ProcessBuilder builder() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classpath);
    command.add(mainClass);
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }
}
