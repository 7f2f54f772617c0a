package io.segmentinsider.delivery;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.delivery.dispatch.NeutralCall;
import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.delivery.http.HttpSettings;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/** Asks whether Insider lets this job in, by a {@link NeutralCall}, which writes nothing. */
public final class AccessProbe {

  private AccessProbe() {}

  /**
   * Makes one call, with the job's own HTTP client.
   *
   * @return what is wrong and what to do, without secrets; empty if Insider lets this job in
   * @throws ConfigurationException if there is no API key, or a certificate can't be read
   */
  public static Optional<String> problem(DeliverySettings settings, HttpSettings http)
      throws InterruptedException {
    UpsertReply reply;
    UpsertFunction function = new UpsertFunction(settings, http, null);
    try {
      function.open(DefaultOpenContext.INSTANCE);
      Reply answer = new Reply();
      function.asyncInvoke(NeutralCall.of(UpsertRequest.Endpoint.UPSERT), answer);
      reply = answer.future.get();
    } catch (ExecutionException e) {
      reply = UpsertReply.failed(CallFailures.causeOf(e.getCause()));
    } finally {
      close(function);
    }
    return NeutralCall.problem(reply).map(AccessProbe::inWords);
  }

  private static String inWords(FailureCause cause) {
    return cause.what() + ". " + cause.advice();
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
