package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.identity.LinkChange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the audit topic is told of links: everything that happens to them, and no personal value.
 */
class AuditTest {

  private static final String SALT = "the salt of this test";

  @TempDir private Path folder;

  private Stages job(String... options) throws Exception {
    Path saltFile = Files.writeString(folder.resolve("salt"), SALT + "\n");
    List<String> all = new ArrayList<>(List.of(options));
    all.add("identity.audit=true");
    all.add("identity.audit-salt-file=" + saltFile);
    return Stages.with(all.toArray(String[]::new));
  }

  private static String hash(String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SALT.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(key.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A change in words, with the keys of which it holds hashes. */
  private static String words(LinkChange change, String... keys) {
    String words =
        change.rung()
            + ' '
            + change.kind().code()
            + ' '
            + change.identifier()
            + ' '
            + change.owner()
            + ' '
            + change.otherOwner();
    for (String key : keys) {
      words = words.replace(hash(key), key);
    }
    return words;
  }

  private static List<String> words(Stages job, String... keys) {
    return job.linkChanges().stream().map(change -> words(change, keys)).toList();
  }

  @Test
  void aLinkIsLearnedOnceAndMoves() throws Exception {
    try (Stages job = job()) {
      job.take(
          track("Signed In").device("d").user("ann").at(1),
          track("Read").device("d").user("ann").at(2),
          track("Looked").device("d").at(3),
          track("Signed In").device("d").user("bob").at(4));
      assertThat(words(job, "segment_anonymous_id:d", "uuid:ann", "uuid:bob"))
          .containsExactly(
              "device learned segment_anonymous_id:d uuid:ann null",
              "device moved segment_anonymous_id:d uuid:bob uuid:ann",
              "device conflict segment_anonymous_id:d uuid:bob uuid:ann");
    }
  }

  @Test
  void everyRungTellsItsOwn() throws Exception {
    try (Stages job = job("identity.custom-identifiers=user_loyalty_id")) {
      job.take(
          identify()
              .device("d")
              .user("ann")
              .trait("email", "ann@shop.sg")
              .trait("phone", "+6591234567")
              .at(1));
      assertThat(words(job, "email:ann@shop.sg", "phone_number:+6591234567", "uuid:ann"))
          .contains(
              "phone learned phone_number:+6591234567 uuid:ann null",
              "email learned email:ann@shop.sg uuid:ann null");
    }
  }

  @Test
  void anAliasMovesTheDevice() throws Exception {
    try (Stages job = job()) {
      job.take(
          track("Read").device("d").user("old").at(1), alias("d").device("d").user("new").at(2));
      assertThat(words(job, "segment_anonymous_id:d", "uuid:old", "uuid:new"))
          .containsExactly(
              "device learned segment_anonymous_id:d uuid:old null",
              "device moved segment_anonymous_id:d uuid:new uuid:old",
              "device conflict segment_anonymous_id:d uuid:new uuid:old");
    }
  }

  @Test
  void aLinkThatIsNotFollowedIsRefused() throws Exception {
    try (Stages job = job("identity.stitching=off")) {
      job.take(
          track("Signed In").device("d").user("ann").at(1),
          track("Signed In").device("d").user("bob").at(3),
          track("Bought").device("d").at(4));
      List<String> words = words(job, "segment_anonymous_id:d", "uuid:ann");
      assertThat(words.get(words.size() - 1))
          .isEqualTo("device refused segment_anonymous_id:d segment_anonymous_id:d uuid:ann");
    }
  }

  @Test
  void anIdentifierOverTheLimitIsTold() throws Exception {
    try (Stages job = job("identity.max-identifiers=3")) {
      for (int i = 1; i <= 4; i++) {
        job.take(track("Signed In").device("d" + i).user("ann").at(i));
      }
      List<String> words = words(job, "segment_anonymous_id:d4", "uuid:ann");
      assertThat(words.get(words.size() - 1))
          .isEqualTo("device limit segment_anonymous_id:d4 uuid:ann null");
    }
  }

  @Test
  void aChangeLeadsToItsEvent() throws Exception {
    try (Stages job = job()) {
      job.take(track("Read").device("d").at(1), track("Signed In").device("d").user("ann").at(2));
      LinkChange change = job.linkChanges().get(0);
      assertThat(change.origin().offset()).isEqualTo(1);
      assertThat(Instant.ofEpochMilli(change.eventTime())).isEqualTo("2026-05-01T12:02:00Z");
    }
  }

  @Test
  void aSaltThatCantBeReadOrIsTooShortIsNamedAtStart() throws Exception {
    Path saltFile = Files.writeString(folder.resolve("short"), "salt");
    assertThatThrownBy(
            () -> Stages.with("identity.audit=true", "identity.audit-salt-file=" + saltFile))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'identity.audit-salt-file' is '" + saltFile + "'")
        .hasMessageContaining("16 bytes");
    assertThatThrownBy(
            () -> Stages.with("identity.audit=true", "identity.audit-salt-file=/nowhere"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'/nowhere': expected a text file");
  }
}
