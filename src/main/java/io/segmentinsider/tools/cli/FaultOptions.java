package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.demo.Disturbance;
import io.segmentinsider.sandbox.FaultScenario;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code job/demo} that make things go wrong. */
final class FaultOptions {

  @Option(
      names = "--faults",
      paramLabel = "NAME",
      defaultValue = "none",
      completionCandidates = Names.class,
      converter = Scenario.class,
      description = "What goes wrong at Insider: ${COMPLETION-CANDIDATES} (default: none).")
  private FaultScenario faults;

  @Option(
      names = "--faults-for",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationText.class,
      description = {
        "How long the faults strike that end by themselves, from the first request on; and when the"
            + " expired token is replaced. For poison it is delivery.retry-budget, unless -D says"
            + " otherwise (default: ${DEFAULT-VALUE})."
      })
  private Duration length;

  @Option(
      names = "--victim",
      paramLabel = "USER-ID",
      description = "Whom poison and firewall choose (default: the first user id of the events).")
  @Nullable
  private String victim;

  @Option(
      names = "--crash",
      paramLabel = "N",
      converter = WholeNumber.FromZero.class,
      defaultValue = "0",
      description = "End the TaskManager N times in mid-flight (default: ${DEFAULT-VALUE}).")
  private int crashes;

  @Option(
      names = "--answer-delay",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = DurationText.class,
      description = {
        "How long answers take until the last crash or rescaling, so that each of them meets"
            + " requests under way; 0s if the load is enough for that (default: ${DEFAULT-VALUE})."
      })
  private Duration answerDelay;

  @Option(
      names = "--rescale",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      split = ",",
      description = {
        "Let the job go on from its last checkpoint with another parallelism, in mid-flight: 4,1"
            + " does so twice."
      })
  private List<Integer> rescales = List.of();

  @Option(
      names = "--compare",
      description = {
        "Run the same events without faults before, and compare the people that are left: they must"
            + " be equal, except for what the dead letters name. Takes the people with one device"
            + " only: between devices no order is promised."
      })
  private boolean compare;

  /**
   * Refuses options that would do nothing.
   *
   * @throws picocli.CommandLine.ParameterException naming the option, and the one that it needs
   */
  void requireInPlace(CommandSpec command) {
    boolean acts = faults != FaultScenario.NONE;
    Misplaced.unless(acts, command, "--faults-for", "--faults NAME");
    Misplaced.unless(
        faults.choosesVictim(), command, "--victim", "--faults poison or --faults firewall");
    Misplaced.unless(
        crashes > 0 || !rescales.isEmpty(),
        command,
        "--answer-delay",
        "--crash N or --rescale N,M");
  }

  /** Whether the end is held against a run without faults. */
  boolean compares() {
    return compare;
  }

  /** Whether {@link #disturbance} needs a victim. */
  boolean needsVictim() {
    return faults.choosesVictim() && victim == null;
  }

  /**
   * Options of the job for this demo, {@code option=value} each. A poisoned user is given up with
   * the retry budget: a demo cannot wait as long for that as production should. Nor for time-outs.
   */
  List<String> jobOptions() {
    return switch (faults) {
      case POISON -> List.of("delivery.retry-budget=" + length.toMillis() + " ms");
      case LATE ->
          List.of(
              "delivery.request-timeout=" + FaultScenario.LATE_REQUEST_TIMEOUT.toMillis() + " ms");
      default -> List.of();
    };
  }

  /** Whether nothing goes wrong. */
  boolean isNone() {
    return faults == FaultScenario.NONE && crashes == 0 && rescales.isEmpty();
  }

  /**
   * What goes wrong.
   *
   * @param firstUser who is chosen if no option names somebody
   */
  Disturbance disturbance(String firstUser) {
    if (isNone()) {
      return Disturbance.NONE;
    }
    return Disturbance.of(faults, length)
        .withVictim(victim == null ? firstUser : victim)
        .withCrashes(crashes)
        .withAnswerDelay(answerDelay)
        .withRescales(rescales);
  }

  /** All names, for the help. */
  private static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return FaultScenario.codes().iterator();
    }
  }

  /** Reads a name. */
  private static final class Scenario implements ITypeConverter<FaultScenario> {
    @Override
    public FaultScenario convert(String name) {
      try {
        return FaultScenario.of(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
