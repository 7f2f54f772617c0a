package io.segmentinsider.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether keys keep the events of one device together. */
class KeysCheckTest {

  /** Events are {@code key:anonymousId:userId:messageId}; what is empty is not there. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          each device has its key        | a:a::1 b:b::2 a:a::3                | ok   | the last 3 events have one
          a key of another kind          | x:a::1 y:b::2 x:a:u:3              | ok   | the last 3 events have one
          users on several devices       | a:a:u:1 b:b:u:2 a:a:u:3            | ok   | the last 3 events have one
          no key                         | :a::1 b:b::2 :a::3                 | warn | 2 of the last 3 events have none
          message ids                    | 1:a::1 2:b::2 3:a::3               | warn | each of the last 3 events has its messageId
          one key for all                | k:a::1 k:b::2 k::u:3               | warn | have one key, though they are of 3 devices
          one device alone has one key   | k:a::1 k:a::2                      | ok   | the last 2 events have one
          a device that changes its key  | a:a::1 u:a:u:2 b:b::3              | warn | 1 of 2 devices and users in the last 3
          a user without a device        | u::u:1 v::u:2                      | warn | 1 of 1 devices and users in the last 2
          one message                    | 1:a::1                             | ok   | the last 1 events have one
          """)
  void keysAreHeldAgainstTheEvents(String name, String events, String kind, String text) {
    KeysCheck check = new KeysCheck("events", 2);
    for (String event : events.strip().split(" ", -1)) {
      check.add(record(event.split(":", -1)));
    }

    assertThat(check.finding().kind().word()).isEqualTo(kind);
    assertThat(check.finding().text()).contains(text);
  }

  private static ConsumerRecord<byte[], byte[]> record(String[] parts) {
    String json =
        "{"
            + member("anonymousId", parts[1])
            + member("userId", parts[2])
            + "\"messageId\":\""
            + parts[3]
            + "\"}";
    return new ConsumerRecord<>("events", 0, 0, bytes(parts[0]), bytes(json));
  }

  private static String member(String name, String value) {
    return value.isEmpty() ? "" : "\"" + name + "\":\"" + value + "\",";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
