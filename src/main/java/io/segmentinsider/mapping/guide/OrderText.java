package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonBuffer;

/**
 * The text of an order's own parameters, which its lines share: the default ones, and behind them
 * the custom ones. Either may still grow at its end, so places in the second are told apart by a
 * bit until all is said.
 */
final class OrderText {

  /** Marks a place among the custom parameters. */
  static final int CUSTOM = 1 << 30;

  private final Members defaults;
  private final Members custom;

  OrderText(Parameters parameters) {
    this.defaults = parameters.defaults();
    this.custom = parameters.custom();
  }

  void appendTo(JsonBuffer out, int from, int to) {
    if ((from & CUSTOM) == 0) {
      out.json(defaults.text(), from, to);
    } else {
      out.json(custom.text(), from & ~CUSTOM, to & ~CUSTOM);
    }
  }

  /** Where a place stands in {@link #toBytes}. */
  int place(int place) {
    return (place & CUSTOM) == 0 ? place : defaults.text().size() + (place & ~CUSTOM);
  }

  byte[] toBytes() {
    JsonBuffer all = new JsonBuffer(defaults.text().size() + custom.text().size());
    return all.json(defaults.text(), 0, defaults.text().size())
        .json(custom.text(), 0, custom.text().size())
        .toBytes();
  }
}
