package io.segmentinsider.profile;

import io.segmentinsider.config.JobOptions.Conflicts;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import io.segmentinsider.record.ValueTypeInformation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * An owner's updates in order of arrival: takes out what belongs to somebody else, what is older
 * and what is unchanged, and numbers the rest.
 */
public final class ProfileFunction extends KeyedProcessFunction<String, Update, Update> {

  private static final long serialVersionUID = 1L;

  private final JobSettings.Profile settings;
  private final Conflicts conflictPolicy;
  private final OutputTag<Receipt> receipts;

  private transient ValueState<ProfileState> profiles;
  private transient NewestWins newestWins;
  private transient Counter conflicts;
  private transient Counter staleAttributes;
  private transient Counter unchangedAttributes;

  /**
   * The stage.
   *
   * @param settings its rules
   * @param conflictPolicy what happens to an identifier of another user
   * @param receipts where the receipts of updates go that end here
   */
  public ProfileFunction(
      JobSettings.Profile settings, Conflicts conflictPolicy, OutputTag<Receipt> receipts) {
    this.settings = settings;
    this.conflictPolicy = conflictPolicy;
    this.receipts = receipts;
  }

  @Override
  public void open(OpenContext context) {
    profiles =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "profile", new ValueTypeInformation<>(new ProfileStateFormat())));
    newestWins = new NewestWins(settings.refresh());
    conflicts = getRuntimeContext().getMetricGroup().counter("conflicts");
    staleAttributes = getRuntimeContext().getMetricGroup().counter("staleAttributes");
    unchangedAttributes = getRuntimeContext().getMetricGroup().counter("unchangedAttributes");
  }

  @Override
  public void processElement(Update arrived, Context context, Collector<Update> out)
      throws Exception {
    if (arrived.suppression() != null) {
      context.output(
          receipts,
          Receipt.suppressed(
              arrived.source(), arrived.messageId(), arrived.action(), arrived.suppression()));
      return;
    }
    UserData.Content content = arrived.data().decode();
    Update update = arrived;
    if (conflictPolicy == Conflicts.PROTECT) {
      List<Identifier> foreign = ForeignIdentifiers.in(arrived);
      if (!foreign.isEmpty()) {
        conflicts.inc(foreign.size());
        content = withForeignAsAttributes(content, foreign);
        update = withoutIdentifiers(arrived, foreign);
      }
    }
    ProfileState known = profiles.value();
    ProfileState before = known == null ? ProfileState.UNKNOWN : known;
    NewestWins.Result result = newestWins.apply(before, update, content);
    staleAttributes.inc(result.stale());
    unchangedAttributes.inc(result.unchanged());
    UserData.Content left = result.content();
    boolean link = update.operation() == Operation.LINK;
    boolean teaches =
        result.teachesIdentifier() && (link ? update.identifiers().size() > 1 : !content.isEmpty());
    if (left.isEmpty() && teaches) {
      left = IdentifierTeaching.content(update, left);
    }
    boolean nothingLeft = left.isEmpty() && (link || !content.isEmpty());
    long sequence = before.sequence() + (nothingLeft ? 0 : 1);
    ProfileState after =
        result
            .state()
            .withSequence(sequence)
            .touched(context.timerService().currentProcessingTime());
    if (!after.equals(known)) {
      profiles.update(after);
      cleanUpAfter(settings.ttl(), context);
    }
    if (nothingLeft) {
      end(update, link ? Receipt.Status.LINKED : Receipt.Status.UNCHANGED, context);
    } else {
      out.collect(update.numbered(sequence, encode(left)));
    }
  }

  private void end(Update update, Receipt.Status status, Context context) {
    context.output(
        receipts,
        Receipt.withoutRequest(update.source(), update.messageId(), update.action(), status));
  }

  private static UserData encode(UserData.Content content) {
    return UserData.of(content.shape(), content.attributes(), content.events());
  }

  private static Update withoutIdentifiers(Update update, List<Identifier> foreign) {
    List<Identifier> own = new ArrayList<>(update.identifiers());
    own.removeAll(foreign);
    return update.withIdentifiers(own, update.data());
  }

  /** An e-mail or phone number of somebody else still says how this person can be reached. */
  private static UserData.Content withForeignAsAttributes(
      UserData.Content content, List<Identifier> foreign) {
    List<Attribute> attributes = new ArrayList<>(content.attributes());
    for (Identifier identifier : foreign) {
      boolean reachable =
          identifier.kind() == Identifier.Kind.EMAIL
              || identifier.kind() == Identifier.Kind.PHONE_NUMBER;
      boolean present =
          attributes.stream().anyMatch(a -> !a.custom() && a.name().equals(identifier.name()));
      if (reachable && !present) {
        attributes.add(IdentifierTeaching.attribute(identifier));
      }
    }
    return new UserData.Content(content.shape(), attributes, content.events());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Update> out)
      throws Exception {
    ProfileState state = profiles.value();
    if (state != null && state.touchedAt() <= timestamp - settings.ttl().toMillis()) {
      profiles.clear();
    }
  }

  /** One timer per owner and hour at most. */
  private static void cleanUpAfter(Duration age, Context context) {
    long hour = Duration.ofHours(1).toMillis();
    long due =
        (context.timerService().currentProcessingTime() + age.toMillis()) / hour * hour + hour;
    context.timerService().registerProcessingTimeTimer(due);
  }
}
