package io.segmentinsider.tools.console.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that looks at a console. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MS = 50;
  private static final String AXE = "/axe.min.js";

  private final ChromeDriver driver;
  private final Path downloads;
  private final String axe;
  private URI console = URI.create("about:blank");

  /**
   * Starts it.
   *
   * @param chromium the program
   * @param chromedriver what Selenium speaks to
   * @param downloads where what it saves goes
   */
  Browser(Path chromium, Path chromedriver, Path downloads) throws IOException {
    try (InputStream script = Browser.class.getResourceAsStream(AXE)) {
      this.axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
    this.downloads = downloads;
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--lang=en-US",
        "--user-data-dir=" + Files.createTempDirectory(downloads, "profile"));
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", downloads.toAbsolutePath().toString()));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    this.driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build(),
            options);
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    look("light", 1200, 900);
  }

  /** Sets the colours that the person prefers, and the size of the window. */
  void look(String scheme, int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Says which console it looks at from now on. */
  void visit(URI address) {
    console = address;
  }

  void open(String path) {
    driver.get(console.resolve(path).toString());
    await("main h1");
  }

  String address() {
    return driver.getCurrentUrl();
  }

  /** Waits for something that can be seen. */
  WebElement await(String css) {
    return await(css, "");
  }

  /** Waits for something with a text in it. The page itself looks, which is one call. */
  WebElement await(String css, String text) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Object found =
          script(
              "const [css, text] = arguments; return [...document.querySelectorAll(css)].find(e =>"
                  + " e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length"
                  + " && e.innerText.includes(text))",
              css,
              text);
      if (found != null) {
        return (WebElement) found;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "no " + css + " with \"" + text + "\" at " + address() + ":\n" + text("body"));
      }
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  void click(String css, String text) {
    WebElement found = await(css, text);
    script("arguments[0].scrollIntoView({block: 'center'})", found);
    found.click();
  }

  /** Asks the page again and again until it answers so. */
  void clickUntil(String button, String label, String css, String text) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    do {
      click(button, label);
      await(css);
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no " + css + " with \"" + text + "\":\n" + text("body"));
      }
    } while (!text(css).contains(text));
  }

  /** Puts a text into a field as if it were pasted. */
  void paste(String css, String text) {
    script(
        "const e = arguments[0]; const set ="
            + " Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), 'value').set;"
            + " set.call(e, arguments[1]); e.dispatchEvent(new Event('input', {bubbles: true}))",
        await(css),
        text);
  }

  void type(String css, String text) {
    WebElement field = await(css);
    field.clear();
    field.sendKeys(text);
  }

  /** Presses tab so many times, and says each time what has the focus. */
  List<String> tab(int times) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      driver.switchTo().activeElement().sendKeys(Keys.TAB);
      names.add(
          String.valueOf(
              script(
                  "const e = document.activeElement; return (e.id || e.textContent ||"
                      + " e.tagName).trim()")));
    }
    return names;
  }

  void choose(String css, String label) {
    WebElement list = await(css);
    for (WebElement option : list.findElements(By.tagName("option"))) {
      if (option.getAttribute("textContent").equals(label)) {
        option.click();
        return;
      }
    }
    throw new AssertionError("no " + label + " in " + css);
  }

  String text(String css) {
    return driver.findElement(By.cssSelector(css)).getText();
  }

  /** The texts of all that match, in the order of the page. */
  List<String> texts(String css) {
    return driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
  }

  Object script(String text, Object... arguments) {
    return driver.executeScript(text, arguments);
  }

  Object asyncScript(String text, Object... arguments) {
    return driver.executeAsyncScript(text, arguments);
  }

  /** What the page complained about in its console since the last call. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        complaints.add(entry.getMessage());
      }
    }
    return complaints;
  }

  /** What axe-core finds wrong with the page, one sentence each. */
  List<String> accessibilityFaults() throws IOException {
    if (Boolean.FALSE.equals(script("return 'axe' in window"))) {
      script(axe);
    }
    String found =
        (String)
            asyncScript(
                "const done = arguments[0]; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa',"
                    + " 'wcag21a', 'wcag21aa', 'best-practice']}).then(r =>"
                    + " done(JSON.stringify(r.violations)), e => done(JSON.stringify([{id:"
                    + " String(e), nodes: []}])))");
    List<String> faults = new ArrayList<>();
    for (JsonNode violation : new ObjectMapper().readTree(found)) {
      faults.add(
          violation.path("id").asText()
              + ": "
              + violation.path("help").asText()
              + " "
              + violation.path("nodes").findValuesAsText("html"));
    }
    return faults;
  }

  boolean isNoWiderThanItsWindow() {
    return Boolean.TRUE.equals(
        script("return document.documentElement.scrollWidth <= window.innerWidth + 1"));
  }

  byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** Waits for a file that the page saved. */
  String download(String name) throws IOException {
    Path file = downloads.resolve(name);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file) || Files.size(file) == 0) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no download " + name);
      }
      sleep();
    }
    return Files.readString(file);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
