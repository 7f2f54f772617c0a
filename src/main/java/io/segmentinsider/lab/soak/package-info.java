/**
 * A soak: the job on real processes under load for hours, while faults and kills strike at random.
 * It samples what must stay level, draws it, and accounts for every event at the end.
 */
package io.segmentinsider.lab.soak;
