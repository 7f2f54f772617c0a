package io.segmentinsider.mapping.cases;

import io.segmentinsider.compatibility.action.ActionMapping;
import io.segmentinsider.compatibility.action.PayloadRejectedException;
import io.segmentinsider.compatibility.action.SegmentAction;
import io.segmentinsider.compatibility.action.SegmentActions;
import io.segmentinsider.compatibility.action.UserObject;
import io.segmentinsider.compatibility.language.InvalidMappingException;
import io.segmentinsider.compatibility.language.MappingFailedException;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.mapping.Explanation;
import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperSettings;
import io.segmentinsider.mapping.MappingEntry;
import io.segmentinsider.mapping.MappingFile;
import io.segmentinsider.mapping.MappingResult;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.SourceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * The mappings of a file, all together or one by one. Segment's own are run as Segment's
 * destination runs them; all others as the job does, without their triggers.
 */
public final class PresetActions implements CaseActions {

  /** What complaints call the mapping. */
  private static final MappingText CASE = new MappingText("case", "");

  /** The topic that the events of cases come from, for whoever trusts it. */
  public static final String TOPIC = "case";

  private static final SourcePosition SOURCE = new SourcePosition(TOPIC, 0, 0);

  private final SegmentActions segment = SegmentActions.load();
  private final MappingFile file;
  private final Mapper whole;
  private final SourceSettings source;
  private final MapperSettings rules;

  /**
   * The actions of a mapping file.
   *
   * @throws InvalidMappingFileException if it is no mapping file that a job could use
   */
  public PresetActions(MappingText text, SourceSettings source, MapperSettings rules) {
    this.file = MappingFile.read(text);
    this.whole = Mapper.of(text, file, rules);
    this.source = source;
    this.rules = rules;
  }

  @Override
  public JsonObject request(String action, @Nullable Object mapping, JsonObject event)
      throws CaseFailedException {
    SegmentAction strict = segment.get(strictName(action));
    if (strict == null) {
      return request(List.of(user(mapper(action, mapping), event)));
    }
    try {
      return ActionMapping.request(List.of(compiled(strict, action, mapping).map(event)));
    } catch (MappingFailedException | PayloadRejectedException e) {
      throw new CaseFailedException(e.getMessage());
    }
  }

  @Override
  public Batch batch(String action, @Nullable Object mapping, List<JsonObject> events)
      throws CaseFailedException {
    SegmentAction strict = segment.get(strictName(action));
    return strict == null
        ? batch(mapper(action, mapping), events)
        : batch(compiled(strict, action, mapping), events);
  }

  private static Batch batch(ActionMapping mapping, List<JsonObject> events)
      throws CaseFailedException {
    try {
      ActionMapping.Batch batch = mapping.map(events);
      SortedMap<Integer, String> rejected = new TreeMap<>();
      batch.rejected().forEach((place, reason) -> rejected.put(place, reason.getMessage()));
      List<UserObject> users = batch.users();
      return new Batch(users.isEmpty() ? null : ActionMapping.request(users), rejected);
    } catch (MappingFailedException e) {
      throw new CaseFailedException(e.getMessage());
    }
  }

  private Batch batch(Mapper mapper, List<JsonObject> events) {
    List<JsonObject> users = new ArrayList<>();
    SortedMap<Integer, String> rejected = new TreeMap<>();
    for (int i = 0; i < events.size(); i++) {
      try {
        users.add(user(mapper, events.get(i)));
      } catch (CaseFailedException e) {
        rejected.put(i, e.getMessage());
      }
    }
    return new Batch(users.isEmpty() ? null : request(users), rejected);
  }

  private static JsonObject request(List<JsonObject> users) {
    JsonArray list = new JsonArray(users.size());
    users.forEach(list::add);
    return new JsonObject(1).put("users", list);
  }

