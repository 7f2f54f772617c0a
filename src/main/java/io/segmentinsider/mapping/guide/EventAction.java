package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.DefaultEvent;
import io.segmentinsider.insider.DefaultParameter;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.Action;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.mapping.Repair;
import io.segmentinsider.mapping.ValueClass;
import io.segmentinsider.mapping.value.EventName;
import io.segmentinsider.mapping.value.Timestamp;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * {@code insiderEvent}: one event, or one for each line of a product list with the event's own
 * parameters on each. What a line says itself stays; the event's parameters fill in the rest.
 */
final class EventAction implements Action {

  /** The word in a mapping file. */
  static final String NAME = "insiderEvent";

  /** The member of a mapping that holds parameters for events without product lines. */
  static final String WITHOUT_PRODUCTS = "without_products";

  private static final int MAX_QUOTED_NAME = 60;

  private final UserPart userPart;
  private final Name eventName;
  @Nullable private final TimestampSource timestamp;
  @Nullable private final Block parameters;
  @Nullable private final Products products;
  @Nullable private final Block withoutProducts;
  @Nullable private final String defaultCurrency;

  private final Parameters eventParameters = new Parameters();
  private final Parameters lineParameters = new Parameters();
  private final EntryWriter entries = new EntryWriter();

  EventAction(
      UserPart userPart,
      Name eventName,
      @Nullable TimestampSource timestamp,
      @Nullable Block parameters,
      @Nullable Products products,
      @Nullable Block withoutProducts,
      @Nullable String defaultCurrency) {
    this.userPart = userPart;
    this.eventName = eventName;
    this.timestamp = timestamp;
    this.parameters = parameters;
    this.products = products;
    this.withoutProducts = withoutProducts;
    this.defaultCurrency = defaultCurrency;
  }

  /**
   * Where the event's name comes from.
   *
   * @param source the name, in any form
   * @param from the same in words
   */
  record Name(Source source, String from) {}

  /**
   * Where product lines come from.
   *
   * @param list the lines, or a single one
   * @param from the same in words
   * @param line what is read of each
   */
  record Products(Source list, String from, Block line) {}

  /** An event entry that is kept back. */
  private record Refusal(Reason reason, String detail, @Nullable byte[] entry) {}

  @Override
  @Nullable
  public Update map(String name, SegmentEvent event, @Nullable String suppression, Notes notes) {
    UserPart.User user = userPart.of(event.json(), notes);
    if (user.identifiers().isEmpty()) {
      userPart.refuse(event.json(), notes);
      return null;
    }
    List<Refusal> refusals = new ArrayList<>(0);
    List<EventEntry> made = entriesOf(event, refusals, notes);
    if (made.isEmpty() && user.attributes().isEmpty()) {
      Refusal last = refusals.get(refusals.size() - 1);
      notes.refuse(last.reason(), last.detail(), last.entry());
      return null;
    }
    for (Refusal refusal : refusals) {
      notes.refuseEvent(refusal.reason(), refusal.detail(), refusal.entry());
    }
    return userPart.update(
        name, event, Operation.UPSERT, user, made, null, suppression, refusals.size());
  }

  /** Never empty without a refusal. */
  private List<EventEntry> entriesOf(SegmentEvent event, List<Refusal> refusals, Notes notes) {
    String systemName = systemName(event, notes);
    if (systemName == null) {
      refusals.add(
          new Refusal(
              Reason.INVALID_EVENT_NAME,
              "the event has no name that is a text with something of the form [a-z0-9][a-z0-9._-]*",
              null));
      return List.of();
    }
    List<DefaultParameter> required = DefaultEvent.requiredFor(systemName);
    eventParameters.clear();
    if (parameters != null) {
      parameters.fill(event.json(), eventParameters, null, notes);
    }
    entries.start(systemName, timestampOf(event, notes));
    List<EventEntry> lines = linesOf(event, required, refusals, notes);
    return lines.isEmpty() ? single(event, systemName, required, refusals, notes) : lines;
  }

  @Nullable
  private String systemName(SegmentEvent event, Notes notes) {
    if (!(eventName.source().of(event.json()) instanceof String text)) {
      return null;
    }
    String systemName = EventName.normalise(text);
    if (notes.isDetailed() && systemName != null) {
      String outcome = text.equals(systemName) ? "as it is" : "converted to event name";
      notes.step("event_name", eventName.from(), outcome);
    }
    return systemName;
  }

  private String timestampOf(SegmentEvent event, Notes notes) {
    long time = event.eventTime();
    if (timestamp != null) {
      Long mapped = timestamp.of(event.json());
      if (mapped == null) {
        notes.repair(Repair.Kind.TIMESTAMP_REPLACED, "timestamp");
      } else {
        time = mapped;
      }
    }
    return Timestamp.format(time);
  }

