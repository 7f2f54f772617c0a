package io.segmentinsider.profile;

import io.segmentinsider.identity.Checkpoints;
import io.segmentinsider.identity.IdentityOptions.ChangedIdentifierPolicy;
import io.segmentinsider.identity.IdentityOptions.Conflicts;
import io.segmentinsider.identity.IdentitySettings;
import io.segmentinsider.identity.LinkAudit;
import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.JobMetric;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import io.segmentinsider.record.ValueTypeInformation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
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
    implements CheckpointedFunction, CheckpointListener {

  private static final long serialVersionUID = 1L;

  /** What a receipt says about an update from before its person asked to be forgotten. */
  private static final String FORGOTTEN = "forgotten";

  private final ProfileSettings settings;
  private final Conflicts conflictPolicy;
  private final int maxIdentifiers;
  private final boolean consentRequired;
  private final SentUnder sentUnder;
  private final OutputTag<Receipt> receipts;
  @Nullable private final LinkAudit audit;

  private transient ValueState<ProfileState> profiles;
  private transient long restoredCheckpoint;
  private transient Checkpoints checkpoints;
  private transient NewestWins newestWins;
  private transient UserData.Decoder decoder;
  private transient Counter conflicts;
  private transient Counter identifiersOverLimit;
  private transient Counter identifiersChanged;
  private transient Counter staleAttributes;
  private transient Counter unchangedAttributes;
  private transient Counter attributesOverLimit;

  /**
   * The stage.
   *
   * @param settings its rules
   * @param identity what happens to an identifier of another user, and whether consent is needed
   * @param sentUnder under what an attribute counts as sent
   * @param receipts where the receipts of updates go that end here
   * @param audit is told which identifiers are left out; null if nobody is
   */
  public ProfileFunction(
      ProfileSettings settings,
      IdentitySettings identity,
      SentUnder sentUnder,
      OutputTag<Receipt> receipts,
      @Nullable LinkAudit audit) {
    this.settings = settings;
    this.conflictPolicy = identity.conflicts();
    this.maxIdentifiers = identity.maxIdentifiers();
    this.consentRequired = identity.consentRequired();
    this.sentUnder = sentUnder;
    this.receipts = receipts;
    this.audit = audit;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    restoredCheckpoint = context.getRestoredCheckpointId().orElse(0);
    checkpoints = new Checkpoints(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    checkpoints.begin(context);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    checkpoints.complete(checkpointId);
  }

  @Override
  public void open(OpenContext context) {
    decoder = new UserData.Decoder();
    profiles =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "profile", new ValueTypeInformation<>(new ProfileStateFormat())));
    newestWins =
        new NewestWins(
            settings.refresh(), sentUnder.hash(restoredCheckpoint), settings.maxAttributes());
    conflicts = JobMetric.CONFLICTS.counter(getRuntimeContext().getMetricGroup());
    identifiersOverLimit =
        JobMetric.IDENTIFIERS_OVER_LIMIT.counter(getRuntimeContext().getMetricGroup());
    identifiersChanged =
        JobMetric.IDENTIFIERS_CHANGED.counter(getRuntimeContext().getMetricGroup());
    staleAttributes = JobMetric.STALE_ATTRIBUTES.counter(getRuntimeContext().getMetricGroup());
    unchangedAttributes =
        JobMetric.UNCHANGED_ATTRIBUTES.counter(getRuntimeContext().getMetricGroup());
    attributesOverLimit =
        JobMetric.ATTRIBUTES_OVER_LIMIT.counter(getRuntimeContext().getMetricGroup());
    if (audit != null) {
      audit.open();
    }
  }

  @Override
  public void processElement(Update arrived, Context context, Collector<Update> out)
      throws Exception {
    ProfileState known = profiles.value();
    ProfileState before = known == null ? ProfileState.UNKNOWN : known;
    if (arrived.suppression() != null) {
      rememberConsent(arrived, before, context);
      suppress(arrived, arrived.suppression(), context);
      return;
    }
    switch (arrived.operation()) {
      case ERASE -> erased(arrived, before, context);
      case DELETE -> delete(arrived, before, context, out);
      case FORGET -> forget(arrived, before, context, out);
      case MOVE, SUPPRESS, UNSUPPRESS ->
          throw new IllegalStateException("it ends where first user ids are known");
      case CHANGE_USER_ID -> changeUserId(arrived, before, context, out);
      case UPSERT, LINK -> upsert(arrived, before, context, out);
    }
  }

  /** What a person answered counts also if the event is kept back for another reason. */
  private void rememberConsent(Update update, ProfileState before, Context context)
      throws Exception {
    if (consentRequired && !isForgotten(update, before)) {
      ProfileState after = before.consented(update.ownersOptin());
      if (!after.equals(before)) {
        keep(after, context);
      }
    }
  }

  /**
   * Asks Insider to delete the person under every user id that it may have the person by: a change
   * of an id that Insider refused has left a profile under the previous one.
   */
  private void delete(Update request, ProfileState before, Context context, Collector<Update> out)
      throws Exception {
    String first = userOf(request.owner());
    Set<String> userIds = new LinkedHashSet<>(userIdsOf(request));
    userIds.addAll(before.userIds().later());
    userIds.add(first);
    Update deletion = request.decided(first, userIds.stream().map(Identifier::uuid).toList());
    erase(deletion, List.copyOf(userIds), List.of(), before, context, out);
  }

  /**
   * A user id was forgotten: what is under it here, or what comes to be. What was sent from here is
   * deleted behind what still waits of it.
   */
  private void forget(Update request, ProfileState before, Context context, Collector<Update> out)
      throws Exception {
    String first = userOf(request.owner());
    String userId = request.namedUserId();
    if (!userId.equals(first)) {
      UserIds.Tombstone tombstone = new UserIds.Tombstone(userId, request.eventTime());
      keep(before.withUserIds(before.userIds().joinedBy(tombstone)), context);
      return;
    }
    Identifier own = Identifier.uuid(userId);
    List<Identifier> others = new ArrayList<>(request.identifiers());
    others.remove(own);
    if (before.sequence() > 0) {
      Update deletion = request.decided(userId, List.of(own));
      erase(deletion, List.of(userId), others, before, context, out);
    } else {
      // The deletion of another id of the person takes along what this one had.
      UserIds left = forgotten(request, List.of(userId), before);
      keep(before.forgotten(awaiting(left, request, List.of(own), others)), context);
    }
  }

  /**
   * Leaves a tombstone. The deletion takes the person's identifiers along: once Insider has
   * confirmed it, and not before, the ladder forgets what it knows by them.
   */
  private void erase(
      Update deletion,
      List<String> userIds,
      List<Identifier> others,
      ProfileState before,
      Context context,
      Collector<Update> out)
      throws Exception {
    Set<Identifier> identifiers = new LinkedHashSet<>();
    for (String userId : userIds) {
      identifiers.add(Identifier.uuid(userId));
      if (userIds.size() > 1) {
        // A change of the id is learned as that of a device, too, which it may have been.
        identifiers.add(Identifier.device(userId));
      }
    }
    for (String key : before.identifiers()) {
      identifiers.add(Identifier.ofKey(key));
    }
    if (before.userIds().erasing() != null) {
      for (String key : before.userIds().erasing().known(deletion.owner())) {
        identifiers.add(Identifier.ofKey(key));
      }
    }
    long sequence = before.sequence() + 1;
    UserIds left = awaiting(forgotten(deletion, userIds, before), deletion, identifiers, others);
    keep(before.forgotten(left).withSequence(sequence), context);
    UserData.Content content =
        new UserData.Content(
            UserData.Shape.COMPACT, List.of(), List.of(), List.copyOf(identifiers));
    out.collect(deletion.numbered(sequence, UserData.of(content)));
  }

  /**
   * The person's record with what is awaited: the erasure of another user id comes to the record of
   * that one.
   *
   * @param others user ids that are deleted with this one by a record that knows what they had
   */
  private UserIds awaiting(
      UserIds left, Update deletion, Collection<Identifier> identifiers, List<Identifier> others) {
    if (!settings.awaitsErasures() || deletion.eventTime() < left.forgottenAt()) {
      return left;
    }
    List<String> awaited = new ArrayList<>();
    for (Identifier identifier : identifiers) {
      if (identifier.kind() != Identifier.Kind.UUID || identifier.key().equals(deletion.owner())) {
        awaited.add(identifier.key());
      }
    }
    others.forEach(other -> awaited.add(other.key()));
    Erasing before = left.erasing() == null ? Erasing.NOTHING : left.erasing();
    if (deletion.replayed()) {
      before = before.withoutOthers(deletion.owner());
    }
    return left.withErasing(before.awaiting(awaited, deletion.eventTime()));
  }

  /** What came up the ladder has ended what was known there, and has no source of its own. */
  private void erased(Update erasure, ProfileState before, Context context) throws Exception {
    Erasing erasing = before.userIds().erasing();
    if (erasing == null) {
      return;
    }
    long checkpoint = checkpoints.lastBegun();
    long now = context.timerService().currentProcessingTime();
    Erasing left = erasing.without(Erasure.of(erasure), checkpoint, now);
    if (!left.equals(erasing)) {
      profiles.update(before.withUserIds(before.userIds().withErasing(left)));
    }
  }

  private static UserIds forgotten(Update request, List<String> userIds, ProfileState before) {
    return before.userIds().forgotten(userOf(request.owner()), userIds, request.eventTime());
  }

  private static List<String> userIdsOf(Update update) {
    List<String> userIds = new ArrayList<>();
    for (Identifier identifier : update.identifiers()) {
      if (identifier.kind() == Identifier.Kind.UUID) {
        userIds.add(identifier.value());
      }
    }
    return userIds;
  }

  /**
   * The person goes on under another user id. If the previous one is known as a device and not as a
   * user, it is a visitor who signed in, and both are sent in one user object, so that Insider
   * joins them.
   */
  private void changeUserId(
      Update change, ProfileState before, Context context, Collector<Update> out) throws Exception {
    String current = change.namedUserId();
    ProfileState after = before.withUserIds(before.userIds().replacedBy(current));
    Identifier device = change.customIdentifier(Identifier.SEGMENT_ANONYMOUS_ID);
    if (device != null && before.sequence() == 0) {
      keep(after, context);
      List<Identifier> names = List.of(Identifier.uuid(current), device);
      upsert(change.asLink(names).ownedBy(userOf(change.owner())), after, context, out);
      return;
    }
    long sequence = before.sequence() + 1;
    keep(after.withSequence(sequence), context);
    out.collect(change.numbered(sequence, change.data()));
  }

  private static boolean isForgotten(Update update, ProfileState state) {
    if (state.userIds().nobodyIsForgotten() || update.ownerUserId() == null) {
      return false;
    }
    return state
        .userIds()
        .isForgotten(userOf(update.owner()), update.ownerUserId(), update.eventTime());
  }

  private void suppress(Update update, String rule, Context context) {
    context.output(receipts, Receipt.suppressed(update, rule));
  }

  @SuppressWarnings("ReferenceEquality") // Comparing what is in it costs what it saves.
  private void upsert(Update arrived, ProfileState known, Context context, Collector<Update> out)
      throws Exception {
    if (isForgotten(arrived, known)) {
      suppress(arrived, FORGOTTEN, context);
      return;
    }
    UserData arrivedData = decoder.of(arrived.data());
    UserData.Content arrivedContent = arrivedData.decode();
    UserData.Content content = arrivedContent;
    ProfileState before = known;
    boolean optOut = false;
    if (consentRequired) {
      before = known.consented(arrived.ownersOptin());
      if (!Boolean.TRUE.equals(before.consent())) {
        optOut = true;
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
    String current = before.userIds().current();
    Update update = current == null ? arrived : arrived.named(current);
    List<Identifier> withheld = withheld(update, before);
    if (!withheld.isEmpty()) {
      content = optOut ? content : withForeignAsAttributes(content, withheld);
      update = withoutIdentifiers(update, withheld);
    }
    List<Identifier> foreign =
        conflictPolicy == Conflicts.PROTECT
            ? ForeignIdentifiers.in(update, before.userIds().later())
            : List.of();
    List<Identifier> leftOut = withThoseOverLimit(foreign, update, before);
    if (!leftOut.isEmpty()) {
      count(update, leftOut, foreign.size(), context);
      content = optOut ? content : withForeignAsAttributes(content, leftOut);
      update = withoutIdentifiers(update, leftOut);
    }
    ChangedIdentifiers changed = null;
    if (!optOut && ChangedIdentifiers.concern(update)) {
      changed = ChangedIdentifiers.in(before, update, content, policyFor(update));
      update = withoutIdentifiers(update, changed.leftOut());
      content =
          new UserData.Content(
              content.shape(), changed.attributes(), content.events(), changed.replaced());
    }
    NewestWins.Result result = newestWins.apply(before, update, content, changed);
    staleAttributes.inc(result.stale());
    unchangedAttributes.inc(result.unchanged());
    attributesOverLimit.inc(result.overLimit());
    UserData.Content left = result.content();
    boolean link = update.operation() == Operation.LINK;
    boolean teaches =
        result.teachesIdentifier() && (link ? update.identifiers().size() > 1 : !content.isEmpty());
    if (teaches && !optOut && left.withoutRemovals().isEmpty()) {
      List<Identifier> older = changed == null ? List.of() : changed.older();
      left = IdentifierTeaching.content(update, older, left);
    }
    ProfileState sent = result.state();
    if (changed != null) {
      sent = withoutReplaced(sent, changed.replaced());
    }
    boolean nothingLeft = left.isEmpty() && (link || !content.isEmpty());
    long sequence = before.sequence() + (nothingLeft ? 0 : 1);
    ProfileState after =
        sent.withSequence(sequence).touched(context.timerService().currentProcessingTime());
    if (!after.equals(known)) {
      profiles.update(after);
      setCleanUp(known, after, context.timerService());
    }
    if (nothingLeft) {
      end(update, link ? Receipt.Status.LINKED : Receipt.Status.UNCHANGED, context);
    } else {
      // What nobody changed is encoded already.
      UserData data = left == arrivedContent ? arrivedData : UserData.of(left);
      out.collect(update.numbered(sequence, data));
    }
  }

  /**
   * What can't be sent yet: what a rung is in doubt of; and with a person who came back after a
   * deletion anything but the user id, as it would join that one with whoever uses it next.
   */
  private List<Identifier> withheld(Update update, ProfileState state) {
    if (conflictPolicy != Conflicts.PROTECT) {
      return List.of();
    }
    Erasing erasing = state.userIds().erasing();
    boolean all = erasing != null && erasing.concerns(update, checkpoints);
    List<Identifier> withheld = List.of();
    for (Identifier identifier : update.identifiers()) {
      boolean isWithheld =
          all
              ? identifier.kind() != Identifier.Kind.UUID
              : identifier.isWithheld() && !identifier.key().equals(update.owner());
      if (isWithheld) {
        withheld = withheld.isEmpty() ? new ArrayList<>() : withheld;
        withheld.add(identifier);
      }
    }
    return withheld;
  }

  private ChangedIdentifiers.Policy policyFor(Update update) {
    if (settings.changedIdentifiers() == ChangedIdentifierPolicy.KEEP) {
      return ChangedIdentifiers.Policy.KEEP;
    }
    return settings.trustedTopics().contains(update.origin().topic())
        ? ChangedIdentifiers.Policy.UPDATE
        : ChangedIdentifiers.Policy.UPDATE_BY_OTHERS;
  }

  /** What is to be changed is remembered as changed; delivery makes it free for somebody else. */
  private ProfileState withoutReplaced(ProfileState state, List<Identifier> replaced) {
    if (replaced.isEmpty()) {
      return state;
    }
    identifiersChanged.inc(replaced.size());
    List<String> left = new ArrayList<>(state.identifiers());
    replaced.forEach(identifier -> left.remove(identifier.key()));
    return state.withSent(left, state.attributes());
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
    setCleanUp(state, after, context.timerService());
  }

  private void end(Update update, Receipt.Status status, Context context) {
    context.output(receipts, Receipt.withoutRequest(update, status));
  }

  private static Update withoutIdentifiers(Update update, List<Identifier> foreign) {
    if (foreign.isEmpty()) {
      return update;
    }
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
    if (state == null) {
      return;
    }
    long due = endOf(state);
    if (due <= timestamp) {
      profiles.clear();
    } else {
      // The owner was seen again, or the time to live was shorter when the timer was set.
      context.timerService().registerProcessingTimeTimer(due);
    }
  }

  /** An owner has one timer: the first update sets it, and it moves on by itself. */
  private void setCleanUp(ProfileState before, ProfileState after, TimerService timers) {
    if (before.touchedAt() == ProfileState.NEVER) {
      timers.registerProcessingTimeTimer(endOf(after));
    }
  }

  private long endOf(ProfileState state) {
    return state.touchedAt() + ProfileState.DAY_MS + settings.ttl().toMillis();
  }
}
