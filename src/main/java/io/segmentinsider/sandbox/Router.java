package io.segmentinsider.sandbox;

import java.time.Duration;

/** Sends a call to Insider, through what goes wrong on purpose, or to the own endpoints. */
final class Router {

  private static final String OWN = "/sandbox/";
  private static final int NOT_ANSWERED = 0;

  private final Insider insider;
  private final OwnEndpoints own;

  Router(Insider insider) {
    this.insider = insider;
    this.own = new OwnEndpoints(insider);
  }

  void dispatch(HttpCall call, Exchange exchange) {
    if (call.path().startsWith(OWN)) {
      own.process(call, exchange);
      return;
    }
    long number = insider.started(call);
    CallPlan plan = insider.faults().plan(call);
    if (plan.delay().equals(Duration.ZERO)) {
      process(call, number, plan, exchange);
    } else {
      exchange.later(plan.delay(), () -> process(call, number, plan, exchange));
    }
  }

  private void process(HttpCall call, long number, CallPlan plan, Exchange exchange) {
    CallPlan.Ending ending = plan.ending();
    if (ending == null) {
      HttpAnswer answer = insider.process(call, plan);
      insider.ended(call, number, answer.status());
      exchange.answer(answer);
      return;
    }
    HttpAnswer answer = ending.answer();
    if (ending.processed()) {
      HttpAnswer own = insider.process(call, plan);
      answer = answer == null ? own : answer;
    }
    switch (ending.transport()) {
      case WHOLE -> {
        insider.ended(call, number, answer.status());
        exchange.answer(answer);
      }
      case HALF -> {
        insider.ended(call, number, NOT_ANSWERED);
        exchange.answerHalf(answer);
      }
      case RESET -> {
        insider.ended(call, number, NOT_ANSWERED);
        exchange.reset();
      }
      case NEVER -> {
        insider.ended(call, number, NOT_ANSWERED);
        exchange.neverAnswer();
      }
    }
  }
}
