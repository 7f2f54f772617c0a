package io.segmentinsider.lab.soak;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.sandbox.SandboxClient;
import io.segmentinsider.sandbox.UserMatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Lets one thing after the other go wrong, each once before any comes again, until interrupted. */
final class Mishaps implements Runnable {

  /** Whom faults choose that choose somebody. */
  private static final UserMatch VICTIMS = new UserMatch.Share(0.005);

  private static final Duration BROKER_IS_AWAY = Duration.ofSeconds(10);

  private final SoakCluster cluster;
  private final SandboxClient insider;
  private final Duration every;
  private final Random random;
  private final SoakLog log;

  Mishaps(SoakCluster cluster, SandboxClient insider, Duration every, long seed, SoakLog log) {
    this.cluster = cluster;
    this.insider = insider;
    this.every = every;
    this.random = new Random(seed);
    this.log = log;
  }

  @Override
  public void run() {
    List<Mishap> left = new ArrayList<>();
    try {
      while (true) {
        Thread.sleep(every.toMillis() / 2);
        if (left.isEmpty()) {
          left.addAll(Mishap.all());
          Collections.shuffle(left, random);
        }
        Mishap mishap = left.remove(left.size() - 1);
        log.mishap(mishap.name());
        strike(mishap);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void strike(Mishap mishap) throws InterruptedException {
    try {
      if (mishap.fault() != null) {
        insider.order(mishap.fault().faults(every.dividedBy(2), VICTIMS));
      } else {
        switch (mishap.victim()) {
          case TASK_MANAGER -> cluster.killTaskManager(random);
          case JOB_MANAGER -> cluster.killJobManager();
          case BROKER -> cluster.killBroker(BROKER_IS_AWAY);
        }
      }
    } catch (IOException | ClusterException e) {
      // An outage closes the port before it answers; what is really wrong, the report will show.
      log.note(mishap.name() + ": " + e.getMessage());
    }
    Thread.sleep(every.toMillis() / 2);
    end();
  }

  /** Ends what goes on; a key that was refused is let in again. */
  void end() throws InterruptedException {
    try {
      insider.clearFaults();
    } catch (IOException e) {
      log.note("the faults are not cleared: " + e.getMessage());
    }
  }
}
