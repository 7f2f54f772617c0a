/**
 * JSON values as the JavaScript that produced them sees them: read in one pass, printed as {@code
 * JSON.stringify} prints them.
 *
 * <p>A value is one of {@link io.segmentinsider.json.JsonObject}, {@link
 * io.segmentinsider.json.JsonArray}, {@link java.lang.String}, {@link java.lang.Boolean}, {@link
 * java.lang.Long} (integral and at most 2^53 in magnitude), {@link java.lang.Double} (every other
 * number), {@link io.segmentinsider.json.ExactNumber} (where digits matter that a double can't
 * hold) or {@link io.segmentinsider.json.JsonNull#NULL}. Java's null stands for JavaScript's {@code
 * undefined}: no value at all.
 */
package io.segmentinsider.json;
