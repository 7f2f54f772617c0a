package io.segmentinsider.local.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * What Insider does with calls, and what it holds. Safe for use by several threads: one call at a
 * time.
 */
final class Insider {

  private final SandboxSettings settings;
  private final JsonFactory json =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();
  private final Names names = new Names();
  private final Warnings warnings = new Warnings();
  private final UpsertReader reader = new UpsertReader(json, names, warnings);
  private final ProfileWriter profileWriter;
  private ProfileStore store;
  private TraceLedger ledger;
  private Counters counters;

  Insider(SandboxSettings settings) {
    this.settings = settings;
    this.profileWriter = new ProfileWriter(json, settings.keepEvents());
    this.store = new ProfileStore(settings.keepEvents(), names);
    this.ledger = new TraceLedger();
    this.counters = new Counters();
  }

  /** Forgets everything. */
  synchronized void reset() {
    store = new ProfileStore(settings.keepEvents(), names);
    ledger = new TraceLedger();
    counters = new Counters();
    warnings.reset();
  }

  synchronized SandboxStatistics statistics() {
    return counters.statistics(store, ledger, new TreeMap<>(), warnings.counts());
  }

  synchronized void writeProfiles(OutputStream out) throws IOException {
    profileWriter.write(store.profiles(), out);
  }

  synchronized void started(Call call) {
    counters.requestStarted(call.length());
  }

  synchronized void ended(int status) {
    counters.requestEnded(status);
  }

  /** Processes a call of one of Insider's endpoints. */
  synchronized Answer process(Call call) {
    try {
      admit(call);
      return switch (call.path()) {
        case "/api/user/v1/upsert" -> upsert(call);
        default -> Answers.notFound();
      };
    } catch (InvalidRequestException e) {
      return e.answer();
    }
  }

  private void admit(Call call) throws InvalidRequestException {
    String partner = call.headers().get("X-PARTNER-NAME");
    boolean partnerKnown =
        partner != null
            && !partner.isBlank()
            && partner.equals(partner.toLowerCase(Locale.ROOT))
            && (settings.partner() == null || settings.partner().equals(partner));
    if (!partnerKnown) {
      throw new InvalidRequestException(Answers.partnerInvalid());
    }
    String token = call.headers().get("X-REQUEST-TOKEN");
    boolean tokenKnown =
        token != null
            && !token.isBlank()
            && (settings.token() == null || settings.token().equals(token));
    if (!tokenKnown) {
      throw new InvalidRequestException(Answers.tokenWrong());
    }
    String contentType = call.headers().get("Content-Type");
    if (contentType == null
        || !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new InvalidRequestException(Answers.contentType());
    }
    if (call.sent() > Call.MAX_BODY) {
      throw new InvalidRequestException(Answers.bodyTooBig(Call.MAX_BODY));
    }
  }

  private Answer upsert(Call call) throws InvalidRequestException {
    if (!call.method().equals("POST")) {
      return Answers.methodNotAllowed();
    }
    Reused<UserObject> users = reader.read(call.body(), call.length());
    counters.upsert(users.size());
    String header = call.headers().get(TraceHeader.NAME);
    TraceHeader trace = header == null ? null : new TraceHeader(header);
    for (int i = 0; i < users.size(); i++) {
      UserObject user = users.get(i);
      boolean traced = trace != null && nextUser(trace);
      if (user.isRefused()) {
        counters.refused();
        continue;
      }
      counters.accepted(user.events().size());
      int profile = store.accept(user, call.body());
      if (traced) {
        note(trace, user, profile);
      }
    }
    return UpsertAnswer.of(json, users, true);
  }

  private boolean nextUser(TraceHeader trace) {
    try {
      return trace.nextUser();
    } catch (IllegalArgumentException e) {
      ledger.unreadable();
      return false;
    }
  }

  private void note(@Nullable TraceHeader trace, UserObject user, int profile) {
    try {
      ledger.accept(trace, user, profile);
    } catch (IllegalArgumentException e) {
      ledger.unreadable();
    }
  }
}
