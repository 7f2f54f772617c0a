package io.segmentinsider.tools.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the page. */
class AssetsTest {

  private static final Path FOLDER = Path.of("src/main/resources/console");
  private static final int MOST = 100_000;

  private final Assets assets = new Assets();

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private Assets.Asset served(Path file) {
    String path = "/" + FOLDER.relativize(file);
    Assets.Asset asset = assets.at(path.equals("/index.html") ? "/" : path);
    assertThat(asset).as(path).isNotNull();
    return asset;
  }

  @Test
  void aBrowserLoadsLessThanAHundredKilobytes() throws IOException {
    assertThat(files().stream().mapToLong(file -> served(file).packed().length).sum())
        .isLessThan(MOST);
  }

  @Test
  void everyFileIsServed() throws IOException {
    for (Path file : files()) {
      assertThat(served(file).bytes()).as(file.toString()).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void nothingIsLoadedFromElsewhereAndNoScriptIsInline() throws IOException {
    String html = new String(assets.at("/").bytes(), StandardCharsets.UTF_8);
    assertThat(html).doesNotContain("http:", "https:", "style=", " on").contains("lang=\"en\"");
    Matcher scripts = Pattern.compile("<script([^>]*)>([^<]*)</script>").matcher(html);
    while (scripts.find()) {
      assertThat(scripts.group(1)).contains("src=\"/");
      assertThat(scripts.group(2)).isEmpty();
    }
    for (Path file : files()) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContain("eval(", "new Function");
      if (!file.toString().contains("vendor")) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain("innerHTML", "dangerouslySetInnerHTML", "outerHTML", "document.write");
      }
    }
  }

  @Test
  void whatTheModulesImportIsThere() throws IOException {
    Pattern imports = Pattern.compile("import [^;]* from \"([^\"]+)\"");
    for (Path file : files()) {
      if (file.toString().endsWith(".js") && !file.toString().contains("vendor")) {
        Matcher matcher = imports.matcher(Files.readString(file));
        while (matcher.find()) {
          assertThat(assets.at(matcher.group(1))).as(file + " " + matcher.group(1)).isNotNull();
        }
      }
    }
  }
}
