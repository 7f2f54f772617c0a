package io.segmentinsider.tools.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.demo.Demo;
import io.segmentinsider.lab.demo.DemoSettings;
import io.segmentinsider.lab.demo.Disturbance;
import io.segmentinsider.lab.demo.JobFailedException;
import io.segmentinsider.lab.demo.JobProgress;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.InputSelection;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.publish.Published;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.lab.report.SourceRange;
import io.segmentinsider.sandbox.Fault;
import io.segmentinsider.sandbox.SandboxClient;
import io.segmentinsider.sandbox.UserMatch;
import io.segmentinsider.tools.console.Console;
import io.segmentinsider.tools.console.ConsoleSettings;
import io.segmentinsider.tools.console.http.Listening;
import io.segmentinsider.tools.console.http.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console as a person has it: a real browser before the console of a demo that has lost a
 * TaskManager and has met hostile events. Without Debian's Chromium it is skipped by name.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleBrowserIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Debian's packages chromium and chromium-driver. */
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");

  private static final Path IMAGES = Path.of("docs/images");
  private static final boolean UPDATE = Boolean.getBoolean("docs.update");

  /** Pictures are of a job that has something to do. */
  private static final int DAY = UPDATE ? 15_000 : 1_500;

  private static final String SCRIPT =
      "<script>window.hacked = 1</script><img src=x onerror=alert(1)>";
  private static final String SHOWN = "<script>window.hacked";
  private static final String MARKS = "\u202Eevil\u202C\u0000\u0007\u200B";

  /** How long answers take while the job is to have something to do. */
  private static final Duration SLOW = Duration.ofSeconds(2);

  private static final Fault REFUSED =
      Fault.always(
          new Fault.Refused(
              new UserMatch.WithIdentifier("uuid", "refused-user"), Fault.Level.USER));

  /** Half the width is what a zoom of 200 % leaves. */
  private static final int[] WIDTHS = {1200, 600, 360};

  private Demo demo;
  private Console console;
  private Browser browser;
  private SandboxClient sandbox;
  private CompletableFuture<Report> running;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), "skipped: no chromium");
    assumeTrue(Files.isExecutable(CHROMEDRIVER), "skipped: no chromedriver");
    Path day = folder.resolve("day.ndjson");
    InputSelection.first(EventInput.bundledDay(), DAY, day);
    Path events = folder.resolve("events.ndjson");
    Files.writeString(events, ownEvents() + Files.readString(day) + hostileEvents());
    CompletableFuture<Browser> starting = CompletableFuture.supplyAsync(() -> startBrowser(folder));
    demo =
        Demo.start(
            new DemoSettings(
                Path.of("conf/job.yaml"),
                List.of(
                    "source.start=committed",
                    "execution.checkpointing.interval=500 ms",
                    "delivery.max-in-flight=2",
                    "delivery.max-users=" + DAY / 75),
                EventInput.file(events),
                1,
                1,
                2,
                true,
                Disturbance.NONE.withCrashes(1).withAnswerDelay(SLOW),
                true),
            () -> {});
    console =
        Console.start(
            new ConsoleSettings(demo.job(), demo.webInterface(), demo.sandbox(), true),
            Loopback.LISTENING);
    sandbox = new SandboxClient(demo.sandbox());
    sandbox.order(List.of(REFUSED, Fault.always(new Fault.Latency(SLOW, SLOW))));
    Published published = demo.publish(Progress.NONE);
    running =
        CompletableFuture.supplyAsync(() -> run(withReplayed(published), folder.resolve("report")));
    browser = starting.get();
    browser.visit(console.address());
  }

  private static Browser startBrowser(Path folder) {
    try {
      return new Browser(CHROMIUM, CHROMEDRIVER, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("starting the browser", e);
    }
  }

  /** The job runs until what one of the tests sends again has come, too. */
  private static Published withReplayed(Published published) {
    SourceRange range = published.ranges().get(0);
    return new Published(
        List.of(range.including(range.end())),
        published.events() + 1,
        published.bytes(),
        published.elapsed());
  }

  private Report run(Published published, Path directory) {
    try {
      return demo.report(published, demo.run(published, JobProgress.NONE), directory);
    } catch (IOException | InterruptedException | JobFailedException e) {
      throw new IllegalStateException("the demo fails", e);
    }
  }

  @AfterAll
  void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
    if (console != null) {
      console.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  private static String ownEvents() {
    StringBuilder lines = new StringBuilder();
    lines.append(visit("visit-of-ann", "device-of-ann"));
    lines.append(
        "{\"type\":\"identify\",\"messageId\":\"message-of-ann\",\"userId\":\"user-of-ann\","
            + "\"anonymousId\":\"device-of-ann\","
            + "\"traits\":{\"email\":\"ann.of.browser@example.test\",\"phone\":\"+6591234567\","
            + "\"plan\":\"pro\"}}\n");
    lines.append(visit("return-of-ann", "device-of-ann"));
    for (int i = 0; i < 4; i++) {
      lines.append(
          "{\"type\":\"identify\",\"messageId\":\"message-of-many-%1$d\",\"userId\":\"one-of-many-%1$d\",\"anonymousId\":\"device-of-many\",\"traits\":{\"plan\":\"pro\"}}\n"
              .formatted(i));
    }
    lines.append(visit("visit-of-somebody", "device-of-many"));
    lines.append(
        "{\"type\":\"identify\",\"messageId\":\"message-refused\",\"userId\":\"refused-user\","
            + "\"traits\":{\"plan\":\"pro\"}}\n");
    return lines.toString();
  }

  /** The last ones, as dead letters show their last examples. */
  private static String hostileEvents() throws IOException {
    StringBuilder lines = new StringBuilder("\n");
    for (String hostile : List.of(SCRIPT, MARKS, "x".repeat(30_000))) {
      lines.append(
          JSON.writeValueAsString(
              Map.of(
                  "type",
                  "identify",
                  "messageId",
                  "hostile " + hostile.substring(0, Math.min(60, hostile.length())),
                  "userId",
                  "hostile-user",
                  "traits",
                  Map.of("plan", hostile, hostile.substring(0, 5) + "key", hostile))));
      lines.append('\n');
      lines.append(
          JSON.writeValueAsString(
              Map.of("type", hostile, "messageId", "bad", "userId", hostile, "event", hostile)));
      lines.append('\n');
    }
    lines.append(
        "{\"type\":\"track\",\"event\":\"\\ud800\",\"userId\":\"hostile-user\",\"properties\":"
            + "{\"\\udfff\":\"\\ud83d\"}}\n");
    lines.append("{\"type\":\"track\",").append(SCRIPT).append('\n');
    return lines.toString();
  }

  private static String visit(String messageId, String device) {
    return "{\"type\":\"track\",\"event\":\"Signup Started\",\"messageId\":\"%s\",\"anonymousId\":\"%s\"}\n"
        .formatted(messageId, device);
  }

  private static String event(String plan) {
    return "{\"type\":\"identify\",\"messageId\":\"m-1\",\"userId\":\"u-1\",\"traits\":{\"plan\":\""
        + plan
        + "\"}}";
  }

  /** Answers are slow meanwhile, so that there is something to see, and fast from then on. */
  @Test
  @Order(1)
  void nothingMovesWhileNumbersChange() throws Exception {
    browser.open("/watch");
    browser.await(".figure", "Restarts\n1");
    browser.await(".counts", "rejected");
    browser.await(".counts", "delivered");
    String seen =
        (String)
            browser.asyncScript(
                "const done = arguments[0]; const texts = new Set(), fell = []; let moved = 0;"
                    + " const falls = s => s.node && s.previousRect.height && s.currentRect.height"
                    + "   && Math.abs(s.previousRect.y - s.currentRect.y) > 1;"
                    + " new PerformanceObserver(l => l.getEntries().forEach(e => {"
                    + "   moved += e.value;"
                    + "   e.sources.filter(falls).forEach(s =>"
                    + "     fell.push(s.node.className || s.node.nodeName)); }))"
                    + "   .observe({type: 'layout-shift', buffered: true});"
                    + " const look = () => {"
                    + "   texts.add(document.querySelector('.counts').innerText);"
                    + "   if (texts.size > 3) done(JSON.stringify({moved, fell})); };"
                    + " new MutationObserver(look).observe(document.querySelector('main'),"
                    + "   {subtree: true, childList: true, characterData: true}); look()");
    assertThat(JSON.readTree(seen).path("fell")).as(seen).isEmpty();
    assertThat(JSON.readTree(seen).path("moved").asDouble()).isLessThan(0.01);
    everybodyCanUse("watch");
    assertThat(running).isNotDone();
    sandbox.clearFaults();
  }

  @Test
  @Order(2)
  void anEventIsTriedAMappingEditedAndACaseSaved() throws Exception {
    browser.open("/try");
    browser.choose("#example", "Product Viewed");
    browser.await(".result .lines", "product_detail_page_view");
    browser.await(".note", "$.properties.category");
    assertThat(browser.address()).contains("example=");
    browser.click(".note", "$.properties.category");
    assertThat(browser.await(".hot").getText()).contains("Home > Lamps");
    everybodyCanUse("try");

    browser.paste("#event", event("pro"));
    browser.await(".result .update", "\"pro\"");
    browser.click("button", "Edit the mapping");
    String mapping =
        String.valueOf(browser.script("return document.getElementById('mapping').value"));
    long line = mapping.substring(0, mapping.indexOf("\"insiderUser\"")).lines().count();
    browser.paste("#mapping", mapping.replaceFirst("\"insiderUser\"", "\"nobody\""));
    assertThat(browser.await("#fault button").getText()).startsWith("Line " + line + ", column");
    browser.click("#fault button", "Line");
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("mapping");
    browser.paste(
        "#mapping",
        mapping.replaceFirst(
            "\"unmapped\": \\{\"@path\": \"\\$\\.traits\"\\},?", "\"tier\": \"@path\","));
    browser.await("#fault", "Line");
    browser.paste(
        "#mapping",
        mapping.replaceFirst(
            "\"full_name\": \\{\"@path\": \"\\$.traits.name\"",
            "\"tier\": {\"@path\": \"\\$.traits.plan\"}, $0"));
    browser.await("#fault", "can be used");
    browser.await(".result .update", "\"tier\"");
    assertThat(browser.await(".came").getText()).contains("tier");

    browser.click("button", "events of the topic");
    assertThat(browser.await("#difference").getText()).contains("Changes", "of 1,0", "events");

    browser.click("button", "Save as case");
    browser.await(".ok", "passes");
    assertThat(
            JSON.readTree(browser.download("case.ndjson")).at("/expect/request/users/0").toString())
        .contains("\"tier\":\"pro\"");
    browser.click("button", "Download the mapping");
    assertThat(browser.download("mapping.json")).contains("\"tier\"");

    browser.click("label", "Ask a sandbox");
    browser.await("h2", "The sandbox answers 200");
    everybodyCanUse("mapping");
  }

  @Test
  @Order(3)
  void aMessageIsTracedAfterACrash() throws Exception {
    assertThat(demo.crashes()).isEqualTo(1);
    browser.open("/trace");
    browser.type("#what", "message-of-ann");
    browser.click("label", "With what the sandbox got");
    browser.click("form button", "Find");
    browser.await("[role=status]", "1 event found");
    browser.await(".entry.receipt", "delivered");
    browser.await("summary", "Sent in request");
    assertThat(browser.address()).doesNotContain("ann");
    assertThat(browser.text("main")).doesNotContain("ann.of.browser@example.test", "6591234567");
    browser.click("summary", "The event");
    browser.click("details[open] button", "Show values");
    browser.await(".lines", "ann.of.browser@example.test");
  }

  @Test
  @Order(4)
  void aTraceTellsHowAVisitorBecameKnownAndWhyAnotherOneDidNot() throws Exception {
    browser.open("/trace");
    browser.click("label", "A person");
    browser.type("#what", "device-of-ann");
    browser.click("label", "With what the sandbox got");
    browser.click("form button", "Find");
    browser.await("[role=status]", "3 events found");
    assertThat(browser.text("[role=status]")).doesNotContain("identity.audit-topic");
    List<String> visits = browser.texts(".result");
    assertThat(visits.get(0)).doesNotContain("Link");
    assertThat(visits.get(1)).contains("Link device learned", "It was nobody's.");
    assertThat(visits.get(2)).contains("Link followed: it names no user");
    everybodyCanUse("trace");

    browser.open("/trace");
    browser.type("#what", "visit-of-somebody");
    browser.click("label", "With what the sandbox got");
    browser.click("form button", "Find");
    browser.await("[role=status]", "1 event found");
    browser.await(".entry.link", "Link device refused");
    browser.await(".advice", "several people share the identifier");
    assertThat(browser.text(".result")).doesNotContain("Link followed");
  }

  @Test
  @Order(5)
  void aPersonIsTracedByPhone() {
    browser.open("/trace");
    browser.click("label", "A person");
    browser.type("#what", "+65 9123 4567");
    browser.click("form button", "Find");
    browser.await("[role=status]", "1 event found");
  }

  @Test
  @Order(6)
  void aPersonIsFoundByPhone() throws Exception {
    browser.open("/people");
    browser.type("#person", "+65 9123 4567");
    browser.click("form button", "Find");
    browser.await("[role=status]", "1 person");
    assertThat(browser.address()).endsWith("/people");
    assertThat(browser.text("main")).doesNotContain("user-of-ann");
    browser.click(".result button", "Show values");
    browser.await(".result .lines", "user-of-ann");
    everybodyCanUse("people");
  }

  @Test
  @Order(7)
  void qualityIsATableThatSortsAndCanBeSaved() throws Exception {
    browser.open("/quality");
    browser.click("form button", "events of the topic");
    browser.await("caption", "Events");
    browser.click("th button", "count");
    assertThat(browser.await("th[aria-sort=descending]").getText()).contains("count");
    browser.click("button", "Download as CSV");
    assertThat(browser.download("quality.csv")).startsWith("event,field,read,repaired,left out");
    everybodyCanUse("quality");
  }

  @Test
  @Order(8)
  void deadLettersAreSentAgainOnceTheirCauseIsGone() throws Exception {
    browser.open("/dead-letters?from=2020-01-01T00:00&to=2020-01-02T00:00");
    browser.await("main [role=status]", "0 dead letters of that time");
    browser.open("/dead-letters?reason=rejected");
    browser.await("#rejected .example");
    assertThat(browser.text("#rejected")).contains("What to do:", "Identify");
    browser.click("#rejected button", "What would be sent again?");
    browser.await("#rejected [role=status]", "1 record would be sent");
    everybodyCanUse("dead-letters");
    browser.click("#rejected button.act", "Send 1 record again");
    browser.await("#rejected .ok", "1 record sent again");
    browser.open("/dead-letters?reason=rejected");
    browser.await("#rejected .mark", "1 sent again");
    browser.open("/people");
    browser.type("#person", "refused-user");
    browser.clickUntil("form button", "Find", "[role=status]", "1 person");
  }

  @Test
  @Order(9)
  void whatSendersWriteIsShownAsText() {
    browser.open("/try");
    for (String hostile :
        List.of(
            "{\"type\":\"identify\",\"userId\":\""
                + SCRIPT
                + "\",\"traits\":{\""
                + SCRIPT.replace("\"", "")
                + "\":\""
                + SCRIPT
                + "\"}}",
            "{\"type\":\"identify\",\"userId\":\"u-1\",\"traits\":{\"plan\":\"\\u202eevil\\u0000\\ud800\"}}",
            "{\"type\":\"track\",\"event\":\"" + "y".repeat(20_000) + "\",\"userId\":\"u-1\"}",
            SCRIPT)) {
      browser.paste("#event", hostile);
      browser.await("main", hostile.startsWith("{") ? "mapping" : "no JSON");
    }
    browser.paste("#event", event(MARKS.substring(0, 5)));
    browser.await(".result .update", "\\u202eevil");

    browser.open("/dead-letters");
    browser.await(".group");
    showEverything();
    browser.await("main", SHOWN);
    browser.open("/quality");
    browser.click("form button", "events of the topic");
    browser.await("caption", "Events");
    browser.open("/trace");
    browser.click("label", "A person");
    browser.type("#what", "hostile-user");
    browser.click("form button", "Find");
    browser.await("[role=status]", "found");
    showEverything();
    browser.await("main", SHOWN);
    browser.open("/people");
    browser.type("#person", "hostile-user");
    browser.click("form button", "Find");
    browser.await("[role=status]", "1 person");
    showEverything();
    browser.await("main", SHOWN);
    assertNothingRan();
  }

  private void showEverything() {
    browser.script("document.querySelectorAll('details').forEach(d => { d.open = true; })");
    browser.script(
        "document.querySelectorAll('main button').forEach(b => b.textContent.trim() === 'Show values' && b.click())");
  }

  private void assertNothingRan() {
    assertThat(browser.script("return window.hacked")).isNull();
    assertThat(browser.script("return document.querySelectorAll('main img, main script').length"))
        .isEqualTo(0L);
    assertThat(browser.complaints()).isEmpty();
  }

  /** Whoever can write to the topics, or names things, may write what nobody reads as a word. */
  @Test
  @Order(10)
  void namesAndWordsAreShownAsText() throws Exception {
    Map<String, Object> kafka =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, demo.bootstrapServers());
    try (Admin admin = Admin.create(kafka)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("hostile-receipts", 1, (short) 1),
                  new NewTopic("hostile-letters", 1, (short) 1)))
          .all()
          .get();
    }
    String word = SCRIPT + MARKS;
    Map<String, Object> place = Map.of("topic", word, "partition", 0, "offset", 1);
    Map<String, Object> receipt =
        Map.of(
            "source",
            place,
            "messageId",
            word,
            "action",
            word,
            "status",
            word,
            "repairs",
            List.of(word));
    Map<String, Object> kept = Map.of("source", place, "status", "suppressed", "reason", word);
    Map<String, Object> letter =
        Map.of(
            "source",
            place,
            "messageId",
            word,
            "action",
            word,
            "reason",
            word,
            "detail",
            word,
            "scope",
            "update");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Map<String, Object> line : List.of(receipt, kept)) {
        producer.send(new ProducerRecord<>("hostile-receipts", JSON.writeValueAsBytes(line))).get();
      }
      producer.send(new ProducerRecord<>("hostile-letters", JSON.writeValueAsBytes(letter))).get();
    }
    JobSettings job =
        JobSettings.from(
            JobConfiguration.of(
                Map.of(
                    "kafka.bootstrap.servers",
                    demo.bootstrapServers(),
                    "delivery.partner-name",
                    "none",
                    "job.name",
                    word,
                    "outcome.transactional-id-prefix",
                    "none",
                    "outcome.receipts-topic",
                    "hostile-receipts",
                    "outcome.dead-letters-topic",
                    "hostile-letters")));
    try (Console other =
        Console.start(new ConsoleSettings(job, null, null, false), Loopback.LISTENING)) {
      browser.visit(other.address());
      for (String page : List.of("/watch", "/dead-letters")) {
        browser.open(page);
        browser.await("header", SHOWN);
        browser.await("main", SHOWN);
        showEverything();
        assertThat(browser.text("body")).contains("\\u202eevil").doesNotContain("\u202e");
        assertNothingRan();
      }
      browser.open("/try");
      browser.await(".result");
      browser.click("button", "Edit the mapping");
      String mapping =
          String.valueOf(browser.script("return document.getElementById('mapping').value"));
      String name = JSON.writeValueAsString(SCRIPT + MARKS.replace("\u0000", ""));
      browser.paste(
          "#mapping", mapping.replaceFirst("\"Identify\"", Matcher.quoteReplacement(name)));
      browser.await("main .result", SHOWN);
      assertThat(browser.text("main")).contains("\\u202eevil");
      assertNothingRan();
    } finally {
      browser.visit(console.address());
    }
  }

  @Test
  @Order(11)
  void theKeyboardReachesEverythingInOrder() {
    browser.open("/quality");
    assertThat(browser.tab(9))
        .containsExactly(
            "To the content",
            "Try",
            "Watch",
            "Trace",
            "Dead letters",
            "People",
            "Quality",
            "last",
            "events of the topic");
  }

  @Test
  @Order(12)
  void aTokenIsAskedFor() throws Exception {
    Listening locked =
        new Listening("127.0.0.1", 0, List.of(), "a-token-of-32-characters-0123456", null);
    ConsoleSettings settings = new ConsoleSettings(demo.job(), null, null, false);
    try (Console other = Console.start(settings, locked)) {
      browser.open(other.address().resolve("/try").toString());
      browser.type("#token", "wrong");
      browser.click("button", "Open");
      browser.await("#token");
      browser.type("#token", "a-token-of-32-characters-0123456");
      browser.click("button", "Open");
      browser.await(".result", "ann@example.test");
      assertThat(browser.address()).doesNotContain("token");
    }
  }

  @Test
  @Order(13)
  void watchAgreesWithTheReport() throws Exception {
    Report report = running.get(2, TimeUnit.MINUTES);
    browser.open("/watch");
    browser.await(".health span", "The job has come to its end");
    browser.await(".counts", "delivered");
    String page = browser.text("main");
    assertThat(page)
        .contains("delivered\n" + number(report.delivered()))
        .contains(number(report.requests()) + " requests");
    report
        .deadLetters()
        .forEach((reason, count) -> assertThat(page).contains(reason + "\n" + number(count)));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * Looks at a page as it stands, filled, the way everybody may look at it; takes its pictures for
   * docs/console.md if asked to.
   */
  private void everybodyCanUse(String page) throws IOException {
    List<String> faults = new ArrayList<>();
    for (String scheme : List.of("light", "dark")) {
      for (int width : WIDTHS) {
        browser.look(scheme, width, 900);
        String where = page + " " + scheme + " " + width + ": ";
        browser.accessibilityFaults().forEach(fault -> faults.add(where + fault));
        if (!browser.isNoWiderThanItsWindow()) {
          faults.add(where + "is wider than its window");
        }
      }
      if (UPDATE) {
        browser.script("scrollTo(0, 0)");
        browser.look(scheme, 1200, 1000);
        picture(page + "-" + scheme);
        browser.look(scheme, 390, 800);
        picture(page + "-" + scheme + "-phone");
      }
    }
    browser.look("light", 1200, 900);
    assertThat(faults).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  private void picture(String name) throws IOException {
    SmallPng.write(browser.screenshot(), IMAGES.resolve("console-" + name + ".png"));
  }
}
