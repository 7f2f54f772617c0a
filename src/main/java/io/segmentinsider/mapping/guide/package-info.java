/**
 * The actions of the default mapping: they do what the guide promises and forgive what can be
 * forgiven. One bad field costs that field, one bad product line that line, never the order.
 */
package io.segmentinsider.mapping.guide;
