package io.segmentinsider.cli;

import io.segmentinsider.config.JobSettings;
import io.segmentinsider.local.publish.EventInput;
import io.segmentinsider.local.publish.Lines;
import io.segmentinsider.mapping.Dictionary;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperFactory;
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
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Mixin private MappingOptions mapping;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the table as CSV, too.")
  @Nullable
  private Path csv;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "Sample events, one JSON object a line, plain or gzip (default: standard input).")
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
    for (Path file : files) {
      if (!ReadableFile.isOne(file)) {
        throw new ParameterException(spec.commandLine(), "there is no file to read at " + file);
      }
    }
    JobSettings settings = mapping.settings();
    Mapper mapper = MapperFactory.of(settings.mapping(), settings.identity()).mapper();
    EventParser parser = new EventParser(settings.source());
    Dictionary dictionary = new Dictionary();
    if (files.isEmpty()) {
      try (Lines lines = Lines.plainOrGzip(in, "stdin")) {
        add(lines, parser, mapper, dictionary);
      }
    }
    for (Path file : files) {
      try (Lines lines = EventInput.file(file).open(new AtomicLong())) {
        add(lines, parser, mapper, dictionary);
      }
    }
    DictionaryTable table = new DictionaryTable(dictionary);
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.print(table.text());
    terminal.flush();
    if (csv != null) {
      Files.writeString(csv, table.csv());
    }
    return 0;
  }

  private static void add(Lines lines, EventParser parser, Mapper mapper, Dictionary dictionary)
      throws IOException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      RawRecord record = new RawRecord(new SourcePosition("sample", 0, 0), 0, line);
      if (parser.parse(record) instanceof EventParser.Result.Parsed parsed) {
        dictionary.add(mapper.map(parsed.event()));
      } else {
        dictionary.addRefused();
      }
    }
  }
}
