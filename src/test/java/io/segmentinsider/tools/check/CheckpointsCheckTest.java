package io.segmentinsider.tools.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A directory is tried, and what can't be tried from here is no "ok". */
class CheckpointsCheckTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          file://FOLDER               | OK      | which can be written
          FOLDER                      | OK      | which can be written
          file://FOLDER/a/b           | OK      | which can be made
          file://FOLDER/taken         | WRONG   | can't be made, as FOLDER/taken is no directory
          file://FOLDER/taken/a/b     | WRONG   | can't be made, as FOLDER/taken is no directory
          file:checkpoints            | WRONG   | is no absolute path
          checkpoints                 | WRONG   | is no absolute path
          s3://bucket/checkpoints     | WARNING | not tried: file systems of the scheme s3
          hdfs:///checkpoints         | WARNING | not tried: file systems of the scheme hdfs
          s3://buc ket/checkpoints    | WRONG   | is no URI
          """)
  void whatIsFoundIsSaid(String directory, Finding.Kind kind, String text) throws IOException {
    Files.createFile(folder.resolve("taken"));

    Finding finding = check("execution.checkpointing.dir", filled(directory));

    assertThat(finding.subject()).isEqualTo("checkpoints");
    assertThat(finding.kind()).as(finding.text()).isEqualTo(kind);
    assertThat(finding.text()).contains(filled(text));
    assertThat(folder.resolve("a")).as("made by the check").doesNotExist();
  }

  private String filled(String text) {
    return text.replace("FOLDER", folder.toString());
  }

  @Test
  void aDirectoryWithoutASchemeIsOfTheUsualFileSystem() {
    Finding finding =
        CheckpointsCheck.of(
            Configuration.fromMap(
                Map.of(
                    "execution.checkpointing.dir", "/checkpoints",
                    "fs.default-scheme", "hdfs://names:8020")));

    assertThat(finding.kind()).isEqualTo(Finding.Kind.WARNING);
    assertThat(finding.text()).contains("scheme hdfs");
  }

  @Test
  void aDirectoryThatThisUserMayNotWriteIsWrong() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeFalse(Files.isWritable(folder), "root may write everywhere");
      assertThat(check("execution.checkpointing.dir", folder.toString()).text())
          .contains("can't be written by the user");
      assertThat(check("execution.checkpointing.dir", folder + "/below").text())
          .contains("can't be made in " + folder);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static Finding check(String option, String value) {
    return CheckpointsCheck.of(Configuration.fromMap(Map.of(option, value)));
  }
}
