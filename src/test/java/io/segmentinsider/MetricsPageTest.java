package io.segmentinsider;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.segmentinsider.record.JobMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.flink.metrics.MetricGroup;
import org.junit.jupiter.api.Test;

/**
 * The page of metrics is made from their texts, and holds every metric that the job registers and
 * no other. {@code mvn test -Dtest=MetricsPageTest -Ddocs.update=true} writes it anew.
 */
class MetricsPageTest {

  private static final Path PAGE = Path.of("docs/metrics.md");

  private static final String HEAD =
      """
      # Metrics

      The job's own metrics, as Flink's reporters show them (`metrics.reporters`), one value for each subtask. \
      With Prometheus a name is `flink_taskmanager_job_task_operator_` and the one below; labels are part of the \
      name, too: `flink_taskmanager_job_task_operator_cause_heldMs{cause="credentials"}`. What is written to Kafka \
      stands below `user`: `flink_taskmanager_job_task_operator_user_reason_deadLetters{reason="too-large"}`. \
      Counters start anew with each attempt of the job, and count again what it does again after a failure.

      This page is made from `JobMetric.java`, and a test holds the two together.

      | metric | operator | labels | what it is | what to make of it |
      | --- | --- | --- | --- | --- |
      """;

  private static final String TAIL =
      """

      ## Which day it is

      | what is seen | the day |
      | --- | --- |
      | `heldMs` of one cause grows, `delivered` stands still | an outage, a key that expired, or something in between: the cause says which |
      | `heldMs` of `credentials` or `no-entry` grows, `delivered` rises | the key may upsert and not delete or change identifiers |
      | `answers` with `forbidden` and `neutral-let-in` rise, `delivered` rises | a firewall refuses what somebody's data holds; the culprits end as dead letters `rejected` |
      | `answers` with `too-many-requests` rise, `requestsPerMinute` is low | somebody else uses the same key, or the account's limit is lower |
      | `usersFailingAlone` and `longestRetryBudgetSpentMs` rise, `delivered` rises | poisoned users |
      | `oldestUnsettledMs` is high, `requests` are at `requestsPerMinute` | more comes in than the account's rate takes |
      | `unsettledUpdates` is 0, `delivered` stands still | nothing comes in: look at Kafka, and at `pendingRecords` of the source |

      ## Flink's own that matter

      | metric | what to make of it |
      | --- | --- |
      | `pendingRecords` of `segment-source` | the lag; grows without end: the job is too slow, or held |
      | `numberOfCompletedCheckpoints`, `numberOfFailedCheckpoints`, `lastCheckpointDuration` | see [guarantees.md](guarantees.md) |
      | `failedCommittables` of `outcome-receipts: Committer` and `outcome-dead-letters: Committer` | receipts were lost, see [guarantees.md](guarantees.md) |
      | `pendingCommittables` of the same | transactions of a complete checkpoint that are not committed yet. Above 0 for long: the broker takes no commit, which `lastCheckpointAgeMs` does not show |
      | `numRestarts` | the log of the JobManager says why |
      """;

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (JobMetric metric : JobMetric.values()) {
      page.append(
          "| `%s` | `%s` | %s | %s | %s |\n"
              .formatted(
                  metric.metricName(),
                  metric.stage(),
                  metric.labels().stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
                  metric.meaning(),
                  metric.advice()));
    }
    return page.append(TAIL).toString();
  }

  @Test
  void thePageIsWhatTheTextsSay() throws IOException {
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page());
  }

  @Test
  void everyMetricOfTheJobStandsInThePageAndEveryOneOfThePageIsTheJobs() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.segmentinsider");
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(JobMetric.class.getName())
        .should()
        .callMethodWhere(
            target(owner(assignableTo(MetricGroup.class)))
                .and(target(nameMatching("counter|gauge|meter|histogram|addGroup"))))
        .check(classes);
    JavaClass table = classes.get(JobMetric.class);
    for (JobMetric metric : JobMetric.values()) {
      assertThat(table.getField(metric.name()).getAccessesToSelf())
          .as("who registers %s", metric)
          .anyMatch(access -> !access.getOriginOwner().equals(table));
    }
  }
}
