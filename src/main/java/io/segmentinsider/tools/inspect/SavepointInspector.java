package io.segmentinsider.tools.inspect;

import io.segmentinsider.identity.FirstUserId;
import io.segmentinsider.identity.FirstUserIdFormat;
import io.segmentinsider.identity.Link;
import io.segmentinsider.identity.LinkFormat;
import io.segmentinsider.identity.Rung;
import io.segmentinsider.identity.Suppression;
import io.segmentinsider.identity.SuppressionFormat;
import io.segmentinsider.profile.ProfileState;
import io.segmentinsider.profile.ProfileStateFormat;
import io.segmentinsider.record.GdprOptin;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UpdateFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a savepoint holds of one person. */
public final class SavepointInspector {

  /** More updates than this can't wait for one person. */
  private static final int MOST_VALUES = 100_000;

  private final SavepointReader reader;

  /**
   * A reader of a savepoint.
   *
   * @param savepoint its directory
   * @param rocksDb whether it is in RocksDB's native format
   * @throws IOException if there is none
   */
  public SavepointInspector(String savepoint, boolean rocksDb) throws IOException {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    StateBackend backend = rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
    reader = SavepointReader.read(env, savepoint, backend);
  }

  /** Prints suppression, links, profile and waiting updates of a user. */
  public void print(String userId, PrintWriter out) throws Exception {
    suppression(userId, out);
    Set<String> key = Set.of(Identifier.uuid(firstOf(userId, out)).key());
    StateOfKeys<ProfileState> profile = StateOfKeys.value(key, "profile", new ProfileStateFormat());
    List<ProfileState> profiles = collect(states("profile", profile), profile);
    if (profiles.isEmpty()) {
      out.println("profile: none");
    } else {
      profile(profiles.get(0), out);
      for (String identifier : profiles.get(0).identifiers()) {
        links(identifier, out);
      }
    }
    List<Update> waiting =
        readIfThere("delivery", StateOfKeys.list(key, "unsettled-updates", new UpdateFormat()));
    out.println("waiting updates: " + waiting.size());
    for (Update update : waiting) {
      out.println(
          "  "
              + update.sequence()
              + " "
              + update.mappingName()
              + " of "
              + Instant.ofEpochMilli(update.eventTime())
              + " from "
              + update.origin());
    }
    out.flush();
  }

  private void suppression(String userId, PrintWriter out) throws Exception {
    List<Suppression> suppressions =
        readIfThere(
            "first-user-ids",
            StateOfKeys.value(Set.of(userId), "suppression", new SuppressionFormat()));
    if (suppressions.stream().anyMatch(Suppression::isSuppressed)) {
      out.println("suppressed: nothing of this user is sent");
    }
  }

  private String firstOf(String userId, PrintWriter out) throws Exception {
    List<FirstUserId> firsts =
        readIfThere(
            "first-user-ids",
            StateOfKeys.value(Set.of(userId), "first-user-id", new FirstUserIdFormat()));
    if (firsts.isEmpty()) {
      return userId;
    }
    String first = firsts.get(0).userId();
    out.println("in the record of user " + first);
    return first;
  }

  private static void profile(ProfileState profile, PrintWriter out) {
    out.println(
        "profile: "
            + profile.sequence()
            + " updates, "
            + profile.attributes().size()
            + " attributes remembered, last seen "
            + Instant.ofEpochMilli(profile.touchedAt()));
    for (String userId : profile.userIds().later()) {
      out.println("  went on under user " + userId);
    }
    if (profile.userIds().forgottenAt() != ProfileState.NEVER) {
      out.println("  forgotten at " + Instant.ofEpochMilli(profile.userIds().forgottenAt()));
    }
    if (profile.consent() != null) {
      out.println(
          "  consent " + profile.consent() + " since " + Instant.ofEpochMilli(profile.consentAt()));
    }
  }

  private void links(String identifier, PrintWriter out) throws Exception {
    String name = identifier.substring(0, identifier.indexOf(':'));
    Rung rung = Rung.of(name);
    List<Link> links =
        readIfThere(
            "identity-" + rung.name(),
            StateOfKeys.value(
                Set.of(
                    rung.keyOf(Identifier.custom(name, identifier.substring(name.length() + 1)))),
                "link",
                new LinkFormat()));
    out.println("identifier " + identifier);
    if (links.isEmpty()) {
      out.println("  no links are kept of it");
    }
    for (Link link : links) {
      for (Link.Owner user : link.owners()) {
        out.println(
            "  user " + user.userId() + " since " + Instant.ofEpochMilli(user.since().eventTime()));
      }
      out.println("  first sent with " + link.claimedBy());
      answer(link.consent().optIn(), out);
      answer(link.consent().refusal(), out);
    }
  }

  private static void answer(@Nullable GdprOptin answer, PrintWriter out) {
    if (answer != null) {
      out.println(
          (answer.optedIn() ? "  opt-in of " : "  refusal of ")
              + (answer.owner().isEmpty() ? "whose it is" : answer.owner())
              + " at "
              + Instant.ofEpochMilli(answer.at()));
    }
  }

  /** What an operator keeps of a few keys; nothing if the savepoint has no such operator. */
  private <T> List<T> readIfThere(String uid, StateOfKeys<T> keys) throws Exception {
    DataStream<byte[]> states;
    try {
      states = states(uid, keys);
    } catch (IOException e) {
      return List.of();
    }
    return collect(states, keys);
  }

  /**
   * The states of an operator.
   *
   * @throws IOException if the savepoint has no such operator
   */
  private <T> DataStream<byte[]> states(String uid, StateOfKeys<T> keys) throws IOException {
    return reader
        .readKeyedState(
            OperatorIdentifier.forUid(uid),
            keys,
            RecordTypes.KEY,
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
        .filter(StateOfKeys::isValue);
  }

  private static <T> List<T> collect(DataStream<byte[]> states, StateOfKeys<T> keys)
      throws Exception {
    List<T> values = new ArrayList<>();
    for (byte[] bytes : states.executeAndCollect(MOST_VALUES)) {
      values.add(keys.value(bytes));
    }
    return values;
  }
}
