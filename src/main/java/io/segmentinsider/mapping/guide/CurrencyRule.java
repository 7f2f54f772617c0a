package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.DefaultParameter;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.mapping.value.Amount;
import io.segmentinsider.mapping.value.Currencies;
import io.segmentinsider.record.Repair;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Which currency amounts are in: the one that is named, be it with an amount, else the one of the
 * amounts' own signs, else the one that stands under another name ({@code order_currency_code}),
 * else the configured one. The configured one never stands in for a currency that is there and
 * can't be read.
 */
final class CurrencyRule {

  private static final DefaultParameter CURRENCY = DefaultParameter.CURRENCY;

  @Nullable private final String defaultCurrency;
  private final Currencies known;

  /**
   * A rule.
   *
   * @param defaultCurrency ISO 4217; null if there is none
   * @param known reads currencies under other names
   */
  CurrencyRule(@Nullable String defaultCurrency, Currencies known) {
    this.defaultCurrency = defaultCurrency;
    this.known = known;
  }

  /**
   * Settles the currency of an event without lines.
   *
   * @param required whether Insider requires one
   */
  void settle(Parameters event, boolean required, Notes notes) {
    settle(event, null, required, "event_params.currency", notes);
  }

  /** Learns what the amounts of an event with lines say. */
  void settleBesideLines(Parameters event, Notes notes) {
    settle(event, false, notes);
  }

  /**
   * Settles the currency of a line. What it does not say itself, its event says.
   *
   * @param required whether Insider requires one
   */
  void settle(Parameters line, Parameters event, boolean required, Notes notes) {
    boolean saysNothing =
        line.currency() == null
            && line.currencies() == null
            && line.otherCurrencies() == null
            && line.leftOut(CURRENCY) == null;
    if (saysNothing) {
      if (event.currency() == null) {
        settle(event, required, notes);
      }
    } else {
      boolean mayFillIn = required && event.leftOut(CURRENCY) == null;
      settle(line, event.currency(), mayFillIn, "products.currency", notes);
    }
  }

  private void settle(
      Parameters parameters,
      @Nullable String inherited,
      boolean required,
      String field,
      Notes notes) {
    if (parameters.leftOut(CURRENCY) != null) {
      return;
    }
    Set<String> signs = parameters.currencies();
    boolean isWithAmounts =
        parameters.isCurrencyNamedWithAmounts()
            && (inherited == null || signs == null || !signs.contains(inherited));
    boolean isOwn = parameters.currency() != null || isWithAmounts;
    String named = isOwn ? parameters.currency() : inherited;
    if (named != null) {
      if (signs != null && !signs.contains(named) && Currencies.isCode(named)) {
        notes.repair(Repair.Kind.CURRENCY_CONTRADICTED, field);
      }
    } else if (signs != null && signs.size() == 1) {
      add(parameters, signs.iterator().next(), Repair.Kind.CURRENCY_READ, field, notes);
    } else if (isOwn) {
      leaveOut(parameters, field, notes);
    } else if (required) {
      fillIn(parameters, signs, field, notes);
    }
  }

  private void fillIn(
      Parameters parameters, @Nullable Set<String> signs, String field, Notes notes) {
    Set<String> possible = withOtherNames(signs, parameters.otherCurrencies());
    if (possible != null && possible.size() == 1) {
      add(parameters, possible.iterator().next(), Repair.Kind.CURRENCY_READ, field, notes);
    } else if (defaultCurrency != null
        && (possible == null || possible.contains(defaultCurrency))) {
      add(parameters, defaultCurrency, Repair.Kind.CURRENCY_FILLED_IN, field, notes);
    } else if (possible != null) {
      leaveOut(parameters, field, notes);
    }
  }

  @Nullable
  private Set<String> withOtherNames(@Nullable Set<String> signs, @Nullable List<String> texts) {
    Set<String> possible = signs;
    if (texts != null) {
      for (String text : texts) {
        Set<String> read = known.read(text);
        possible = possible == null ? read : Amount.common(possible, read);
      }
    }
    return possible;
  }

  private static void leaveOut(Parameters parameters, String field, Notes notes) {
    parameters.leftOut(CURRENCY.key(), new LeftOut(FieldType.CURRENCY, null, true));
    notes.repair(Repair.Kind.TWO_READINGS, field);
  }

  private static void add(
      Parameters parameters, String code, Repair.Kind kind, String field, Notes notes) {
    parameters.add(CURRENCY.key(), false, code);
    notes.repair(kind, field);
  }
}
