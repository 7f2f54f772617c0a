package io.segmentinsider.tools.console.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.annotation.Nullable;

/** The files of the page: a closed list, held in memory. No path leads anywhere else. */
public final class Assets {

  private static final String FOLDER = "/console/";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  /** File by address. */
  private static final Map<String, String> FILES = files();

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  /**
   * A file.
   *
   * @param type its content type
   * @param bytes its content
   * @param packed the same in gzip
   */
  record Asset(String type, byte[] bytes, byte[] packed) {}

  /** Reads all files. */
  public Assets() {
    FILES.forEach((path, file) -> assets.put(path, asset(file)));
  }

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String page :
        new String[] {"", "try", "watch", "trace", "dead-letters", "people", "quality"}) {
      files.put("/" + page, "index.html");
    }
    for (String file :
        new String[] {
          "console.css",
          "console.js",
          "api.js",
          "parts.js",
          "try.js",
          "watch.js",
          "trace.js",
          "dead-letters.js",
          "people.js",
          "quality.js",
          "vendor/preact-htm.js",
          "vendor/uplot.js",
          "vendor/uplot.css"
        }) {
      files.put("/" + file, file);
    }
    return files;
  }

  /** The file at an address; null if there is none. */
  @Nullable
  Asset at(String path) {
    return assets.get(path);
  }

  private static Asset asset(String file) {
    byte[] bytes = read(file);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return new Asset(typeOf(file), bytes, packed.toByteArray());
  }

  private static String typeOf(String file) {
    if (file.endsWith(".html")) {
      return HTML;
    }
    return file.endsWith(".css") ? STYLE : SCRIPT;
  }

  private static byte[] read(String file) {
    try (InputStream in = Assets.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + FOLDER + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
