/**
 * The part of Liquid that Segment's {@code @liquid} allows, as LiquidJS 10.30.1 has it: compiled
 * once, bounded in time and size by a budget of characters, and the same for the same event, as
 * neither clock nor chance has a say.
 *
 * <p>It is our own because its output has to be LiquidJS's, byte for byte. The Liquid library for
 * Java, liqp, follows Ruby's Liquid in grammar and values, visits its parse tree anew for each
 * rendering, and bounds time by a thread for each.
 */
package io.segmentinsider.compatibility.liquid;
