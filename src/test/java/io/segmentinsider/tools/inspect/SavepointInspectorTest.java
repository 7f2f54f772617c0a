package io.segmentinsider.tools.inspect;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.identity.FirstUserId;
import io.segmentinsider.identity.FirstUserIdFormat;
import io.segmentinsider.identity.Link;
import io.segmentinsider.identity.LinkConsent;
import io.segmentinsider.identity.LinkFormat;
import io.segmentinsider.profile.ProfileState;
import io.segmentinsider.profile.ProfileStateFormat;
import io.segmentinsider.profile.SentAttributes;
import io.segmentinsider.profile.UserIds;
import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.UpdateFormat;
import io.segmentinsider.record.ValueFormat;
import io.segmentinsider.record.ValueTypeInformation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.state.api.StateBootstrapTransformation;
import org.apache.flink.state.api.functions.KeyedStateBootstrapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One person among others: what is asked for is found, and nothing of the others. */
class SavepointInspectorTest {

  private static final int MAX_PARALLELISM = 128;

  @TempDir private Path directory;

  private String savepoint;

  @BeforeEach
  void write() throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    savepoint = directory.resolve("savepoint").toUri().toString();
    SavepointWriter.newSavepoint(env, MAX_PARALLELISM)
        .withOperator(
            OperatorIdentifier.forUid("profile"),
            state(
                env,
                "profile",
                false,
                new ProfileStateFormat(),
                List.of(
                    Tuple2.of("uuid:before", profile(1)),
                    Tuple2.of("uuid:u1", profile(7, "email:a@b.co", "loyalty:gold-1")),
                    Tuple2.of("uuid:after", profile(2)))))
        .withOperator(
            OperatorIdentifier.forUid("identity-email"),
            state(
                env,
                "link",
                false,
                new LinkFormat(),
                List.of(
                    Tuple2.of("email:c@d.co", link("someone else")),
                    Tuple2.of("email:a@b.co", link("u1")))))
        .withOperator(
            OperatorIdentifier.forUid("first-user-ids"),
            state(
                env,
                "first-user-id",
                false,
                new FirstUserIdFormat(),
                List.of(Tuple2.of("new-u1", new FirstUserId("u1", 86_400_000)))))
        .withOperator(
            OperatorIdentifier.forUid("delivery"),
            state(
                env,
                "unsettled-updates",
                true,
                new UpdateFormat(),
                List.of(
                    Tuple2.of("uuid:before", update("m-0").action("Theirs").build()),
                    Tuple2.of("uuid:u1", update("m-1").action("First").build()),
                    Tuple2.of("uuid:u1", update("m-2").action("Second").build()))))
        .write(savepoint);
    env.execute();
  }

  @Test
  void aPersonIsFoundAmongOthers() throws Exception {
    assertThat(print("u1"))
        .contains("profile: 7 updates")
        .contains("identifier email:a@b.co\n  user u1 since")
        .contains("waiting updates: 2")
        .containsSubsequence("First", "Second")
        .doesNotContain("someone else", "Theirs");
  }

  @Test
  void whoIsNotSuppressedIsNotSaidToBe() throws Exception {
    assertThat(print("u1")).doesNotContain("suppressed");
  }

  @Test
  void aPersonIsFoundByALaterUserId() throws Exception {
    assertThat(print("new-u1")).contains("in the record of user u1\nprofile: 7 updates");
  }

  @Test
  void anIdentifierWithoutARungHasNoLinks() throws Exception {
    assertThat(print("u1")).contains("identifier loyalty:gold-1\n  no links are kept of it");
  }

  @Test
  void whoIsUnknownHasNothing() throws Exception {
    assertThat(print("nobody")).isEqualTo("profile: none\nwaiting updates: 0\n");
  }

  private String print(String user) throws Exception {
    StringWriter out = new StringWriter();
    new SavepointInspector(savepoint, false).print(user, new PrintWriter(out, true));
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private static ProfileState profile(long sequence, String... identifiers) {
    return new ProfileState(
        sequence,
        86_400_000,
        List.of(identifiers),
        SentAttributes.NONE,
        new UserIds(List.of(), ProfileState.NEVER, List.of(), null),
        null,
        ProfileState.NEVER);
  }

  private static Link link(String user) {
    return new Link(
        List.of(new Link.Owner(user, new EventOrder(100, 100, 0, 0, 0), 100)),
        null,
        Link.NEVER,
        LinkConsent.NONE,
        "uuid:" + user,
        3_600_000);
  }

  private static <T> StateBootstrapTransformation<Tuple2<String, T>> state(
      StreamExecutionEnvironment env,
      String name,
      boolean isList,
      ValueFormat<T> format,
      List<Tuple2<String, T>> kept) {
    return OperatorTransformation.bootstrapWith(
            env.fromData(
                kept, new TupleTypeInfo<>(RecordTypes.KEY, new ValueTypeInformation<>(format))))
        .keyBy(pair -> pair.f0, RecordTypes.KEY)
        .transform(new Writer<>(name, isList, format));
  }

  /** Writes a state as the job does. */
  private static final class Writer<T>
      extends KeyedStateBootstrapFunction<String, Tuple2<String, T>> {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final boolean isList;
    private final ValueFormat<T> format;

    private transient ValueState<T> value;
    private transient ListState<T> list;

    Writer(String name, boolean isList, ValueFormat<T> format) {
      this.name = name;
      this.isList = isList;
      this.format = format;
    }

    @Override
    public void open(OpenContext context) {
      ValueTypeInformation<T> type = new ValueTypeInformation<>(format);
      if (isList) {
        list = getRuntimeContext().getListState(new ListStateDescriptor<>(name, type));
      } else {
        value = getRuntimeContext().getState(new ValueStateDescriptor<>(name, type));
      }
    }

    @Override
    public void processElement(Tuple2<String, T> pair, Context context) throws Exception {
      if (isList) {
        list.add(pair.f1);
      } else {
        value.update(pair.f1);
      }
    }
  }
}
