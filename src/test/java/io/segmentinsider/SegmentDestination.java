package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Stands in for Segment's own destination: what its ten actions build, one request for each event,
 * without state and without a look at whose the event is.
 */
final class SegmentDestination {

  private final HttpClient http = HttpClient.newHttpClient();
  private final EventParser parser;
  private final Mapper mapper;
  private final String partner;
  private final String token;

  /** One that shows this account and API key. */
  SegmentDestination(String partner, String token) {
    this.partner = partner;
    this.token = token;
    JobSettings settings = TestSettings.with("mapping.preset", "segment-actions");
    this.parser = new EventParser(settings.source());
    this.mapper = MapperFactory.of(settings.mapping()).mapper();
  }

  /**
   * Sends events, one after another.
   *
   * @param received when Segment got the first of them
   * @param insider where they go
   */
  void deliver(List<String> events, Instant received, URI insider) throws Exception {
    for (String event : events) {
      RawRecord record =
          new RawRecord(
              new SourcePosition("segment", 0, 0),
              received.toEpochMilli(),
              event.getBytes(StandardCharsets.UTF_8));
      for (EventParser.Result result : parser.parse(record)) {
        if (result instanceof EventParser.Result.Parsed parsed) {
          for (Update update : mapper.map(parsed.event()).updates()) {
            if (update.operation() == Operation.UPSERT) {
              upsert(UserObjectWriter.write(update, update.data().decode()), insider);
            }
          }
        }
      }
    }
  }

  private void upsert(byte[] user, URI insider) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("{\"users\":[".getBytes(StandardCharsets.UTF_8));
    body.writeBytes(user);
    body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(insider.resolve("/api/user/v1/upsert"))
            .header("Content-Type", "application/json")
            .header("X-PARTNER-NAME", partner)
            .header("X-REQUEST-TOKEN", token)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }
}
