package io.segmentinsider.tools.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class JobProgramTest {

  /** A job that runs deletes its last but one checkpoint: then the next one is to be read. */
  @Test
  void whatIsGoneIsToldFromWhatCannotBeRead() {
    IOException gone = new FileNotFoundException("chk-8");
    assertThat(JobProgram.isGone(gone)).isTrue();
    assertThat(JobProgram.isGone(new NoSuchFileException("chk-8"))).isTrue();
    assertThat(JobProgram.isGone(new IOException("could not parse", new IOException(gone))))
        .as("as Flink wraps it")
        .isTrue();
    assertThat(JobProgram.isGone(new IOException("no file system for s3"))).isFalse();
  }
}
