/**
 * A local Insider: it speaks the upsert and the calls beside it over HTTP, keeps profiles as
 * Insider does, counts what must never happen, and fails on demand.
 *
 * <p>It knows nothing of the job. What it accepts and what it refuses stands in tables of its own,
 * so that an error in the job's mapping cannot hide in the thing that is meant to find it.
 */
package io.segmentinsider.sandbox;