  @Override
  public Whole whole(JsonObject event) {
    Whole all =
        new Whole(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (EventParser.Result parsed : parsed(event)) {
      if (parsed instanceof EventParser.Result.Refused refused) {
        all.deadLetters().add(refused.reason().code());
      } else {
        add(whole.explain(((EventParser.Result.Parsed) parsed).event()), all);
      }
    }
    return all;
  }

  private static void add(Explanation explanation, Whole all) {
    for (Explanation.Considered mapping : explanation.mappings()) {
      if (mapping.matched()) {
        all.mappings().add(mapping.name());
      }
    }
    for (Update update : explanation.result().updates()) {
      if (update.suppression() == null) {
        all.users().add(user(update));
      } else {
        all.suppressed().add(update.suppression());
      }
    }
    for (DeadLetter letter : explanation.result().deadLetters()) {
      all.deadLetters().add(letter.reason().code());
    }
  }

  /** The entry that a case means, by its own name or else its action's; null if there is none. */
  @Nullable
  private MappingEntry entry(String action) {
    for (MappingEntry entry : file.entries()) {
      if (entry.name().equals(action)) {
        return entry;
      }
    }
    List<MappingEntry> ofAction =
        file.entries().stream().filter(entry -> entry.action().equals(action)).toList();
    return ofAction.isEmpty() ? null : ofAction.get(0);
  }

  private String strictName(String action) {
    MappingEntry entry = entry(action);
    return entry == null ? action : entry.action();
  }

  private ActionMapping compiled(SegmentAction strict, String action, @Nullable Object mapping)
      throws CaseFailedException {
    MappingEntry entry = entry(action);
    if (mapping == null && entry == null) {
      throw new CaseFailedException("no mapping for " + action + ", and the case has none");
    }
    try {
      return ActionMapping.compile(strict, mapping == null ? entry.mapping() : mapping);
    } catch (InvalidMappingException e) {
      throw new CaseFailedException(e.getMessage());
    }
  }

  private Mapper mapper(String action, @Nullable Object mapping) throws CaseFailedException {
    MappingEntry entry = entry(action);
    if (entry == null) {
      throw new InvalidCaseException("there is no action or mapping of the name " + action);
    }
    if (mapping == null) {
      requireOne(entry, action);
    }
    if (mapping != null && !(mapping instanceof JsonObject)) {
      throw new CaseFailedException("a mapping is an object");
    }
    MappingEntry alone =
        entry.forEveryEvent(mapping == null ? entry.mapping() : (JsonObject) mapping);
    try {
      return Mapper.of(CASE, file.only(alone), rules);
    } catch (InvalidMappingFileException e) {
      throw new CaseFailedException(e.getMessage());
    }
  }

  /** Of several mappings with one action the first would be no more right than the others. */
  private void requireOne(MappingEntry entry, String action) {
    List<String> names =
        file.entries().stream()
            .filter(other -> other.action().equals(action))
            .map(MappingEntry::name)
            .toList();
    if (!entry.name().equals(action) && names.size() > 1) {
      throw new InvalidCaseException(
          action + " is the action of several mappings; name one of them: " + names);
    }
  }

  private List<EventParser.Result> parsed(JsonObject event) {
    RawRecord raw = new RawRecord(SOURCE, RawRecord.NO_TIMESTAMP, JsonWriter.write(event));
    return new EventParser(source).parse(raw);
  }

  private JsonObject user(Mapper mapper, JsonObject event) throws CaseFailedException {
    EventParser.Result parsed = parsed(event).get(0);
    if (parsed instanceof EventParser.Result.Refused refused) {
      throw new CaseFailedException(refused.reason().code() + ": " + refused.detail());
    }
    MappingResult result = mapper.map(((EventParser.Result.Parsed) parsed).event());
    if (result.updates().isEmpty()) {
      throw new CaseFailedException(
          result.deadLetters().stream().map(DeadLetter::detail).collect(Collectors.joining("; ")));
    }
    return user(result.updates().get(0));
  }

  private static JsonObject user(Update update) {
    try {
      byte[] json = UserObjectWriter.write(update, update.data().decode());
      return (JsonObject) new JsonReader().read(json);
    } catch (JsonException e) {
      throw new IllegalStateException("A user object is JSON", e);
    }
  }
}
