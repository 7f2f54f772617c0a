package io.segmentinsider.lab.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** Puts the slim jar on a cluster with Flink's own command line client. */
public final class JobSubmission {

  private static final Pattern JOB_ID = Pattern.compile("submitted with JobID ([0-9a-f]{32})");

  private final ClusterFiles files;
  private final ClusterState cluster;

  /** Submits to a cluster that runs. */
  public JobSubmission(ClusterFiles files, ClusterState cluster) {
    this.files = files;
    this.cluster = cluster;
  }

  /**
   * Submits, and returns when the cluster has taken the job.
   *
   * @param options {@code option=value} each; they win over the file and over what the cluster sets
   * @param savepoint the savepoint or retained checkpoint to start from; null to start afresh
   * @return the job's id
   * @throws ClusterException if the job is refused; the message holds what the client said
   */
  public String submit(List<String> options, @Nullable String savepoint)
      throws IOException, InterruptedException, ClusterException {
    Process client =
        new FlinkProcesses(files)
            .client(arguments(options, savepoint))
            .redirectErrorStream(true)
            .start();
    String output;
    try (var printed = client.getInputStream()) {
      output = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
    }
    int exitCode = client.waitFor();
    Matcher id = JOB_ID.matcher(output);
    if (exitCode != 0 || !id.find()) {
      throw new ClusterException("the job was not taken:\n" + output);
    }
    return id.group(1);
  }

  private List<String> arguments(List<String> options, @Nullable String savepoint)
      throws ClusterException {
    List<String> arguments = new ArrayList<>(List.of("run", "--detached"));
    arguments.add("--jobmanager");
    arguments.add(cluster.webInterface().getAuthority());
    if (savepoint != null) {
      arguments.add("--fromSavepoint");
      arguments.add(savepoint);
    }
    arguments.add(files.jobJar().toString());
    arguments.add("--config");
    arguments.add(files.jobConfiguration().toString());
    for (String option : overrides(options)) {
      arguments.add("-D");
      arguments.add(option);
    }
    return arguments;
  }

  /** What a job on this cluster is told besides its file: where everything is, then the options. */
  public List<String> overrides(List<String> options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap.servers=" + cluster.bootstrapServers(),
                "delivery.endpoint=" + cluster.sandbox(),
                "delivery.partner-name=" + LocalCluster.PARTNER,
                "delivery.token-file=" + files.token(),
                "delivery.trace=true"));
    all.addAll(options);
    return all;
  }
}
