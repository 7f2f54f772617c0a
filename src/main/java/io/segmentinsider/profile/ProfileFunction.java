package io.segmentinsider.profile;

import io.segmentinsider.config.JobOptions.Conflicts;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.identity.LinkAudit;
import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import io.segmentinsider.record.ValueTypeInformation;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * An owner's updates in order of arrival: takes out what belongs to somebody else, what is older
 * and what is unchanged, and numbers the rest.
 */
public final class ProfileFunction extends KeyedProcessFunction<String, Update, Update>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** What a receipt says about an update from before its person asked to be forgotten. */
  private static final String FORGOTTEN = "forgotten";

  private final JobSettings.Profile settings;
  private final Conflicts conflictPolicy;
  private final int maxIdentifiers;
  private final boolean consentRequired;
  private final SentUnder sentUnder;
  private final OutputTag<Receipt> receipts;
  private final OutputTag<Erasure> erasures;
  @Nullable private final LinkAudit audit;

  private transient ValueState<ProfileState> profiles;
  private transient long restoredCheckpoint;
  private transient NewestWins newestWins;
  private transient Counter conflicts;
  private transient Counter identifiersOverLimit;
  private transient Counter staleAttributes;
  private transient Counter unchangedAttributes;

  /**
   * The stage.
   *
   * @param settings its rules
   * @param identity what happens to an identifier of another user, and whether consent is needed
   * @param sentUnder under what an attribute counts as sent
   * @param receipts where the receipts of updates go that end here
   * @param erasures where the identifiers of people go who are to be forgotten
   * @param audit is told which identifiers are left out; null if nobody is
   */
  public ProfileFunction(
      JobSettings.Profile settings,
      JobSettings.Identity identity,
      SentUnder sentUnder,
      OutputTag<Receipt> receipts,
      OutputTag<Erasure> erasures,
      @Nullable LinkAudit audit) {
    this.settings = settings;
    this.conflictPolicy = identity.conflicts();
    this.maxIdentifiers = identity.maxIdentifiers();
    this.consentRequired = identity.consentRequired();
    this.sentUnder = sentUnder;
    this.receipts = receipts;
    this.erasures = erasures;
    this.audit = audit;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    restoredCheckpoint = context.getRestoredCheckpointId().orElse(0);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // All state is keyed, and Flink's own.
  }

  @Override
  public void open(OpenContext context) {
    profiles =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "profile", new ValueTypeInformation<>(new ProfileStateFormat())));
    newestWins = new NewestWins(settings.refresh(), sentUnder.hash(restoredCheckpoint));
    conflicts = getRuntimeContext().getMetricGroup().counter("conflicts");
    identifiersOverLimit = getRuntimeContext().getMetricGroup().counter("identifiersOverLimit");
    staleAttributes = getRuntimeContext().getMetricGroup().counter("staleAttributes");
    unchangedAttributes = getRuntimeContext().getMetricGroup().counter("unchangedAttributes");
    if (audit != null) {
      audit.open();
    }
  }

  @Override
  public void processElement(Update arrived, Context context, Collector<Update> out)
      throws Exception {
    if (arrived.suppression() != null) {
      suppress(arrived, arrived.suppression(), context);
      return;
    }
    ProfileState known = profiles.value();
    ProfileState before = known == null ? ProfileState.UNKNOWN : known;
    switch (arrived.operation()) {
      case ERASE -> {
        // It came up the ladder for the links on its way, and has no source of its own.
      }
      case DELETE -> forget(arrived, before, context, out);
      case CHANGE_USER_ID -> changeUserId(arrived, before, context, out);
      case UPSERT, LINK -> upsert(arrived, before, context, out);
    }
  }

  /** Leaves a tombstone, and lets the ladder forget what it knows by the person's identifiers. */
  private void forget(Update request, ProfileState before, Context context, Collector<Update> out)
      throws Exception {
    List<String> identifiers = new ArrayList<>(before.identifiers());
    identifiers.add(request.owner());
    for (String identifier : identifiers) {
      context.output(erasures, new Erasure(identifier, request.owner(), request.eventTime()));
    }
    long sequence = before.sequence() + 1;
    keep(before.forgotten(request.eventTime()).withSequence(sequence), context);
    out.collect(request.numbered(sequence, request.data()));
  }

  /**
   * The first of several aliases counts: later ones name an id that Insider has no more. A replay
   * of the first one is made again, as Insider refused it.
   */
  private void changeUserId(
      Update alias, ProfileState before, Context context, Collector<Update> out) throws Exception {
    boolean again = alias.replayed() && alias.namedUserId().equals(before.forwardTo());
    if ((before.forwardTo() != null && !again) || isForgotten(alias, before)) {
      end(alias, Receipt.Status.LINKED, context);
      return;
    }
    long sequence = before.sequence() + 1;
    keep(before.forwardedTo(alias.namedUserId()).withSequence(sequence), context);
    out.collect(alias.numbered(sequence, alias.data()));
  }

  private static boolean isForgotten(Update update, ProfileState state) {
    return state.forgottenAt() != 0 && update.eventTime() <= state.forgottenAt();
  }

  private void suppress(Update update, String rule, Context context) {
    context.output(receipts, Receipt.suppressed(update, rule));
  }

  private void upsert(Update arrived, ProfileState known, Context context, Collector<Update> out)
      throws Exception {
    if (isForgotten(arrived, known)) {
      suppress(arrived, FORGOTTEN, context);
      return;
    }
    UserData.Content content = arrived.data().decode();
    ProfileState before = known;
    if (consentRequired) {
      before = known.consented(arrived.gdprOptin(), arrived.gdprTime());
      if (!Boolean.TRUE.equals(before.consent())) {
        content = Consent.optOutOf(content);
        if (content.isEmpty()) {
          if (!before.equals(known)) {
            keep(before, context);
          }
          suppress(arrived, Consent.SUPPRESSION, context);
          return;
        }
      }
    }
    Update update =
        before.forwardTo() == null
            ? arrived
            : arrived.forwarded(userOf(arrived.owner()), before.forwardTo());
    List<Identifier> foreign =
        conflictPolicy == Conflicts.PROTECT ? ForeignIdentifiers.in(update) : List.of();
    List<Identifier> leftOut = withThoseOverLimit(foreign, update, before);
    if (!leftOut.isEmpty()) {
      count(update, leftOut, foreign.size(), context);
      content = withForeignAsAttributes(content, leftOut);
      update = withoutIdentifiers(update, leftOut);
    }
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
      moveCleanUp(known, after, context.timerService());
    }
    if (nothingLeft) {
      end(update, link ? Receipt.Status.LINKED : Receipt.Status.UNCHANGED, context);
    } else {
      out.collect(update.numbered(sequence, encode(left)));
    }
  }

  /** What is not sent as an identifier: somebody else's, and behind these those over the limit. */
  private List<Identifier> withThoseOverLimit(
      List<Identifier> foreign, Update update, ProfileState state) {
    if (state.identifiers().size() < maxIdentifiers) {
      return foreign;
    }
    List<Identifier> all = new ArrayList<>(foreign);
    String owner = update.owner();
    for (Identifier identifier : update.identifiers()) {
      boolean isNew =
          identifier.kind() != Identifier.Kind.UUID
              && !identifier.key().equals(owner)
              && !state.identifiers().contains(identifier.key());
      if (isNew && !all.contains(identifier)) {
        all.add(identifier);
      }
    }
    return all;
  }

  private void count(Update update, List<Identifier> leftOut, int foreign, Context context) {
    conflicts.inc(foreign);
    identifiersOverLimit.inc(leftOut.size() - foreign);
    if (audit == null) {
      return;
    }
    for (int i = 0; i < leftOut.size(); i++) {
      Identifier identifier = leftOut.get(i);
      boolean conflict = i < foreign;
      audit.tell(
          update,
          conflict ? LinkChange.Kind.CONFLICT : LinkChange.Kind.LIMIT,
          identifier,
          update.owner(),
          conflict ? identifier.claimedBy() : null,
          context);
    }
  }

  private static String userOf(String owner) {
    return owner.substring(Identifier.uuid("").key().length());
  }

  private void keep(ProfileState state, Context context) throws Exception {
    ProfileState after = state.touched(context.timerService().currentProcessingTime());
    profiles.update(after);
    moveCleanUp(state, after, context.timerService());
  }

  private void end(Update update, Receipt.Status status, Context context) {
    context.output(receipts, Receipt.withoutRequest(update, status));
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
    if (state != null && endOf(state) <= timestamp) {
      profiles.clear();
    }
  }

  /** An owner has one timer: it moves with the day on which the owner was last seen. */
  private void moveCleanUp(ProfileState before, ProfileState after, TimerService timers) {
    long due = endOf(after);
    long previous = endOf(before);
    if (previous != due) {
      timers.deleteProcessingTimeTimer(previous);
    }
    timers.registerProcessingTimeTimer(due);
  }

  private long endOf(ProfileState state) {
    return state.touchedAt() + ProfileState.DAY_MS + settings.ttl().toMillis();
  }
}
