package io.segmentinsider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the calls beside the upsert are answered, and what they do. */
class SiblingsTest {

  private static final String IDENTITY = "/api/user/v1/identity";

  @TempDir Path folder;
  private Sandbox sandbox;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults());
    client = new TestClient(sandbox.uri());
    client.upsertUsers(
        null,
        """
        {"identifiers":{"uuid":"u","email":"a@b.co","custom":{"card":"c1"}},
         "attributes":{"name":"A","city":"Rome","list_id":[1,2,3],
           "custom":{"plan":"pro","colors":["red","blue"],"name":"x"}},
         "events":[{"event_name":"e","timestamp":"2024-05-15T00:00:00Z",
           "event_params":{"url":"p","custom":{"n":1}}},
          {"event_name":"e","timestamp":"2024-05-16T00:00:00Z"}]}
        """,
        "{\"identifiers\":{\"uuid\":\"v\"},\"attributes\":{\"name\":\"B\"}}");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private List<String> profiles() throws Exception {
    Path file = folder.resolve("profiles.ndjson");
    sandbox.writeProfiles(file);
    return Files.readAllLines(file);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          PATCH|/api/user/v1/identity|{"old_identifier":{"email":"a@b.co"},"new_identifier":{"email":"c@d.co"}}|200|{}
          PATCH|/api/user/v1/identity|{"old_identifier":{"custom":{"card":"c1"}},"new_identifier":{"custom":{"card":"c2"}}}|200|{}
          PATCH|/api/user/v1/identity|{"old_identifier":{"email":"a@b.co"},"new_identifier":{"email":"a@b.co"}}|400|{"error":"identifier values are the same: bad request"}
          PATCH|/api/user/v1/identity|{"old_identifier":{"email":"a@b.co"},"new_identifier":{}}|400|{"error":"there must be exactly 1 entry for both new and old identifiers: bad request"}
          PATCH|/api/user/v1/identity|{"old_identifier":{"email":"a@b.co","uuid":"u"},"new_identifier":{"email":"c@d.co"}}|400|{"error":"there must be exactly 1 entry for both new and old identifiers: bad request"}
          PATCH|/api/user/v1/identity|{"old_identifier":{"uuid":"u"},"new_identifier":{"uuid":"v"}}|400|{"error":"new identifier already has a user assigned to it: bad request"}
          PATCH|/api/user/v1/identity|{"old_identifier":{"uuid":"u"},"new_identifier":{"email":"c@d.co"}}|400|{"error":"no valid identifier: bad request"}
          PATCH|/api/user/v1/identity|{"old_identifier":{"uuid":"w"},"new_identifier":{"uuid":"x"}}|404|{"error":"no such user for these identifiers: no data"}
          DELETE|/api/user/v1/identity|{"identifiers":{"email":"a@b.co"}}|200|{}
          DELETE|/api/user/v1/identity|{"identifiers":{"uuid":"v"}}|400|{"error":"you cannot delete the sole identifier specified for a user: bad request"}
          POST|/api/user/v1/delete|{"identifiers":{"uuid":"u"}}|200|{}
          POST|/api/user/v1/delete|{"identifiers":{}}|400|{"error":"no valid identifier: bad request"}
          POST|/api/user/v1/anonymize|{"identifiers":{"uuid":"u"}}|200|{}
          POST|/api/user/v1/anonymize|{"identifiers":{"uuid":"w"}}|404|{"error":"no such user for these identifiers: no data"}
          POST|/api/user/v1/attribute/delete|{"users":[{"identifiers":{"uuid":"u"},"whole":["name"]}]}|200|{"data":{"successful":{"count":1},"fail":{}}}
          POST|/api/user/v1/attribute/delete|{}|400|{"error":"users must be defined: bad request"}
          POST|/api/user/v1/profile|{"identifiers":{"uuid":"w"}}|404|{"error":"no such user for these identifiers: no data"}
          POST|/api/user/v1/profile|{"identifiers":{"email":"a@b.co"},"attributes":["name","c_plan","surname"],"quota":true}|200|{"attributes":{"name":"A","c_plan":"pro"},"quota":{"cost":1,"used":1,"total":1000}}
          POST|/api/user/v1/profile|{"identifiers":{"uuid":"u"},"events":{"start_date":1715731200,"end_date":1715731201,"wanted":[{"event_name":"e","params":["url","c_n","timestamp"]}]}}|200|{"events":{"e":[{"url":"p","c_n":1,"created_date":"2024-05-15T00:00:00Z"}]}}
          POST|/api/user/v1/identity|{}|405|Invalid Payload.
          POST|/api/user/v1/delete|[]|400|{"success":false,"message":"Request data is not in valid JSON format."}
          """)
  void answersAsDocumented(String method, String path, String body, int status, String answerBody)
      throws Exception {
    HttpResponse<String> answer = client.call(method, path, body);

    assertThat(answer.body()).isEqualTo(answerBody);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void anUpdatedIdentifierFindsTheProfileAndTheOldOneDoesNot() throws Exception {
    client.call(
        "PATCH",
        IDENTITY,
        "{\"old_identifier\":{\"email\":\"a@b.co\"},\"new_identifier\":{\"email\":\"c@d.co\"}}");

    client.upsertUsers(
        null,
        "{\"identifiers\":{\"email\":\"c@d.co\"},\"attributes\":{\"city\":\"Oslo\"}}",
        "{\"identifiers\":{\"email\":\"a@b.co\"},\"attributes\":{\"city\":\"Bern\"}}");

    assertThat(profiles()).hasSize(3);
    assertThat(profiles().get(0)).contains("\"email\":[\"c@d.co\"]", "\"uuid\":[\"u\"]", "Oslo");
    assertThat(profiles().get(1))
        .contains("\"email\":[\"a@b.co\"]", "Bern")
        .doesNotContain("\"uuid\"");
  }

  @Test
  void aDeletedIdentifierFindsNobody() throws Exception {
    client.call("DELETE", IDENTITY, "{\"identifiers\":{\"custom\":{\"card\":\"c1\"}}}");

    assertThat(profiles().get(0)).doesNotContain("card");
    client.upsertUsers(
        null, "{\"identifiers\":{\"custom\":{\"card\":\"c1\"}},\"attributes\":{\"city\":\"B\"}}");
    assertThat(sandbox.statistics().profiles()).isEqualTo(3);
  }

  @Test
  void aDeletedProfileComesBackEmpty() throws Exception {
    client.call("POST", "/api/user/v1/delete", "{\"identifiers\":{\"email\":\"a@b.co\"}}");
    assertThat(sandbox.statistics().profiles()).isEqualTo(1);
    assertThat(sandbox.statistics().eventsStored()).isZero();

    client.upsertUsers(
        null, "{\"identifiers\":{\"uuid\":\"u\"},\"attributes\":{\"surname\":\"S\"}}");

    assertThat(profiles().get(0))
        .isEqualTo(
            "{\"identifiers\":{\"uuid\":[\"u\"]},"
                + "\"attributes\":{\"custom\":{},\"surname\":\"S\"},\"events\":[]}");
  }

  @Test
  void anAnonymizedProfileLosesWhatIsPersonal() throws Exception {
    client.call("POST", "/api/user/v1/anonymize", "{\"identifiers\":{\"uuid\":\"u\"}}");

    assertThat(profiles().get(0))
        .contains("\"uuid\":[\"u\"]", "\"city\":\"Rome\"", "\"name\":\"x\"")
        .doesNotContain("a@b.co", "\"name\":\"A\"");
  }

  @Test
  void attributesAreDeletedInWholeAndInPart() throws Exception {
    client.call(
        "POST",
        "/api/user/v1/attribute/delete",
        """
        {"users":[{"identifiers":{"uuid":"u"},"whole":["name","surname"],
          "partial":{"list_id":[1,3,9]},
          "custom":{"whole":["plan"],"partial":{"colors":["red"]}}}]}
        """);

    assertThat(profiles().get(0))
        .contains(
            "\"attributes\":{\"city\":\"Rome\",\"custom\":{\"colors\":[\"blue\"],\"name\":\"x\"},"
                + "\"list_id\":[2]}");
  }
}
