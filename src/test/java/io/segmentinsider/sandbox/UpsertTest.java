package io.segmentinsider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an upsert is answered, case by case of docs/insider-api.md#request-body. */
class UpsertTest {

  private static final String GOOD =
      "{\"identifiers\":{\"uuid\":\"good\"},\"attributes\":{\"name\":\"A\"}}";

  private final ObjectMapper mapper = new ObjectMapper();
  private Sandbox sandbox;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults().withCredentials("mybrand", "token"));
    client = new TestClient(sandbox.uri());
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void takesUsersAndCountsThem() throws Exception {
    HttpResponse<String> answer =
        client.upsertUsers(
            null, GOOD, "{\"insider_id\":\"i1\",\"attributes\":{\"custom\":{\"plan\":\"pro\"}}}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"data\":{\"successful\":{\"count\":2},\"fail\":{}}}");
    assertThat(sandbox.statistics().usersAccepted()).isEqualTo(2);
    assertThat(sandbox.statistics().profiles()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"attributes":{"name":"A"}}|identifiers.required|either insider_id or idenifiers must be specified
          {"attributes":{"name":"A"}}|insider_id.required|either insider_id or idenifiers must be specified
          {"identifiers":{"custom":{}},"attributes":{"name":"A"}}|identifiers.required|either insider_id or idenifiers must be specified
          {"identifiers":{"uuid":12345},"attributes":{"name":"A"}}|identifiers.*.type(string)|uuid must be string: 12345
          {"identifiers":{"email":"sample"},"attributes":{"name":"A"}}|identifiers.*.regexp(^.+@.+\\..+$)|not a valid email address: sample
          {"identifiers":{"phone_number":"12345"},"attributes":{"name":"A"}}|identifiers.*.regexp(^\\+[1-9]\\d{6,14}$)|user has an invalid phone number: 12345
          {"identifiers":{"pn":"+6598765432"},"attributes":{"name":"A"}}|identifiers.*.in(defaults_column)|key must be one of phone_number(pn), email(em) or uuid
          {"identifiers":{"uuid":"u"}}|attributes.required|either attributes or events must be specified
          {"identifiers":{"uuid":"u"},"events":[]}|events.required|either attributes or events must be specified
          {"identifiers":{"uuid":"u"},"attributes":{},"events":[{"event_name":"a","timestamp":"2021-01-10T21:35:20Z"}]}|attributes.min(1)|attributes must have at least one attribute
          {"identifiers":{"uuid":"u"},"events":[{"event_name":"homepageView","timestamp":"2021-01-10T21:35:20Z"}]}|events.0.event_name.*.regexp(^[a-z0-9][a-zA-Z0-9._-]*$)|not a valid event name: homepageView
          {"identifiers":{"uuid":"u"},"events":[{"timestamp":"2021-01-10T21:35:20Z"}]}|events.0.event_name.required|event_name must be specified
          {"identifiers":{"uuid":"u"},"events":[{"event_name":"a"}]}|events.0.timestamp.required|timestamp must be specified
          {"identifiers":{"uuid":"u"},"events":[{"event_name":"a","timestamp":"yesterday"}]}|events.0.timestamp.*.date_time(RFC3339)|not a valid timestamp: yesterday
          {"identifiers":{"uuid":"u"},"events":[{"event_name":"a","timestamp":"2021-01-10T21:35:20Z"},{"event_name":"purchase","timestamp":"2021-01-10T21:35:20Z","event_params":{"currency":"USD","quantity":1,"unit_sale_price":5}}]}|events.1.event_params.*.required|event_group_id parameter is required on purchase event
          {"identifiers":{"uuid":"u"},"events":[{"event_name":"purchase","timestamp":"2021-01-10T21:35:20Z","event_params":{"event_group_id":"o","currency":"USD","quantity":1,"custom":{"unit_sale_price":5}}}]}|events.0.event_params.*.required|unit_sale_price parameter is required on purchase event
          {"identifiers":{"uuid":"u"},"events":[{"event_name":"confirmation_page_view","timestamp":"2021-01-10T21:35:20Z","event_params":{"event_group_id":"o","currency":"USD","unit_sale_price":5}}]}|events.0.event_params.*.required|quantity parameter is required on confirmation_page_view event
          {"identifiers":{"uuid":"u"},"events":[{"event_name":"cart_page_view","timestamp":"2021-01-10T21:35:20Z","event_params":{"event_group_id":"o","unit_sale_price":5}}]}|events.0.event_params.*.required|currency parameter is required on cart_page_view event
          7|type(object)|user must be object
          """)
  void refusesOneUserAndTakesTheOthers(String user, String key, String text) throws Exception {
    HttpResponse<String> answer = client.upsertUsers(null, GOOD, user, GOOD);

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode data = mapper.readTree(answer.body()).get("data");
    assertThat(data.at("/successful/count").asInt()).isEqualTo(2);
    assertThat(data.at("/fail/count").asInt()).isEqualTo(1);
    assertThat(data.at("/fail/errors").get("users.1." + key))
        .isNotNull()
        .extracting(JsonNode::asText)
        .containsExactly(text);
    assertThat(sandbox.statistics().profiles()).isEqualTo(1);
  }

  @Test
  void leavesOutTheCountOfNone() throws Exception {
    HttpResponse<String> answer = client.upsertUsers(null, "{}");

    assertThat(mapper.readTree(answer.body()).at("/data/successful"))
        .isEqualTo(mapper.readTree("{}"));
  }

  @ParameterizedTest(name = "{2}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          X-PARTNER-NAME|other|400|{"success":false,"message":"Partner is invalid."}
          X-PARTNER-NAME|MyBrand|400|{"success":false,"message":"Partner is invalid."}
          X-REQUEST-TOKEN|wrong|401|{"success":false,"message":"Partner token authentication failed."}
          Content-Type|text/plain|400|{"error":"content type must be application/json"}
          """)
  void refusesHeaders(String header, String value, int status, String body) throws Exception {
    HttpRequest request =
        client
            .request("POST", TestClient.UPSERT, "{\"users\":[" + GOOD + "]}")
            .setHeader(header, value)
            .build();

    HttpResponse<String> answer = client.send(request);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(sandbox.statistics().users()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}|{"error":"users must be defined: bad request"}
          {"users":[]}|{"error":"users must be defined: bad request"}
          {"users":{}}|{"error":"users must be defined: bad request"}
          {"users":[|{"success":false,"message":"Request data is not in valid JSON format."}
          {"users":[{"identifiers":{"uuid":"u"},"attributes":{"name":"A"}}]}}|{"success":false,"message":"Request data is not in valid JSON format."}
          []|{"success":false,"message":"Request data is not in valid JSON format."}
          """)
  void refusesWholeBodies(String body, String answerBody) throws Exception {
    HttpResponse<String> answer = client.upsert(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(answerBody);
    assertThat(sandbox.statistics().profiles()).isZero();
  }

  @Test
  void refusesMoreThanThousandUsers() throws Exception {
    String thousand =
        IntStream.range(0, 1_000)
            .mapToObj(i -> GOOD.replace("good", "u" + i))
            .collect(Collectors.joining(","));

    assertThat(client.upsert("{\"users\":[" + thousand + "]}").statusCode()).isEqualTo(200);
    assertThat(client.upsert("{\"users\":[" + thousand + "," + GOOD + "]}").statusCode())
        .isEqualTo(400);
    assertThat(sandbox.statistics().profiles()).isEqualTo(1_000);
  }

  @Test
  void takesABodyOfTheLimitAndRefusesOneByteMore() throws Exception {
    String start =
        "{\"users\":[{\"identifiers\":{\"uuid\":\"big\"},\"attributes\":{\"custom\":{\"t\":\"";
    String end = "\"}}}]}";
    String atLimit = start + "x".repeat(5_000_000 - start.length() - end.length()) + end;

    assertThat(client.upsert(atLimit).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = client.upsert(atLimit + " ");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"request body is bigger than maximum allowed size 5,000,000 bytes\"}");
  }

  @Test
  void warnsOfWhatInsiderStoresWrongly() throws Exception {
    client.upsertUsers(
        null,
        "{\"identifiers\":{\"uuid\":\"u\"},\"attributes\":{\"plan\":\"pro\",\"age\":\"old\","
            + "\"city\":null,\"custom\":{\"city\":\"Rome\"}}}");

    assertThat(sandbox.statistics().warnings())
        .containsEntry("customAttributeAtRoot", 1L)
        .containsEntry("defaultAttributeInCustom", 1L)
        .containsEntry("nullAttribute", 1L)
        .containsEntry("defaultAttributeOfOtherType", 1L);
  }

  @Test
  void countsWithoutLookingAtWhatItCounts() throws Exception {
    SandboxSettings counting = SandboxSettings.defaults().withDepth(SandboxSettings.Depth.COUNT);
    try (Sandbox counter = Sandbox.start(counting)) {
      TestClient sender = new TestClient(counter.uri());
      String odd =
          "{\"identifiers\":{\"custom\":{\"\\\\\":\"}\\\"{\"}},\"events\":[{},{\"a\":{}}]}";

      assertThat(sender.upsertUsers(null, GOOD, odd, GOOD).body())
          .isEqualTo("{\"data\":{\"successful\":{\"count\":3},\"fail\":{}}}");
      assertThat(sender.upsert("{\"users\":[]}").statusCode()).isEqualTo(400);
      assertThat(counter.statistics().usersAccepted()).isEqualTo(3);
      assertThat(counter.statistics().profiles()).isZero();
    }
  }
}
