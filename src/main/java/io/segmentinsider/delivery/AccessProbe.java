package io.segmentinsider.delivery;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.delivery.dispatch.NeutralCall;
import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.delivery.http.HttpSettings;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/** Asks whether Insider lets this job in, by {@link NeutralCall}s, which write nothing. */
public final class AccessProbe {

  private AccessProbe() {}

  /**
   * Makes one upsert, with the job's own HTTP client.
   *
   * @return what is wrong and what to do, without secrets; empty if Insider lets this job in
   * @throws ConfigurationException if there is no API key, or a certificate can't be read
   */
  public static Optional<String> problem(DeliverySettings settings, HttpSettings http)
      throws InterruptedException {
    return NeutralCall.problem(call(Endpoint.UPSERT, settings, http)).map(AccessProbe::inWords);
  }

  /**
   * Makes one call of another kind, after the upsert was let in: an API key may have rights of its
   * own for each.
   *
   * @throws ConfigurationException if there is no API key, or a certificate can't be read
   */
  public static Answered ask(Endpoint endpoint, DeliverySettings settings, HttpSettings http)
      throws InterruptedException {
    UpsertReply reply = call(endpoint, settings, http);
    return new Answered(
        NeutralCall.access(reply), NeutralCall.problem(reply).map(AccessProbe::inWords).orElse(""));
  }

  /**
   * What an answer tells.
   *
   * @param access whether calls of that kind are let in
   * @param text what is wrong and what to do, without secrets; of no use if they are
   */
  public record Answered(NeutralCall.Access access, String text) {}

  private static UpsertReply call(Endpoint endpoint, DeliverySettings settings, HttpSettings http)
      throws InterruptedException {
    UpsertFunction function = new UpsertFunction(settings, http, null);
    try {
      function.open(DefaultOpenContext.INSTANCE);
      Reply answer = new Reply();
      function.asyncInvoke(NeutralCall.of(endpoint), answer);
      return answer.future.get();
    } catch (ExecutionException e) {
      return UpsertReply.failed(CallFailures.causeOf(e.getCause()));
    } finally {
      close(function);
    }
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
