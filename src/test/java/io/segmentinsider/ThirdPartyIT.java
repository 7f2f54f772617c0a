package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both jars say what they bundle of others, and under which licence. */
class ThirdPartyIT {

  private static final Path PAGE = Path.of("docs/third-party.md");
  private static final Path BILL_OF_MATERIALS = Path.of("target/bom.json");

  /**
   * A library of the bill of materials.
   *
   * @param coordinates group and artifact
   * @param version of it
   * @param licence its SPDX identifier, else its name; several are a choice
   * @param file its jar
   */
  private record Library(String coordinates, String version, String licence, Path file) {}

  @Test
  void thePageNamesWhatIsBundled() throws IOException {
    String page = page();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("CONTRIBUTING.md has the command that writes %s anew", PAGE)
        .isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"job.jar", "local.jar"})
  void eachJarHasThePageTheLicenceAndAllNotices(String property) throws IOException {
    try (JarFile jar = new JarFile(System.getProperty(property))) {
      assertThat(text(jar, "META-INF/THIRD-PARTY.md")).isEqualTo(Files.readString(PAGE));
      assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("LICENSE")));
      String notice = words(text(jar, "META-INF/NOTICE"));
      for (String line : Files.readAllLines(Path.of("NOTICE"))) {
        assertThat(notice).contains(words(line));
      }
      for (Library library : libraries()) {
        if (bundles(jar, library)) {
          // The merged notice drops rules and headings after slashes.
          for (String line :
              noticeOf(library).lines().filter(text -> !text.startsWith("//")).toList()) {
            assertThat(notice).as(library.coordinates()).contains(words(line));
          }
        }
      }
    }
  }

  /** A licence that asks for its own text in the copy has it there. */
  @ParameterizedTest
  @ValueSource(strings = {"anyascii", "zstd-jni"})
  void theJobJarHasTheTextsOfOtherLicences(String library) throws IOException {
    try (JarFile jar = new JarFile(System.getProperty("job.jar"))) {
      assertThat(text(jar, "META-INF/licenses/" + library + ".txt")).contains("Copyright");
    }
  }

  private static String page() throws IOException {
    StringBuilder inBoth = new StringBuilder();
    StringBuilder inLocal = new StringBuilder();
    try (JarFile job = new JarFile(System.getProperty("job.jar"));
        JarFile local = new JarFile(System.getProperty("local.jar"))) {
      for (Library library : libraries()) {
        String row =
            "| `%s` | %s | %s |%n"
                .formatted(library.coordinates(), library.version(), library.licence());
        if (bundles(job, library)) {
          inBoth.append(row);
        } else {
          assertThat(bundles(local, library)).as(library.coordinates()).isTrue();
          inLocal.append(row);
        }
      }
    }
    return """
        # What the jars bundle

        The libraries of others in both jars, with their licences as their authors name them. This page is made from the bill of
        materials of the build (`target/bom.json`, CycloneDX) and from the jars; a test holds them together.

        ## In the job jar and in the local jar

        | library | version | licence |
        | --- | --- | --- |
        %s
        ## In the local jar only

        The tools, and Flink itself.

        | library | version | licence |
        | --- | --- | --- |
        %s"""
        .formatted(inBoth, inLocal);
  }

  private static List<Library> libraries() throws IOException {
    JsonNode bill = new ObjectMapper().readTree(BILL_OF_MATERIALS.toFile());
    List<Library> libraries = new ArrayList<>();
    for (JsonNode component : bill.path("components")) {
      String artifact = component.path("name").asText();
      String version = component.path("version").asText();
      List<String> licences = new ArrayList<>();
      for (JsonNode choice : component.path("licenses")) {
        JsonNode licence = choice.path("license");
        licences.add(
            licence
                .path("id")
                .asText(licence.path("name").asText(choice.path("expression").asText())));
      }
      assertThat(licences).as("licences of %s", artifact).isNotEmpty().doesNotContain("");
      libraries.add(
          new Library(
              component.path("group").asText() + ":" + artifact,
              version,
              String.join(" or ", licences),
              jarOf(artifact, version)));
    }
    libraries.sort(Comparator.comparing(Library::coordinates));
    return libraries;
  }

  private static Path jarOf(String artifact, String version) {
    String name = File.separator + artifact + "-" + version + ".jar";
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.endsWith(name))
        .map(Path::of)
        .findFirst()
        .orElseThrow(() -> new AssertionError(artifact + " is not on the class path"));
  }

  /** Whether the first class of a library, or else its first file, is in the jar. */
  private static boolean bundles(JarFile jar, Library library) throws IOException {
    try (JarFile own = new JarFile(library.file().toFile())) {
      Optional<String> mark =
          own.stream()
              .map(JarEntry::getName)
              .filter(name -> !name.endsWith("/") && !name.endsWith("module-info.class"))
              .filter(name -> !name.startsWith("META-INF/"))
              .min(Comparator.comparing((String name) -> !name.endsWith(".class")));
      return mark.isPresent() && jar.getEntry(mark.get()) != null;
    }
  }

  private static String noticeOf(Library library) throws IOException {
    try (JarFile jar = new JarFile(library.file().toFile())) {
      for (String name : List.of("META-INF/NOTICE", "META-INF/NOTICE.txt", "META-INF/NOTICE.md")) {
        if (jar.getEntry(name) != null) {
          return text(jar, name);
        }
      }
      return "";
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    assertThat(jar.getEntry(name)).as("%s in %s", name, jar.getName()).isNotNull();
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The merged notice breaks lines and joins paragraphs in its own way. */
  private static String words(String text) {
    return Arrays.stream(text.split("\\s+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
