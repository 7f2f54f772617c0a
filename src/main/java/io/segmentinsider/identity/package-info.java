/**
 * Third stage: whose an update is. One rung per identifier, weakest first; repeats end at the first
 * rung. The rules are pure classes ({@link io.segmentinsider.identity.Link}, {@link
 * io.segmentinsider.identity.Claim}); the operators only keep their state.
 */
package io.segmentinsider.identity;
