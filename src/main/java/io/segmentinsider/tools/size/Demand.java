package io.segmentinsider.tools.size;

import java.time.Duration;

/**
 * What a job is to carry.
 *
 * @param peakEventsPerSecond events a second at the busiest time that lasts; above 0
 * @param averageEventsPerSecond events a second over a day; above 0
 * @param users users with a user id that are remembered
 * @param devices devices from which nobody logged in that are remembered
 * @param eventsPerDevice events of one device within the window; 1 or more
 * @param window how long messages are remembered
 * @param answerTime how long Insider takes for a request
 */
public record Demand(
    double peakEventsPerSecond,
    double averageEventsPerSecond,
    long users,
    long devices,
    double eventsPerDevice,
    Duration window,
    Duration answerTime) {}
