package io.segmentinsider.mapping.cases;

import io.segmentinsider.config.JobSettings;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperSettings;
import io.segmentinsider.mapping.MappingEntry;
import io.segmentinsider.mapping.MappingResult;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.mapping.action.ActionMapping;
import io.segmentinsider.mapping.action.PayloadRejectedException;
import io.segmentinsider.mapping.action.SegmentAction;
import io.segmentinsider.mapping.action.SegmentActions;
import io.segmentinsider.mapping.action.UserObject;
import io.segmentinsider.mapping.language.InvalidMappingException;
import io.segmentinsider.mapping.language.MappingFailedException;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * The actions of a mapping file. Segment's own are run as Segment's destination runs them; all
 * others as the job does, without their triggers.
 */
public final class PresetActions implements CaseActions {

  /** Holds for every event. */
  private static final String ALWAYS = "type != \"\"";

  private static final SourcePosition SOURCE = new SourcePosition("case", 0, 0);

  private final SegmentActions segment = SegmentActions.load();
  private final List<MappingEntry> entries;
  private final JobSettings settings;

  /**
   * The actions of a mapping file.
   *
   * @throws InvalidMappingFileException if it is no mapping file
   */
  public PresetActions(MappingText file, JobSettings settings) {
    this.entries = MappingEntry.read(file);
    this.settings = settings;
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

  /** The entry that a case means, by its own name or else its action's; null if there is none. */
  @Nullable
  private MappingEntry entry(String action) {
    for (MappingEntry entry : entries) {
      if (entry.name().equals(action)) {
        return entry;
      }
    }
    return entries.stream().filter(e -> e.action().equals(action)).findFirst().orElse(null);
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
      throw new CaseFailedException("there is no action or mapping of the name " + action);
    }
    JsonObject only =
        new JsonObject()
            .put("name", entry.name())
            .put("action", entry.action())
            .put("trigger", ALWAYS)
            .put("mapping", mapping == null ? entry.mapping() : mapping);
    MappingText text = new MappingText("case", JsonWriter.text(JsonArray.of(only)));
    try {
      return Mapper.of(text, MapperSettings.of(settings.mapping(), settings.identity()));
    } catch (InvalidMappingFileException e) {
      throw new CaseFailedException(e.getMessage());
    }
  }

  private JsonObject user(Mapper mapper, JsonObject event) throws CaseFailedException {
    RawRecord raw = new RawRecord(SOURCE, 0, JsonWriter.write(event));
    EventParser.Result parsed = new EventParser(settings.source()).parse(raw);
    if (parsed instanceof EventParser.Result.Refused refused) {
      throw new CaseFailedException(refused.reason().code() + ": " + refused.detail());
    }
    MappingResult result = mapper.map(((EventParser.Result.Parsed) parsed).event());
    if (result.updates().isEmpty()) {
      throw new CaseFailedException(
          result.deadLetters().stream().map(DeadLetter::detail).collect(Collectors.joining("; ")));
    }
    Update update = result.updates().get(0);
    try {
      byte[] json = UserObjectWriter.write(update, update.data().decode());
      return (JsonObject) new JsonReader().read(json);
    } catch (JsonException e) {
      throw new IllegalStateException("A user object is JSON", e);
    }
  }
}
