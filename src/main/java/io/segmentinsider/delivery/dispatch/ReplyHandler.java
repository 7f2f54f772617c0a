package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.delivery.dispatch.NeutralCall.Access;
import io.segmentinsider.delivery.dispatch.TransitionTable.Known;
import io.segmentinsider.delivery.dispatch.TransitionTable.Shape;
import io.segmentinsider.record.Reason;
import java.time.Duration;
import java.time.Instant;
import javax.annotation.Nullable;

/**
 * Learns from each answer how things stand, looks up in the {@link TransitionTable} what is to be
 * done, and does it.
 */
final class ReplyHandler {

  /** So many may end as dead letters when the input ends although nobody else can tell. */
  private static final int FEW_USERS = 100;

  /** Where failures of neutral calls come from, to be told apart from those of batches. */
  private static final long NEUTRAL = -1;

  private final DeliverySettings settings;
  private final Clock clock;
  private final DispatcherListener listener;
  private final UnsettledUpdates unsettled;
  private final EndpointQueues queues;
  private final CircuitBreakers breakers;
  private final Input input;
  private final Backoff backoff;
  private final AnswerTable answers;
  private final BatchCompletion completion;

  ReplyHandler(
      DeliverySettings settings,
      Clock clock,
      DispatcherListener listener,
      UnsettledUpdates unsettled,
      EndpointQueues queues,
      CircuitBreakers breakers,
      Input input,
      Backoff backoff,
      BatchCompletion completion) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.unsettled = unsettled;
    this.queues = queues;
    this.breakers = breakers;
    this.input = input;
    this.backoff = backoff;
    this.answers = new AnswerTable(settings.retryAfterMax());
    this.completion = completion;
  }

  /** A batch was answered, or will never be. */
  void answered(Call call, UpsertReply reply) {
    Batch batch = call.batch();
    if (reply.leavesInsiderAtWork()) {
      holdBackNewerUpdates(batch);
    }
    Answer answer = read(batch, reply);
    listener.answered(call.endpoint(), answer.code());
    if (answer instanceof Answer.NoAccess && batch.othersSucceeded(queues.of(call.endpoint()))) {
      answer = maybeForItsContent(answer);
    }
    apply(answer, learn(answer, call), batch, call.isTrial());
  }

  /**
   * The first refusal of access holds everybody back, and the key is read again. If others were
   * taken since and this batch is refused once more, what it holds may be why: a neutral call tells
   * whether the key is. Else one record could hold everybody back again and again, for ever.
   */
  private static Answer maybeForItsContent(Answer noAccess) {
    return new Answer.Forbidden(noAccess.detail());
  }

  private Answer read(Batch batch, UpsertReply reply) {
    Instant now = Instant.ofEpochMilli(clock.epochMs());
    return switch (batch.endpoint()) {
      case UPSERT -> answers.read(reply, batch.users().size(), now);
      case ATTRIBUTE_DELETE -> AttributeDelete.read(answers, reply, batch.users().size(), now);
      case IDENTITY, DELETE -> {
        PendingUpdate only = batch.first().updates().get(0);
        boolean mayHaveWorked = only.mayHaveBeenSent() || batch.mayHaveWorked();
        yield SingleCall.read(answers, reply, mayHaveWorked, now);
      }
    };
  }

  /** Insider may still work on what got no answer: it must not land after something newer. */
  private void holdBackNewerUpdates(Batch batch) {
    long until = clock.elapsedMs() + settings.lateEffects().toMillis();
    batch.users().forEach(user -> user.queue().holdBackUntil(until));
  }

  /** Takes an answer into account for everybody, and says what is known of this batch. */
  private Known learn(Answer answer, Call call) {
    EndpointQueue queue = queues.of(call.endpoint());
    long now = clock.elapsedMs();
    switch (answer.said()) {
      case SETTLED -> {
        queue.succeeded(now);
        queue.limiter().succeeded(now);
        listener.succeeded();
        letIn(queue, call.isTrial());
      }
      case REFUSED_UNNAMED, TOO_LARGE -> letIn(queue, call.isTrial());
      case FAILED -> {
        return failed((Answer.Failed) answer, call, queue);
      }
      case FORBIDDEN -> {
        call.batch().refused(queue);
        return Known.NEUTRAL_NOT_ASKED;
      }
      case NO_ACCESS -> call.batch().refused(queue);
      case TOO_MANY_REQUESTS -> {
        // What it means for others is part of what is done.
      }
    }
    return Known.NOTHING;
  }

  private void letIn(EndpointQueue queue, boolean trial) {
    if (breakers.succeeded(queue.endpoint(), trial)) {
      queues.recovered(clock.elapsedMs());
    }
  }

  private Known failed(Answer.Failed answer, Call call, EndpointQueue queue) {
    Batch batch = call.batch();
    long now = clock.elapsedMs();
    listener.failed(call.endpoint(), answer.cause(), answer.detail());
    batch.leftInDoubt();
    long counted = batch.failed(queue);
    if (call.isTrial() || !batch.failsAloneWhileOthersSucceed()) {
      breakers.failed(
          call.endpoint(),
          answer.cause(),
          batch.origin(),
          answer.retryAfter(),
          call.isTrial(),
          now);
    }
    boolean othersSucceed = batch.othersSucceeded(queue);
    if (!batch.hasOneUser()) {
      batch.users().forEach(user -> user.queue().failed(false, othersSucceed));
      return batch.isOutOfPatience() ? Known.OTHERS_SUCCEED : Known.NOBODY_ELSE_SUCCEEDS;
    }
    OwnerQueue owner = batch.first().queue();
    RetryBudget budget = owner.budget();
    owner.failed(true, othersSucceed);
    budget.spend(counted);
    if (!batch.isOutOfPatience()) {
      return Known.NOBODY_ELSE_SUCCEEDS;
    }
    boolean spent =
        budget.wasSpent()
            || (batch.isBeyondChance() && budget.spentMs() >= settings.retryBudget().toMillis());
    boolean tellApart = batch.first().updates().size() > 1 && !budget.isAboutThePerson();
    return spent && !tellApart ? Known.BUDGET_SPENT : Known.OTHERS_SUCCEED;
  }

  /** Does what the table says. */
  void apply(Answer answer, Known known, Batch batch, boolean trial) {
    long now = clock.elapsedMs();
    EndpointQueue queue = queues.of(batch.endpoint());
    switch (TransitionTable.action(answer.said(), shapeOf(batch), known)) {
      case SETTLE -> completion.settle(batch, ((Answer.Settled) answer).refused());
      case HALVE -> batch.halves().forEach(half -> queue.retryAt(now, half));
      case SEPARATE -> completion.separate(batch);
      case DIVIDE -> completion.divide(batch);
      case DEAD_LETTER -> deadLetter(answer, batch);
      case RETRY -> retry(batch, retryAfter(answer), trial, queue);
      case SLOW_DOWN -> slowDown(batch, (Answer.TooManyRequests) answer, trial, queue);
      case HOLD -> hold(batch, answer, trial, queue);
      case TRY_ONE -> {
        breakers.contentRefused(queue.endpoint(), batch.origin(), trial, now);
        sendAgain(batch, now, trial, queue);
      }
      case ASK_NEUTRAL -> queue.askNeutral(batch, trial, answer.detail());
    }
  }

  private static Shape shapeOf(Batch batch) {
    if (!batch.hasOneUser()) {
      return Shape.USERS;
    }
    Batch.User user = batch.first();
    if (user.updates().size() > 1) {
      return Shape.UPDATES;
    }
    return user.updates().get(0).canBeSplit() ? Shape.EVENTS : Shape.ONE;
  }

  private void deadLetter(Answer answer, Batch batch) {
    switch (answer.said()) {
      case TOO_LARGE -> completion.tooLarge(batch, answer.detail());
      case FAILED -> {
        batch.first().queue().updateEnded();
        completion.deadLetter(batch, Reason.RETRY_BUDGET, answer.detail());
      }
      case FORBIDDEN ->
          completion.deadLetter(
              batch, Reason.REJECTED, answer.detail() + " without a reason; others are let in");
      default -> completion.deadLetter(batch, Reason.REJECTED, answer.detail());
    }
  }

  @Nullable
  private static Duration retryAfter(Answer answer) {
    return answer instanceof Answer.Failed failed ? failed.retryAfter() : null;
  }

  private void retry(Batch batch, @Nullable Duration atLeast, boolean trial, EndpointQueue queue) {
    listener.retried();
    long time = clock.elapsedMs() + backoff.delayMs(batch.failures(), atLeast);
    sendAgain(batch, time, trial, queue);
    if (breakers.areClosed(queue.endpoint()) && nobodyElseCanTell()) {
      queue.askNeutral();
    }
  }

  private void slowDown(
      Batch batch, Answer.TooManyRequests answer, boolean trial, EndpointQueue queue) {
    long now = clock.elapsedMs();
    listener.failed(queue.endpoint(), FailureCause.TOO_MANY_REQUESTS, answer.detail());
    listener.retried();
    queue.limiter().tooMany(now);
    if (answer.retryAfter() != null) {
      queue.limiter().pauseUntil(now + answer.retryAfter().toMillis());
    }
    breakers.unclear(queue.endpoint(), answer.retryAfter(), trial, now);
    batch.slowedDown();
    sendAgain(batch, now + backoff.delayMs(batch.failures(), answer.retryAfter()), trial, queue);
  }

  private void hold(Batch batch, Answer answer, boolean trial, EndpointQueue queue) {
    FailureCause cause = causeOfRefusal(answer);
    listener.failed(queue.endpoint(), cause, answer.detail());
    breakers.refused(queue.endpoint(), cause, trial, clock.elapsedMs());
    sendAgain(batch, clock.elapsedMs(), trial, queue);
  }

  private static FailureCause causeOfRefusal(Answer answer) {
    return answer instanceof Answer.NoAccess refused ? refused.cause() : FailureCause.NO_ENTRY;
  }

  private static void sendAgain(Batch batch, long time, boolean trial, EndpointQueue queue) {
    if (trial) {
      queue.takeBack(time, batch);
    } else {
      queue.retryAt(time, batch);
    }
  }

  /** A neutral call was answered: what was refused without a reason goes on accordingly. */
  void neutralAnswered(Call call, UpsertReply reply) {
    EndpointQueue queue = queues.of(call.endpoint());
    Answer answer = answers.read(reply, 0, Instant.ofEpochMilli(clock.epochMs()));
    Access access = NeutralCall.read(reply, answer);
    listener.answered(queue.endpoint(), "neutral-" + access.code());
    learnFromNeutral(access, answer, call, queue);
    for (EndpointQueue.Forbidden waited : queue.neutralAnswered()) {
      Batch batch = waited.batch();
      if (access == Access.LET_IN) {
        listener.failed(queue.endpoint(), FailureCause.CONTENT_REFUSED, waited.detail());
      }
      if (answer instanceof Answer.NoAccess && access == Access.REFUSED) {
        // It was the key: the cause that is told must say so.
        hold(batch, answer, waited.trial(), queue);
        continue;
      }
      apply(
          new Answer.Forbidden(waited.detail()),
          known(access, batch, queue),
          batch,
          waited.trial());
      breakers.unclear(queue.endpoint(), null, waited.trial(), clock.elapsedMs());
    }
  }

  private void learnFromNeutral(Access access, Answer answer, Call call, EndpointQueue queue) {
    long now = clock.elapsedMs();
    switch (access) {
      case LET_IN -> {
        if (nobodyElseCanTell()) {
          queue.succeeded(now);
          letIn(queue, true);
        }
      }
      case REFUSED ->
          breakers.refused(queue.endpoint(), causeOfRefusal(answer), call.isTrial(), now);
      case UNCLEAR -> {
        if (answer instanceof Answer.Failed failed) {
          listener.failed(queue.endpoint(), failed.cause(), failed.detail());
          breakers.failed(
              queue.endpoint(), failed.cause(), NEUTRAL, failed.retryAfter(), call.isTrial(), now);
        }
      }
    }
    breakers.unclear(queue.endpoint(), null, call.isTrial(), now);
  }

  private Known known(Access access, Batch batch, EndpointQueue queue) {
    return switch (access) {
      case REFUSED -> Known.NEUTRAL_REFUSED;
      case UNCLEAR -> Known.NEUTRAL_UNCLEAR;
      case LET_IN -> {
        batch.refusedThoughOthersAreLetIn();
        if (!batch.isRefusedForWhatItHolds()) {
          yield Known.NEUTRAL_LET_IN_ONCE;
        }
        yield batch.othersSucceeded(queue) || (input.bringsNobodyNew() && fewAreLeft())
            ? Known.OTHERS_SUCCEED
            : Known.NOBODY_ELSE_SUCCEEDS;
      }
    };
  }

  /**
   * Whether an outage can't be told from users who fail for what they are, as nobody else is left
   * or can come who could succeed: the input has ended, or waits for them. They must not keep the
   * job from its end. Either each was seen to fail alone while others succeeded, or they are few;
   * then a neutral call tells for the others.
   */
  boolean nobodyElseCanTell() {
    if (!input.bringsNobodyNew()) {
      return false;
    }
    int left = 0;
    boolean allSeen = true;
    for (OwnerQueue owner : unsettled.owners()) {
      if (!owner.isEmpty()) {
        left++;
        allSeen &= owner.failsAlone() && owner.failedWhileOthersSucceeded();
        if (!owner.fails() || (left > FEW_USERS && !allSeen)) {
          return false;
        }
      }
    }
    return left > 0;
  }

  private boolean fewAreLeft() {
    int left = 0;
    for (OwnerQueue owner : unsettled.owners()) {
      left += owner.isEmpty() ? 0 : 1;
      if (left > FEW_USERS) {
        return false;
      }
    }
    return true;
  }
}
