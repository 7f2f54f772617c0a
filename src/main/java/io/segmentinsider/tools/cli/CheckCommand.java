package io.segmentinsider.tools.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.tools.check.Checkup;
import io.segmentinsider.tools.check.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says before the start what would keep the job from running. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks at everything that the job needs before it is started: configuration, mapping, broker,"
          + " topics, the limit of transactions, Insider's endpoint and the API key.",
      "It writes nothing, not to Kafka and not to Insider. Run it where TaskManagers run: they are"
          + " the ones who need the way to Insider, and the API key.",
      "The exit code is 0 only if nothing is wrong."
    })
public final class CheckCommand implements Callable<Integer> {

  private static final int WRONG = 1;

  @Spec private CommandSpec spec;

  @Option(names = "--config", paramLabel = "FILE", description = "The job's configuration.")
  private Path config = Home.resolve("conf/job.yaml");

  @Option(
      names = "-D",
      paramLabel = "option=value",
      description = "Sets an option of the job. Repeatable.")
  private List<String> options = List.of();

  @Option(names = "--json", description = "Print what was found as JSON.")
  private boolean json;

  /** Looks; 0 if nothing is wrong. */
  @Override
  public Integer call() throws InterruptedException {
    List<Finding> findings = Checkup.of(config, options);
    long wrong = findings.stream().filter(finding -> !finding.ok()).count();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(findings));
    } else {
      for (Finding finding : findings) {
        out.printf("%-7s%s: %s%n", finding.kind().word(), finding.subject(), finding.text());
      }
      out.println(wrong == 0 ? "The job can start." : wrong + " thing(s) to correct.");
    }
    out.flush();
    return wrong == 0 ? 0 : WRONG;
  }

  private static String json(List<Finding> findings) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode all = node.putArray("findings");
    for (Finding finding : findings) {
      all.addObject()
          .put("kind", finding.kind().word())
          .put("subject", finding.subject())
          .put("text", finding.text());
    }
    return node.toString();
  }
}
