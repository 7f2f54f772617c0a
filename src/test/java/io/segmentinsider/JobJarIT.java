package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two artifacts hold what they promise, and nothing else. */
class JobJarIT {

  private static final Path JOB_JAR = Path.of(System.getProperty("job.jar"));
  private static final Path LOCAL_JAR = Path.of(System.getProperty("local.jar"));

  @Test
  void theJobJarHoldsTheJobAndWhatFlinkLacks() throws IOException {
    try (JarFile jar = new JarFile(JOB_JAR.toFile())) {
      assertThat(packages(jar))
          .contains(
              "io/segmentinsider",
              "org/apache/flink/connector/kafka/source",
              "org/apache/kafka/clients/producer",
              "org/asynchttpclient",
              "io/netty/handler/ssl",
              "com/fasterxml/jackson/core",
              "com/google/i18n/phonenumbers")
          .noneMatch(name -> name.startsWith("io/segmentinsider/sandbox"))
          .noneMatch(name -> name.startsWith("io/segmentinsider/lab"))
          .noneMatch(name -> name.startsWith("io/segmentinsider/tools"))
          .noneMatch(name -> name.startsWith("org/apache/flink/runtime"))
          .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api"))
          .noneMatch(name -> name.startsWith("org/apache/flink/connector/base"))
          .noneMatch(name -> name.startsWith("org/apache/flink/state"))
          .noneMatch(name -> name.startsWith("kafka/"))
          .noneMatch(name -> name.startsWith("scala"))
          .noneMatch(name -> name.startsWith("picocli"))
          .noneMatch(name -> name.startsWith("org/slf4j"))
          .noneMatch(name -> name.startsWith("org/apache/logging"));
      assertThat(jar.getEntry("demo/segment-day.ndjson.gz")).isNull();
      assertThat(mainClass(jar)).isEqualTo("io.segmentinsider.SegmentInsiderJob");
    }
  }

  @Test
  void theLocalJarHoldsEverything() throws IOException {
    try (JarFile jar = new JarFile(LOCAL_JAR.toFile())) {
      assertThat(packages(jar))
          .contains(
              "io/segmentinsider",
              "io/segmentinsider/sandbox",
              "io/segmentinsider/tools/cli",
              "org/apache/flink/runtime/minicluster",
              "kafka/server",
              "picocli");
      assertThat(jar.getEntry("demo/segment-day.ndjson.gz")).isNotNull();
      assertThat(mainClass(jar)).isEqualTo("io.segmentinsider.tools.cli.Main");
      assertThat(jar.getManifest().getMainAttributes().getValue("Add-Opens"))
          .contains("java.base/java.util ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"job.jar", "local.jar"})
  void noSignatureOfAnotherJarIsLeft(String property) throws IOException {
    try (JarFile jar = new JarFile(System.getProperty(property))) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
    }
  }

  @Test
  void theJobJarMissesNothingThatTheJobNames() throws IOException {
    JavaClasses job =
        new ClassFileImporter()
            .withImportOption(
                location ->
                    !location.contains("/segmentinsider/sandbox/")
                        && !location.contains("/segmentinsider/lab/")
                        && !location.contains("/segmentinsider/tools/"))
            .importPath(Path.of("target", "classes"));
    try (JarFile jar = new JarFile(JOB_JAR.toFile())) {
      Set<String> missing =
          job.stream()
              .flatMap(javaClass -> javaClass.getDirectDependenciesFromSelf().stream())
              .map(dependency -> dependency.getTargetClass().getBaseComponentType().getName())
              .filter(name -> name.contains(".") && !isGivenByTheCluster(name))
              .filter(name -> jar.getEntry(name.replace('.', '/') + ".class") == null)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(missing).isEmpty();
    }
    assertThat(job.size()).isGreaterThan(100);
  }

  /** The JDK, Flink without its Kafka connector, logging, and annotations that nothing loads. */
  private static boolean isGivenByTheCluster(String name) {
    return name.startsWith("java.")
        || name.startsWith("javax.annotation.")
        || name.startsWith("javax.crypto.")
        || name.startsWith("javax.net.")
        || name.startsWith("javax.security.")
        || name.startsWith("org.slf4j.")
        || name.startsWith("org.apache.logging.log4j.")
        || (name.startsWith("org.apache.flink.")
            && !name.startsWith("org.apache.flink.connector.kafka."));
  }

  private static Set<String> packages(JarFile jar) {
    return jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(".class") && name.contains("/"))
        .map(name -> name.substring(0, name.lastIndexOf('/')))
        .collect(Collectors.toSet());
  }

  private static String mainClass(JarFile jar) throws IOException {
    return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
  }
}
