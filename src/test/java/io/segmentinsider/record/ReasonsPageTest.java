package io.segmentinsider.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The page of reasons is made from their texts. {@code mvn test -Dtest=ReasonsPageTest
 * -Ddocs.update=true} writes it anew.
 */
class ReasonsPageTest {

  private static final Path PAGE = Path.of("docs/reasons.md");

  @Test
  void thePageIsWhatTheTextsSay() throws IOException {
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page());
  }

  private static String page() {
    StringBuilder page = new StringBuilder(16_384);
    page.append(
        """
        # Reasons and repairs

        Whatever does not go to Insider as it came is named with one of these words: in dead letters, in receipts, \
        in `job/preview` and in metrics. Find the word, read what it means and what to do.

        This page is made from `Guidance.java`, and a test holds the two together.

        ## Dead letters

        The member `reason` of a dead letter. Nothing else of the record, update or event was sent.

        """);
    for (Reason reason : Reason.values()) {
      section(page, reason.code(), "stage " + reason.stage().code(), Guidance.of(reason));
    }
    page.append(
        """
        ## Repairs

        The list `repairs` of a receipt; `repairedFields` names the fields concerned. Something was put right, filled in or
        left out, and the rest was sent.

        """);
    for (Repair.Kind kind : Repair.Kind.values()) {
      section(page, kind.code(), "repair", Guidance.of(kind));
    }
    page.append(
        """
        ## Suppressed

        The member `reason` of a receipt with the status `suppressed`. A rule kept the update back.

        """);
    for (Map.Entry<String, Guidance> suppression : Guidance.ofSuppressions().entrySet()) {
      section(page, suppression.getKey(), "suppressed", suppression.getValue());
    }
    return page.toString().stripTrailing() + "\n";
  }

  private static void section(StringBuilder page, String code, String kind, Guidance text) {
    page.append("### ").append(code).append(" (").append(kind).append(")\n\n");
    page.append(text.meaning()).append("\n\n");
    page.append("- Example: ").append(text.example()).append('\n');
    page.append("- What to do: ").append(text.advice()).append("\n\n");
  }
}
