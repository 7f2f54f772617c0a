package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.List;

/** The upsert: good user objects are stored, bad and chosen ones are refused. For one thread. */
final class UpsertEndpoint {

  private static final String REFUSED_RULE = "sandbox(refused)";
  private static final String REFUSED_TEXT = "refused by order";

  private final JsonFactory json;
  private final UpsertReader reader;
  private final Faults faults;

  UpsertEndpoint(JsonFactory json, UpsertReader reader, Faults faults) {
    this.json = json;
    this.reader = reader;
    this.faults = faults;
  }

  HttpAnswer upsert(HttpCall call, List<ActiveFault> userFaults, Holdings holdings)
      throws InvalidRequestException {
    Reused<ReceivedUser> users = reader.read(call.body(), call.length());
    boolean named = true;
    for (ActiveFault fault : userFaults) {
      if (!strike(fault, users, call.body())) {
        continue;
      }
      faults.struck(fault);
      if (fault.effect() instanceof Fault.Poison) {
        return Answers.serverError(500);
      }
      if (fault.effect() instanceof Fault.Firewall firewall) {
        return Answers.refusalOfTheEdge(firewall.status());
      }
      named &= !(fault.effect() instanceof Fault.Ambiguous);
    }
    store(call, users, holdings);
    return UpsertAnswer.of(json, users, named);
  }

  /** Takes user objects without looking into them. */
  static HttpAnswer count(HttpCall call, Counters counters) throws InvalidRequestException {
    int users = UserCounter.count(call.body(), call.length());
    if (users == 0) {
      throw new InvalidRequestException(Answers.usersMissing());
    }
    counters.upsert(users);
    counters.accepted(users, 0);
    return HttpAnswer.json(
        200, "{\"data\":{\"successful\":{\"count\":" + users + "},\"fail\":{}}}");
  }

  private static void store(HttpCall call, Reused<ReceivedUser> users, Holdings holdings) {
    Counters counters = holdings.counters();
    counters.upsert(users.size());
    Trace trace = new Trace(call.headers().get(TraceReader.NAME), holdings.ledger());
    for (int i = 0; i < users.size(); i++) {
      ReceivedUser user = users.get(i);
      trace.next();
      if (user.isRefused()) {
        counters.refused();
      } else {
        counters.accepted(1, user.events().size());
        trace.accepted(user, holdings.store().accept(user, call.body()));
      }
    }
  }

  /** Lets a fault befall the users that it chooses; whether there are any. */
  private static boolean strike(ActiveFault fault, Reused<ReceivedUser> users, byte[] body) {
    boolean struck = false;
    for (int i = 0; i < users.size(); i++) {
      ReceivedUser user = users.get(i);
      if (!fault.matcher().matches(user, body)) {
        continue;
      }
      struck = true;
      String path = "users." + i + ".";
      if (fault.effect() instanceof Fault.Refused refused && refused.level() == Fault.Level.EVENT) {
        refuseEvents(fault.matcher(), user, path + "events.");
      } else {
        user.refuse(path + REFUSED_RULE, REFUSED_TEXT);
      }
    }
    return struck;
  }

  private static void refuseEvents(UserMatcher matcher, ReceivedUser user, String path) {
    Reused<ReceivedUser.Value> events = user.events();
    for (int event = 0; event < events.size(); event++) {
      if (matcher.matchesEvent(events.get(event))) {
        user.refuse(path + event + "." + REFUSED_RULE, REFUSED_TEXT);
      }
    }
  }
}
