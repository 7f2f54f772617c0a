package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;

import java.util.Random;
import java.util.UUID;

/** People and devices without end, whose names no compression makes shorter than names are. */
final class RandomPeople {

  private final Random random;

  /** The same ones for the same seed. */
  RandomPeople(long seed) {
    this.random = new Random(seed);
  }

  /** A user who is not known yet, on a device of their own, with e-mail and phone number. */
  TestEvent user() {
    return identify()
        .device(device())
        .user(Integer.toString(10_000_000 + random.nextInt(90_000_000)))
        .trait("email", name(6) + "." + name(7) + "@example.com")
        .trait("phone", "+659" + (1_000_000 + random.nextInt(9_000_000)))
        .trait("firstName", name(6))
        .trait("lastName", name(7))
        .trait("plan", name(3));
  }

  /** A device that is not known yet. */
  String device() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private String name(int length) {
    StringBuilder name = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      name.append((char) ('a' + random.nextInt(26)));
    }
    return name.toString();
  }
}
