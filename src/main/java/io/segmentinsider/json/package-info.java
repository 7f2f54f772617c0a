/**
 * JSON values as the mapping sees them: a small tree made in one streaming pass.
 *
 * <p>A value is a {@link io.segmentinsider.json.JsonObject}, a {@link
 * io.segmentinsider.json.JsonArray}, a {@link java.lang.String}, a {@link java.lang.Boolean},
 * {@link io.segmentinsider.json.JsonNull#NULL}, or a number: a {@link java.lang.Long} where it is
 * integral and within 2<sup>53</sup>, a {@link java.lang.Double} otherwise, because numbers are
 * IEEE doubles where Segment's events are made. Java's {@code null} means that there is no value.
 */
package io.segmentinsider.json;
