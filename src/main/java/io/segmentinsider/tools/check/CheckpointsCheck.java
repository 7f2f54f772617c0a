package io.segmentinsider.tools.check;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javax.annotation.Nullable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

/** Where checkpoints go, and whether they can be written there, as far as this machine can tell. */
final class CheckpointsCheck {

  private static final String SUBJECT = "checkpoints";
  private static final String LOCAL = "file";

  private CheckpointsCheck() {}

  /** Looks; nothing is made, and nothing is written. */
  static Finding of(Configuration configuration) {
    String directory = configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    if (directory == null) {
      // The cluster may have its own, which nobody can see from here; so it is no error.
      return Finding.warning(
          SUBJECT,
          CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()
              + " is not set here. If the cluster's own configuration does not set it either, they"
              + " stay in the JobManager's memory: gone with it, and failing above 5 MB of state a"
              + " task");
    }
    try {
      URI uri = new URI(directory);
      String scheme = scheme(uri, configuration);
      return scheme.equals(LOCAL)
          ? local(directory, uri.getPath() == null ? null : Path.of(uri.getPath()))
          : Finding.warning(
              SUBJECT,
              "in "
                  + directory
                  + ", which was not tried: file systems of the scheme "
                  + scheme
                  + " are the cluster's own. See that its plugin is there, that JobManager and"
                  + " TaskManagers may write, and that the first checkpoint completes");
    } catch (URISyntaxException | InvalidPathException e) {
      return wrong(directory, "is no URI, such as s3://bucket/checkpoints");
    }
  }

  private static String scheme(URI uri, Configuration configuration) throws URISyntaxException {
    if (uri.getScheme() != null) {
      return uri.getScheme();
    }
    String usual = configuration.get(CoreOptions.DEFAULT_FILESYSTEM_SCHEME);
    String scheme = usual == null ? null : new URI(usual).getScheme();
    return scheme == null ? LOCAL : scheme;
  }

  private static Finding local(String directory, @Nullable Path path) {
    if (path == null || !path.isAbsolute()) {
      return wrong(directory, "is no absolute path");
    }
    Path there = path;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return wrong(directory, "can't be made, as " + there + " is no directory");
    }
    if (!Files.isWritable(there) || !Files.isExecutable(there)) {
      return wrong(
          directory,
          (there.equals(path) ? "can't be written" : "can't be made in " + there)
              + " by the user of this process");
    }
    return Finding.ok(
        SUBJECT,
        "in "
            + directory
            + (there.equals(path) ? ", which can be written" : ", which can be made")
            + " here; JobManager and TaskManagers must see the same directory");
  }

  private static Finding wrong(String directory, String text) {
    return Finding.wrong(
        SUBJECT, CheckpointingOptions.CHECKPOINTS_DIRECTORY.key() + " " + directory + " " + text);
  }
}
