package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.DefaultEvent;
import io.segmentinsider.insider.DefaultParameter;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.Action;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.mapping.UpdateBudget;
import io.segmentinsider.mapping.ValueClass;
import io.segmentinsider.mapping.value.Timestamp;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.RefusedEvents;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.ClockLead;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  private final ClockLead clockLead;
  @Nullable private final FieldGroup parameters;
  @Nullable private final Products products;
  @Nullable private final FieldGroup withoutProducts;

  /** Whether the event's own parameters describe a product where there are no lines. */
  private final boolean isAboutOneProduct;

  private final CurrencyRule currency;

  private final UpdateBudget budget;
  private final Parameters eventParameters;
  private final Parameters lineParameters;
  private final EntryWriter entries = new EntryWriter();

  EventAction(
      UserPart userPart,
      Name eventName,
      @Nullable TimestampSource timestamp,
      ClockLead clockLead,
      @Nullable FieldGroup parameters,
      @Nullable Products products,
      @Nullable FieldGroup withoutProducts,
      CurrencyRule currency) {
    this.userPart = userPart;
    this.budget = userPart.budget();
    this.eventParameters = new Parameters("event_params", budget);
    this.lineParameters = new Parameters("products", budget);
    this.eventName = eventName;
    this.timestamp = timestamp;
    this.clockLead = clockLead;
    this.parameters = parameters;
    this.products = products;
    this.withoutProducts = withoutProducts;
    this.currency = currency;
    this.isAboutOneProduct =
        products == null
            || (parameters != null && parameters.names(DefaultParameter.PRODUCT_ID.key()));
  }

  /**
   * Where the event's name comes from.
   *
   * @param source the name, in any form
   * @param from the same in words
   * @param names what becomes of it
   */
  record Name(Source source, String from, SystemNames names) {}

  /**
   * Where product lines come from.
   *
   * @param lines finds them
   * @param line what is read of each
   */
  record Products(ProductLines lines, FieldGroup line) {}

  /** An event entry that is kept back. */
  private record Refusal(Reason reason, String detail, @Nullable byte[] entry) {}

  @Override
  public Set<String> customIdentifiers() {
    return userPart.customIdentifiers();
  }

  @Override
  @Nullable
  public Update map(String name, SegmentEvent event, @Nullable String suppression, Notes notes) {
    UserPart.User user = userPart.of(event, notes);
    if (user.identifiers().isEmpty()) {
      userPart.refuse(event, notes);
      return null;
    }
    List<Refusal> refusals = new ArrayList<>(0);
    List<EventEntry> made = entriesOf(event, refusals, notes);
    if (made.isEmpty() && user.attributes().isEmpty()) {
      // The first line says why; the event without its lines only lacks what they had.
      Refusal cause = refusals.get(0);
      notes.refuse(cause.reason(), cause.detail(), cause.entry());
      return null;
    }
    List<List<Refusal>> letters = RefusedEvents.byLetter(refusals);
    for (List<Refusal> letter : letters) {
      Refusal first = letter.get(0);
      String detail = RefusedEvents.detail(first.detail(), letter.size());
      notes.refuseEvent(first.reason(), detail, letter.size() == 1 ? first.entry() : null);
    }
    return userPart.update(
        name, event, Operation.UPSERT, user, made, null, suppression, letters.size());
  }

  /** Never empty without a refusal. */
  private List<EventEntry> entriesOf(SegmentEvent event, List<Refusal> refusals, Notes notes) {
    String systemName = systemName(event, notes);
    String fault = systemName == null ? null : budget.faultOfEventName(systemName);
    if (fault != null) {
      refusals.add(new Refusal(Reason.INVALID_EVENT_NAME, fault, null));
      return List.of();
    }
    if (systemName == null) {
      refusals.add(
          new Refusal(
              Reason.INVALID_EVENT_NAME,
              "the event has no name that is a text or number with something to be seen in it",
              null));
      return List.of();
    }
    List<DefaultParameter> required = DefaultEvent.requiredFor(systemName);
    entries.start(systemName, timestampOf(event, notes));
    Circumstances about = new Circumstances(event.json(), event.eventTime(), null);
    ProductLines.Found found = products == null ? null : products.lines().find(event.json(), notes);
    if (found != null) {
      fillBesideLines(event.json(), found, about, notes);
      List<EventEntry> made = linesOf(found, about, required, refusals, notes);
      if (!made.isEmpty()) {
        return made;
      }
    } else {
      fillAlone(event.json(), about, notes);
    }
    return single(event.json(), about, systemName, required, refusals, notes);
  }

  private void fillBesideLines(
      JsonObject event, ProductLines.Found found, Circumstances about, Notes notes) {
    eventParameters.clear();
    if (parameters != null) {
      FieldSink sink = new OrderParameters(eventParameters);
      parameters.fill(event, found.raw(), sink, about, notes);
    }
    currency.settleBesideLines(eventParameters, notes);
  }

  private void fillAlone(JsonObject event, Circumstances about, Notes notes) {
    eventParameters.clear();
    if (parameters != null) {
      FieldSink sink = isAboutOneProduct ? eventParameters : new OrderParameters(eventParameters);
      parameters.fill(event, sink, about, notes);
    }
  }

  @Nullable
  private String systemName(SegmentEvent event, Notes notes) {
    Object found = eventName.source().of(event.json());
    String text = found instanceof Number number ? finite(number) : null;
    if (found instanceof String name) {
      text = name;
    }
    String systemName = text == null ? null : eventName.names().of(text);
    if (notes.isDetailed() && systemName != null) {
      String outcome = text.equals(systemName) ? "as it is" : "converted to event name";
      notes.step("event_name", eventName.from(), outcome);
    }
    return systemName;
  }

  /** The text of a number: a status code, say, is the name of what happened. */
  @Nullable
  private static String finite(Number number) {
    return Double.isFinite(number.doubleValue()) ? JsonNumbers.text(number) : null;
  }

  private String timestampOf(SegmentEvent event, Notes notes) {
    long time = event.eventTime();
    if (timestamp != null) {
      Long mapped = timestamp.of(event.json());
      if (mapped == null) {
        notes.repair(Repair.Kind.TIMESTAMP_REPLACED, "timestamp");
      } else {
        time = clockLead.bound(mapped, event.recordTime());
        if (time != mapped) {
          notes.repair(Repair.Kind.CLOCK_AHEAD, "timestamp");
        }
      }
    }
    return Timestamp.format(time);
  }

  private List<EventEntry> linesOf(
      ProductLines.Found found,
      Circumstances about,
      List<DefaultParameter> required,
      List<Refusal> refusals,
      Notes notes) {
    OrderText order = new OrderText(eventParameters);
    Circumstances ofLines = about.in(eventParameters.currency());
    LineMerger merger = new LineMerger(entries, order);
    JsonArray lines = found.lines();
    budget.requireLines("products", lines.size());
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i) instanceof JsonObject line) {
        if (notes.isDetailed()) {
          String at = "[" + i + "]";
          notes.step("products" + at, found.from() + at, "a product line, whose fields follow");
        }
        lineParameters.clear();
        products.line().fill(line, lineParameters, ofLines, notes);
        addLine(i, required, order, merger, refusals, notes);
      } else {
        refusals.add(
            new Refusal(
                Reason.SCHEMA_MISMATCH,
                "products["
                    + i
                    + "] must be an object but is of type "
                    + ValueClass.typeOf(lines.get(i)),
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
      int place,
      List<DefaultParameter> required,
      OrderText order,
      LineMerger merger,
      List<Refusal> refusals,
      Notes notes) {
    settleQuantity(lineParameters, true, "products.quantity", notes);
    currency.settle(
        lineParameters, eventParameters, required.contains(DefaultParameter.CURRENCY), notes);
    String missing = missing(required, lineParameters);
    LineText rest = entries.line(lineParameters, eventParameters, order);
    budget.take("products", entries.sizeOf(rest));
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

  /**
   * Makes a quantity whole, and takes one that nobody says as one. What is there and can't be read
   * stays unknown.
   */
  private static void settleQuantity(
      Parameters parameters, boolean countsAsOne, String field, Notes notes) {
    if (!parameters.hasWholeQuantity()) {
      parameters.makeQuantityWhole();
      notes.repair(Repair.Kind.QUANTITY_MADE_WHOLE, field);
    } else if (countsAsOne
        && parameters.quantity() == null
        && parameters.leftOut(DefaultParameter.QUANTITY) == null) {
      parameters.setQuantity(1);
      notes.repair(Repair.Kind.QUANTITY_FILLED_IN, field);
    }
  }

  private List<EventEntry> single(
      JsonObject event,
      Circumstances about,
      String systemName,
      List<DefaultParameter> required,
      List<Refusal> refusals,
      Notes notes) {
    if (withoutProducts != null) {
      withoutProducts.fill(event, new Missing(eventParameters), about, notes);
    }
    boolean countsAsOne = required.contains(DefaultParameter.QUANTITY);
    settleQuantity(eventParameters, countsAsOne, "event_params.quantity", notes);
    currency.settle(eventParameters, required.contains(DefaultParameter.CURRENCY), notes);
    lineParameters.clear();
    String missing = missing(required, lineParameters);
    EventEntry entry = entries.single(eventParameters);
    budget.take("event_params", entry.sizeInBytes());
    if (missing == null) {
      return List.of(entry);
    }
    refusals.add(
        new Refusal(
            Reason.REQUIRED_PARAMETER, shortened(systemName) + " lacks " + missing, entry.json()));
    return List.of();
  }

  /** What is required and neither the line nor the event has. */
  @Nullable
  private String missing(List<DefaultParameter> required, Parameters line) {
    for (DefaultParameter parameter : required) {
      LeftOut ofLine = line.leftOut(parameter);
      boolean isThere = line.has(parameter) || (ofLine == null && eventParameters.has(parameter));
      if (!isThere) {
        LeftOut leftOut = ofLine == null ? eventParameters.leftOut(parameter) : ofLine;
        return parameter.key()
            + ", which Insider requires: it is "
            + (leftOut == null ? "missing" : leftOut.inWords());
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
    public void leftOut(String name, LeftOut value) {
      parameters.leftOut(name, value);
    }

    @Override
    public boolean sawCurrency(Set<String> currencies, boolean named) {
      return parameters.sawCurrency(currencies, named);
    }

    @Override
    public void nullTrait(String name, boolean custom, boolean removable) {
      parameters.nullTrait(name, custom, removable);
    }

    @Override
    public FieldSink weak() {
      return this;
    }

    @Override
    public FieldSink endingWith(String customName) {
      return this;
    }

    @Override
    public boolean has(String name, boolean custom) {
      return parameters.has(name, custom);
    }
  }
}
