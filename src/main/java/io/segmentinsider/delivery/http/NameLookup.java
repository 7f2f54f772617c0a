package io.segmentinsider.delivery.http;

import io.netty.resolver.NameResolver;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Looks names up as the JDK does, on a thread of its own: an answer may take a minute, and whoever
 * makes a call must go on, as checkpoints wait for it. The same name is looked up once at a time.
 */
public final class NameLookup implements NameResolver<InetAddress> {

  private final ConcurrentHashMap<String, Promise<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();
  private final NameService names;
  private final ExecutorService thread;

  /** Where addresses come from; waits for them. */
  @FunctionalInterface
  public interface NameService {

    /**
     * All addresses of a name.
     *
     * @throws UnknownHostException if it has none
     */
    InetAddress[] addresses(String name) throws UnknownHostException;
  }

  /** Looks up there. */
  public NameLookup(NameService names) {
    this.names = names;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread worker = new Thread(work, "insider-names");
              worker.setDaemon(true);
              return worker;
            });
  }

  @Override
  public Future<List<InetAddress>> resolveAll(String name) {
    Promise<List<InetAddress>> mine = ImmediateEventExecutor.INSTANCE.newPromise();
    Promise<List<InetAddress>> earlier = underWay.putIfAbsent(name, mine);
    if (earlier != null) {
      return earlier;
    }
    try {
      thread.execute(() -> lookUp(name, mine));
    } catch (RejectedExecutionException e) {
      underWay.remove(name);
      mine.tryFailure(new UnknownHostException("the client is closed"));
    }
    return mine;
  }

  private void lookUp(String name, Promise<List<InetAddress>> promise) {
    List<InetAddress> found;
    try {
      found = List.of(names.addresses(name));
    } catch (UnknownHostException | RuntimeException e) {
      underWay.remove(name);
      promise.tryFailure(e);
      return;
    }
    underWay.remove(name);
    promise.trySuccess(found);
  }

  @Override
  public Future<List<InetAddress>> resolveAll(String name, Promise<List<InetAddress>> promise) {
    return told(name, promise, Function.identity());
  }

  @Override
  public Future<InetAddress> resolve(String name) {
    return resolve(name, ImmediateEventExecutor.INSTANCE.newPromise());
  }

  @Override
  public Future<InetAddress> resolve(String name, Promise<InetAddress> promise) {
    return told(name, promise, addresses -> addresses.get(0));
  }

  private <T> Promise<T> told(
      String name, Promise<T> promise, Function<List<InetAddress>, T> wanted) {
    resolveAll(name)
        .addListener(
            (Future<List<InetAddress>> found) -> {
              if (found.isSuccess()) {
                promise.trySuccess(wanted.apply(found.getNow()));
              } else {
                promise.tryFailure(found.cause());
              }
            });
    return promise;
  }

  /** A look-up that is under way goes on, and nobody hears of it. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