  private List<EventEntry> linesOf(
      SegmentEvent event, List<DefaultParameter> required, List<Refusal> refusals, Notes notes) {
    if (products == null) {
      return List.of();
    }
    Object found = products.list().of(event.json());
    if (found instanceof JsonObject single) {
      found = JsonArray.of(single);
    }
    if (!(found instanceof JsonArray list)) {
      if (!ValueConverter.isAbsent(found)) {
        notes.repair(Repair.Kind.FIELD_LEFT_OUT, "products");
      }
      return List.of();
    }
    LineMerger merger = new LineMerger(entries);
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      if (item instanceof JsonObject line) {
        addLine(line, i, required, merger, refusals, notes);
      } else {
        refusals.add(
            new Refusal(
                Reason.SCHEMA_MISMATCH,
                "products[" + i + "] must be an object but is of type " + ValueClass.typeOf(item),
                null));
      }
    }
    List<EventEntry> made = merger.merge();
    if (made.size() < merger.size()) {
      notes.repair(Repair.Kind.LINES_MERGED, "products");
    }
    return made;
  }

  private void addLine(
      JsonObject line,
      int place,
      List<DefaultParameter> required,
      LineMerger merger,
      List<Refusal> refusals,
      Notes notes) {
    if (notes.isDetailed()) {
      String at = "[" + place + "]";
      notes.step("products" + at, products.from() + at, "a product line, whose fields follow");
    }
    lineParameters.clear();
    products.line().fill(line, lineParameters, null, notes);
    if (lineParameters.quantity() == null) {
      lineParameters.setQuantity(1);
      notes.repair(Repair.Kind.QUANTITY_FILLED_IN, "products.quantity");
    }
    fillInCurrency(required, lineParameters, notes);
    byte[] rest = entries.rest(lineParameters, eventParameters);
    String missing = missing(required, lineParameters);
    if (missing != null) {
      refusals.add(
          new Refusal(
              Reason.REQUIRED_PARAMETER,
              "products[" + place + "] lacks " + missing,
              entries.complete(lineParameters.quantity(), rest).json()));
    } else {
      merger.add(lineParameters.quantity(), rest);
    }
  }

  private List<EventEntry> single(
      SegmentEvent event,
      String systemName,
      List<DefaultParameter> required,
      List<Refusal> refusals,
      Notes notes) {
    if (withoutProducts != null) {
      withoutProducts.fill(event.json(), new Missing(eventParameters), null, notes);
    }
    if (required.contains(DefaultParameter.QUANTITY) && eventParameters.quantity() == null) {
      eventParameters.setQuantity(1);
      notes.repair(Repair.Kind.QUANTITY_FILLED_IN, "event_params.quantity");
    }
    lineParameters.clear();
    fillInCurrency(required, lineParameters, notes);
    String missing = missing(required, lineParameters);
    EventEntry entry =
        entries.complete(eventParameters.quantity(), entries.rest(eventParameters, lineParameters));
    if (missing == null) {
      return List.of(entry);
    }
    refusals.add(
        new Refusal(
            Reason.REQUIRED_PARAMETER, shortened(systemName) + " lacks " + missing, entry.json()));
    return List.of();
  }

  private void fillInCurrency(List<DefaultParameter> required, Parameters line, Notes notes) {
    boolean needed =
        required.contains(DefaultParameter.CURRENCY)
            && !line.has(DefaultParameter.CURRENCY)
            && !eventParameters.has(DefaultParameter.CURRENCY);
    if (needed && defaultCurrency != null) {
      eventParameters.add(DefaultParameter.CURRENCY.key(), false, defaultCurrency);
      notes.repair(Repair.Kind.CURRENCY_FILLED_IN, "event_params.currency");
    }
  }

  @Nullable
  private String missing(List<DefaultParameter> required, Parameters line) {
    for (DefaultParameter parameter : required) {
      if (!line.has(parameter) && !eventParameters.has(parameter)) {
        String leftOut = line.leftOut(parameter);
        if (leftOut == null) {
          leftOut = eventParameters.leftOut(parameter);
        }
        return parameter.key()
            + ", which Insider requires: it is "
            + (leftOut == null ? "missing" : "unreadable (" + leftOut + ")");
      }
    }
    return null;
  }

  private static String shortened(String name) {
    return name.length() <= MAX_QUOTED_NAME ? name : name.substring(0, MAX_QUOTED_NAME) + "…";
  }

  /** Adds what is missing and nothing else; a name that is taken is no collision here. */
  private record Missing(Parameters parameters) implements FieldSink {

    @Override
    public boolean add(String name, boolean custom, Object value) {
      parameters.add(name, custom, value);
      return true;
    }

    @Override
    public void leftOut(String name, Object raw) {
      parameters.leftOut(name, raw);
    }

    @Override
    public boolean has(String name, boolean custom) {
      return parameters.has(name, custom);
    }
  }
}
