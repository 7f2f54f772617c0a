package io.segmentinsider.lab.soak;

import io.segmentinsider.sandbox.FaultScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * Something that goes wrong during a soak.
 *
 * @param name on the command line, in the report and in the picture
 * @param fault what goes wrong at Insider; null if it is a process that is killed
 * @param victim which process is killed; null if it is Insider
 */
record Mishap(String name, @Nullable FaultScenario fault, @Nullable Victim victim) {

  /** A process that is killed. */
  enum Victim {
    /** A TaskManager at work, in the place of which another one starts. */
    TASK_MANAGER,
    /** The JobManager, after which the job is submitted anew from its last checkpoint. */
    JOB_MANAGER,
    /** The broker, which comes back with what it had. */
    BROKER
  }

  /** All that may go wrong. */
  static List<Mishap> all() {
    List<Mishap> all = new ArrayList<>();
    for (FaultScenario fault : FaultScenario.values()) {
      if (fault != FaultScenario.NONE) {
        all.add(new Mishap(fault.code(), fault, null));
      }
    }
    for (Victim victim : Victim.values()) {
      String name = victim.name().toLowerCase(Locale.ROOT).replace('_', '-');
      all.add(new Mishap("kill-" + name, null, victim));
    }
    return all;
  }
}
