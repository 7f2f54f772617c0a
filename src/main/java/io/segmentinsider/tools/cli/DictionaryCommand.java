package io.segmentinsider.tools.cli;

import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.publish.JsonDocuments;
import io.segmentinsider.mapping.Dictionary;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.mapping.Quality;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists every name that would reach Insider. */
@Command(
    name = "dictionary",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists every identifier, attribute, event and parameter that sample events would bring to"
          + " Insider, with count, type and class of value, against the account limits.",
      "What is custom has to be created in the panel before go-live."
    })
public final class DictionaryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConfiguredMapping mapping;

  @Option(
      names = "--quality",
      description =
          "Instead of the names: of each event and field how many values were read, repaired and"
              + " left out, and as what they can't be read.")
  private boolean quality;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the table as CSV, too.")
  @Nullable
  private Path csv;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "Sample events as JSON, one a line, pretty-printed or in a list, plain or gzip; - is"
              + " standard input (default: -).")
  private List<Path> files = List.of();

  private final InputStream in;

  /** The command on the input of the process. */
  public DictionaryCommand() {
    this(System.in);
  }

  DictionaryCommand(InputStream in) {
    this.in = in;
  }

  /** Maps all samples and prints what was found. */
  @Override
  public Integer call() throws IOException {
    JobSettings settings = mapping.settings();
    Mapper mapper = MapperFactory.of(settings.mapping()).mapper();
    EventParser parser = new EventParser(settings.source());
    Dictionary dictionary = new Dictionary();
    Quality read = new Quality();
    Consumer<EventParser.Result> sample =
        quality ? result -> add(result, mapper, read) : result -> add(result, mapper, dictionary);
    for (Inputs.Input input : Inputs.of(files, in, spec)) {
      try (JsonDocuments events = input.open()) {
        take(events, parser, sample);
      }
    }
    if (quality) {
      QualityTable table = new QualityTable(read);
      print(table.text(), table.csv());
    } else {
      DictionaryTable table = new DictionaryTable(dictionary);
      print(table.text(), table.csv());
    }
    return 0;
  }

  private void print(String text, String table) throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.print(text);
    terminal.flush();
    if (csv != null) {
      Files.writeString(csv, table);
    }
  }

  private static void take(
      JsonDocuments events, EventParser parser, Consumer<EventParser.Result> sample)
      throws IOException {
    for (var event = events.next(); event != null; event = events.next()) {
      RawRecord record =
          new RawRecord(new SourcePosition("sample", 0, 0), RawRecord.NO_TIMESTAMP, event.bytes());
      parser.parse(record).forEach(sample);
    }
  }

  private static void add(EventParser.Result result, Mapper mapper, Dictionary dictionary) {
    if (result instanceof EventParser.Result.Parsed parsed) {
      dictionary.add(mapper.map(parsed.event()));
    } else {
      dictionary.addRefused();
    }
  }

  private static void add(EventParser.Result result, Mapper mapper, Quality quality) {
    if (result instanceof EventParser.Result.Parsed parsed) {
      quality.add(parsed.event(), mapper.explain(parsed.event()));
    } else if (result instanceof EventParser.Result.Refused refused) {
      quality.addRefused(refused.deadLetter());
    }
  }
}
