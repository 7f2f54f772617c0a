package io.segmentinsider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What profiles hold after upserts: merges, identical events, attributes. */
class ProfilesTest {

  @TempDir Path folder;
  private Sandbox sandbox;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults());
    client = new TestClient(sandbox.uri());
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static String user(String identifiers, String... events) {
    return "{\"identifiers\":{" + identifiers + "},\"events\":[" + String.join(",", events) + "]}";
  }

  private static String event(String name, String second, String params) {
    return "{\"event_name\":\"%s\",\"timestamp\":\"2024-05-15T00:00:%sZ\",\"event_params\":{%s}}"
        .formatted(name, second, params);
  }

  private List<String> profiles() throws Exception {
    Path file = folder.resolve("profiles.ndjson");
    sandbox.writeProfiles(file);
    assertThat(client.call("GET", "/sandbox/profiles", "").body())
        .isEqualTo(Files.readString(file));
    return Files.readAllLines(file);
  }

  @Test
  void writesEverythingSorted() throws Exception {
    client.upsertUsers(
        null,
        """
        {"identifiers":{"uuid":"z","email":"z@b.co","custom":{"segment_anonymous_id":"d","card":7}},
         "attributes":{"surname":"Zoë","age":10.0,"custom":{"plan":"pro","colors":["red","blue"]}},
         "events":[
          {"event_name":"b","timestamp":"2024-05-15T00:00:02Z"},
          {"timestamp":"2024-05-15T00:00:01Z","event_name":"b","event_params":{"custom":{"y":1.50,"x":{"b":1,"a":"\\u0041"}}}},
          {"event_name":"a","timestamp":"2024-05-15T00:00:02Z","event_params":{"url":"u","custom":{}}}]}
        """,
        user("\"uuid\":\"a\"", event("e", "01", "")));

    assertThat(profiles())
        .containsExactly(
            "{\"identifiers\":{\"card\":[\"7\"],\"email\":[\"z@b.co\"],"
                + "\"segment_anonymous_id\":[\"d\"],\"uuid\":[\"z\"]},"
                + "\"attributes\":{\"age\":10,"
                + "\"custom\":{\"colors\":[\"red\",\"blue\"],\"plan\":\"pro\"},"
                + "\"surname\":\"Zoë\"},"
                + "\"events\":[{\"event_name\":\"b\",\"timestamp\":\"2024-05-15T00:00:01Z\","
                + "\"event_params\":{\"custom\":{\"x\":{\"a\":\"A\",\"b\":1},\"y\":1.5}}},"
                + "{\"event_name\":\"a\",\"timestamp\":\"2024-05-15T00:00:02Z\","
                + "\"event_params\":{\"custom\":{},\"url\":\"u\"}},"
                + "{\"event_name\":\"b\",\"timestamp\":\"2024-05-15T00:00:02Z\","
                + "\"event_params\":{}}]}",
            "{\"identifiers\":{\"uuid\":[\"a\"]},\"attributes\":{\"custom\":{}},"
                + "\"events\":[{\"event_name\":\"e\",\"timestamp\":\"2024-05-15T00:00:01Z\","
                + "\"event_params\":{}}]}");
  }

  @Test
  void mergesAllProfilesThatMatch() throws Exception {
    client.upsertUsers(null, user("\"custom\":{\"device\":\"d\"}", event("e", "01", "")));
    client.upsertUsers(null, user("\"email\":\"a@b.co\"", event("e", "02", "")));
    client.upsertUsers(null, user("\"phone_number\":\"+6598765432\"", event("e", "03", "")));

    client.upsertUsers(
        null,
        user(
            "\"uuid\":\"u\",\"email\":\"a@b.co\",\"phone_number\":\"+6598765432\","
                + "\"custom\":{\"device\":\"d\"}",
            event("e", "04", "")));

    SandboxStatistics statistics = sandbox.statistics();
    assertThat(statistics.profiles()).isEqualTo(1);
    assertThat(statistics.merges()).isEqualTo(2);
    assertThat(statistics.uuidMerges()).isZero();
    assertThat(profiles()).hasSize(1);
    assertThat(profiles().get(0).split("event_name", -1)).hasSize(5);
  }

  @Test
  void countsUserIdsThatBecameOnePerson() throws Exception {
    client.upsertUsers(null, user("\"uuid\":\"u1\",\"email\":\"a@b.co\"", event("e", "01", "")));
    client.upsertUsers(null, user("\"uuid\":\"u2\",\"email\":\"c@d.co\"", event("e", "02", "")));
    assertThat(sandbox.statistics().uuidMerges()).isZero();

    client.upsertUsers(null, user("\"uuid\":\"u1\",\"email\":\"c@d.co\"", event("e", "03", "")));
    assertThat(sandbox.statistics().merges()).isEqualTo(1);
    assertThat(sandbox.statistics().uuidMerges()).isEqualTo(1);

    client.upsertUsers(null, user("\"uuid\":\"u3\",\"email\":\"a@b.co\"", event("e", "04", "")));
    assertThat(sandbox.statistics().merges()).isEqualTo(1);
    assertThat(sandbox.statistics().uuidMerges()).isEqualTo(2);
    assertThat(profiles().get(0)).contains("\"uuid\":[\"u1\",\"u2\",\"u3\"]");
  }

  @Test
  void aDeviceIsNoUserOfTheSameText() throws Exception {
    client.upsertUsers(
        null,
        user("\"uuid\":\"1\"", event("e", "01", "")),
        user("\"custom\":{\"uuid\":\"1\"}", event("e", "01", "")),
        user("\"custom\":{\"device\":\"1\"}", event("e", "01", "")));

    assertThat(sandbox.statistics().profiles()).isEqualTo(3);
  }

  @ParameterizedTest(name = "{0} and {1}: {2} stored")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z"}|{"timestamp":"2024-05-15T00:00:01Z","event_name":"e"}|1
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z"}|{"event_name":"e","timestamp":"2024-05-15T00:00:01.000Z","event_params":{}}|1
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z"}|{"event_name":"e","timestamp":"2024-05-15T03:00:01+03:00","event_params":{"custom":{}}}|1
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z"}|{"event_name":"e","timestamp":"2024-05-15T00:00:02Z"}|2
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z"}|{"event_name":"f","timestamp":"2024-05-15T00:00:01Z"}|2
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"quantity":1,"url":"a"}}|{"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"url":"\\u0061","quantity":1.0}}|1
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"quantity":1}}|{"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"quantity":"1"}}|2
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"quantity":1}}|{"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"custom":{"quantity":1}}}|2
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"quantity":100}}|{"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"quantity":1e2}}|1
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"name":"a","url":"b"}}|{"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"name":"b","url":"a"}}|2
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"taxonomy":["a","b"]}}|{"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"taxonomy":["b","a"]}}|2
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"taxonomy":["a","b"]}}|{"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"taxonomy":[["a"],"b"]}}|2
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"custom":{"o":{"a":1,"b":{"c":2}}}}}|{"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"custom":{"o":{"b":{"c":2},"a":1}}}}|1
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"custom":{"a":{"a":1},"b":2}}}|{"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"custom":{"a":{"a":2},"b":1}}}|2
          {"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"custom":{"a":true}}}|{"event_name":"e","timestamp":"2024-05-15T00:00:01Z","event_params":{"custom":{"a":null}}}|2
          """)
  void storesAnIdenticalEventOnce(String first, String second, int stored) throws Exception {
    client.upsertUsers(null, user("\"uuid\":\"u\"", first));
    client.upsertUsers(null, user("\"uuid\":\"u\"", second));

    assertThat(sandbox.statistics().eventsAccepted()).isEqualTo(2);
    assertThat(sandbox.statistics().eventsStored()).isEqualTo(stored);
    assertThat(sandbox.statistics().eventsIdentical()).isEqualTo(2 - stored);
  }

  @Test
  void storesAnIdenticalEventOnceAcrossAMerge() throws Exception {
    client.upsertUsers(null, user("\"uuid\":\"u\"", event("e", "01", ""), event("e", "02", "")));
    client.upsertUsers(
        null, user("\"email\":\"a@b.co\"", event("e", "01", ""), event("e", "03", "")));
    assertThat(sandbox.statistics().eventsStored()).isEqualTo(4);

    client.upsertUsers(null, user("\"uuid\":\"u\",\"email\":\"a@b.co\"", event("e", "02", "")));

    assertThat(sandbox.statistics().eventsAccepted()).isEqualTo(5);
    assertThat(sandbox.statistics().eventsStored()).isEqualTo(3);
    assertThat(sandbox.statistics().eventsIdentical()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} then {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "attributes":{"name":"A"}|"attributes":{"name":"B"}|"name":"B"
          "attributes":{"name":"A"}|"attributes":{"surname":"B"}|"name":"A","surname":"B"
          "attributes":{"name":"A"}|"attributes":{"name":null,"city":"C"}|"name":"A"
          "attributes":{"list_id":[1,2]}|"attributes":{"list_id":[2,3]}|"list_id":[1,2,3]
          "attributes":{"list_id":[1,2]}|"attributes":{"list_id":[2,3]},"not_append":true|"list_id":[2,3]
          "attributes":{"list_id":[1,2]}|"append":false,"attributes":{"list_id":[2,3]}|"list_id":[2,3]
          "attributes":{"list_id":[1,2]}|"append":true,"not_append":true,"attributes":{"list_id":[3]}|"list_id":[1,2,3]
          "attributes":{"list_id":[1,2]}|"not_append":true,"append":true,"attributes":{"list_id":[3]}|"list_id":[1,2,3]
          "attributes":{"custom":{"name":"A"}}|"attributes":{"name":"B"}|"custom":{"name":"A"},"name":"B"
          """)
  void theLastWriteWins(String first, String second, String expected) throws Exception {
    client.upsertUsers(null, "{\"identifiers\":{\"uuid\":\"u\"}," + first + "}");
    client.upsertUsers(null, "{\"identifiers\":{\"uuid\":\"u\"}," + second + "}");

    assertThat(profiles().get(0)).contains(expected);
  }

  @Test
  void theLastWriteWinsAcrossAMerge() throws Exception {
    String identify = "{\"identifiers\":{%s},\"attributes\":{%s}}";
    client.upsertUsers(
        null, identify.formatted("\"uuid\":\"u\"", "\"name\":\"old\",\"list_id\":[1]"));
    client.upsertUsers(
        null, identify.formatted("\"email\":\"a@b.co\"", "\"name\":\"new\",\"list_id\":[2]"));
    client.upsertUsers(null, identify.formatted("\"uuid\":\"u\"", "\"city\":\"Rome\""));

    client.upsertUsers(
        null, identify.formatted("\"uuid\":\"u\",\"email\":\"a@b.co\"", "\"city\":\"Rome\""));

    assertThat(profiles())
        .containsExactly(
            "{\"identifiers\":{\"email\":[\"a@b.co\"],\"uuid\":[\"u\"]},"
                + "\"attributes\":{\"city\":\"Rome\",\"custom\":{},\"list_id\":[1,2],"
                + "\"name\":\"new\"},\"events\":[]}");
  }

  @Test
  void digestsCompareAsWellAsEvents() throws Exception {
    Map<String, String> dumps = new TreeMap<>();
    for (String quantity : List.of("1", "1.0", "2")) {
      try (Sandbox small =
          Sandbox.start(SandboxSettings.defaults().withDepth(SandboxSettings.Depth.DIGESTS))) {
        new TestClient(small.uri())
            .upsertUsers(
                null, user("\"uuid\":\"u\"", event("e", "01", "\"quantity\":" + quantity)));
        Path file = folder.resolve("digests.ndjson");
        small.writeProfiles(file);
        dumps.put(quantity, Files.readString(file));
      }
    }
    assertThat(dumps.get("1")).contains("\"eventDigests\":[\"").isEqualTo(dumps.get("1.0"));
    assertThat(dumps.get("2")).isNotEqualTo(dumps.get("1"));
  }

  @Test
  void forgetsEverythingOnReset() throws Exception {
    client.upsertUsers(null, user("\"uuid\":\"u\"", event("e", "01", "")));

    client.call("POST", "/sandbox/reset", "");

    assertThat(sandbox.statistics().requests()).isZero();
    assertThat(sandbox.statistics().profiles()).isZero();
    assertThat(profiles()).isEmpty();
  }
}
