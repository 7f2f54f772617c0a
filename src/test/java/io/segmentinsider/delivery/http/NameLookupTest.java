package io.segmentinsider.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NameLookupTest {

  private final CountDownLatch answered = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final NameLookup names = new NameLookup(this::addresses);

  private InetAddress[] addresses(String name) throws UnknownHostException {
    asked.incrementAndGet();
    try {
      answered.await();
    } catch (InterruptedException e) {
      throw new UnknownHostException("interrupted");
    }
    if (name.equals("unknown")) {
      throw new UnknownHostException(name);
    }
    return new InetAddress[] {
      InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1}),
      InetAddress.getByAddress(name, new byte[] {127, 0, 0, 2})
    };
  }

  @AfterEach
  void close() {
    names.close();
  }

  @Test
  void whoeverAsksGoesOnAtOnceAndOneNameIsLookedUpOnceAtATime() throws Exception {
    Future<List<InetAddress>> first = names.resolveAll("insider");
    Future<List<InetAddress>> second = names.resolveAll("insider");
    Future<InetAddress> one = names.resolve("insider");

    assertThat(first.isDone()).isFalse();
    answered.countDown();

    assertThat(first.get()).hasSize(2).isEqualTo(second.get());
    assertThat(one.get().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(asked).hasValue(1);
  }

  @Test
  void theNextLookUpAsksAgain() throws Exception {
    answered.countDown();
    names.resolveAll("insider").get();
    names.resolveAll("insider").get();

    assertThat(asked).hasValue(2);
  }

  @Test
  void aNameThatIsNotKnownFailsForAllWhoWait() {
    Future<List<InetAddress>> first = names.resolveAll("unknown");
    Future<InetAddress> second = names.resolve("unknown");
    answered.countDown();

    assertThat(first.awaitUninterruptibly().cause()).isInstanceOf(UnknownHostException.class);
    assertThat(second.awaitUninterruptibly().cause()).isInstanceOf(UnknownHostException.class);
  }

  @Test
  void afterTheEndNobodyWaits() {
    names.close();

    assertThat(names.resolveAll("insider").cause()).isInstanceOf(UnknownHostException.class);
  }
}
