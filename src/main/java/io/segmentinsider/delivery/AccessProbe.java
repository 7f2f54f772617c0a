package io.segmentinsider.delivery;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.JobSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * Asks whether Insider lets this job in, without writing anything: an upsert that has no users is
 * answered with the documented status 400 for that, and only after partner name and API key passed
 * (contract, section 3.1; that these are looked at first is inferred).
 */
public final class AccessProbe {

  private static final byte[] NO_USERS = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String ANSWER_TO_NO_USERS = "users must be defined";

  private AccessProbe() {}

  /**
   * Makes one call, with the job's own HTTP client.
   *
   * @return what is wrong and what to do, without secrets; empty if Insider lets this job in
   * @throws ConfigurationException if there is no API key, or a certificate can't be read
   */
  public static Optional<String> problem(JobSettings.Delivery settings, JobSettings.Http http)
      throws InterruptedException {
    UpsertReply reply;
    UpsertFunction function = new UpsertFunction(settings, http, null);
    try {
      function.open(DefaultOpenContext.INSTANCE);
      Reply answer = new Reply();
      function.asyncInvoke(
          new UpsertRequest(UpsertRequest.Endpoint.UPSERT, NO_USERS, 0, null), answer);
      reply = answer.future.get();
    } catch (ExecutionException e) {
      reply = UpsertReply.failed(e.getCause());
    } finally {
      close(function);
    }
    return read(reply, settings);
  }

  private static Optional<String> read(UpsertReply reply, JobSettings.Delivery settings) {
    if (reply.status() == 0) {
      return Optional.of(
          "does not answer ("
              + reply.failure()
              + "). Check delivery.endpoint, the network, http.proxy-host and"
              + " http.trusted-certificates.");
    }
    if (reply.bodyText().toLowerCase(Locale.ROOT).contains(ANSWER_TO_NO_USERS)) {
      return Optional.empty();
    }
    Answer answer = new AnswerTable(settings.retryAfterMax()).read(reply, 0, Instant.EPOCH);
    if (answer instanceof Answer.Settled) {
      return Optional.empty();
    }
    if (answer instanceof Answer.Hold hold) {
      return Optional.of(
          hold.detail()
              + ". Check delivery.partner-name, and that the API key is of type Unified Customer"
              + " Database, live, and not bound to other addresses.");
    }
    if (answer instanceof Answer.Later later) {
      return Optional.of(later.detail() + ". Look again later.");
    }
    return Optional.of(
        "answers an empty request with status "
            + reply.status()
            + " and none of the documented texts. Check that delivery.endpoint is Insider's.");
  }

  private static void close(UpsertFunction function) throws InterruptedException {
    try {
      function.close();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client does not close", e);
    }
  }

  /** The only answer. */
  private static final class Reply implements ResultFuture<UpsertReply> {

    private final CompletableFuture<UpsertReply> future = new CompletableFuture<>();

    @Override
    public void complete(Collection<UpsertReply> result) {
      future.complete(result.iterator().next());
    }

    @Override
    public void complete(CollectionSupplier<UpsertReply> supplier) {
      try {
        complete(supplier.get());
      } catch (Exception e) {
        future.completeExceptionally(e);
      }
    }

    @Override
    public void completeExceptionally(Throwable error) {
      future.completeExceptionally(error);
    }
  }
}
