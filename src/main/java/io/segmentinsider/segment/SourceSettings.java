package io.segmentinsider.segment;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What the segment stage reads, and its limits.
 *
 * @param topics exact names; empty if a pattern is given
 * @param topicPattern regular expression; null if topics are given
 * @param groupId consumer group
 * @param start where a job without state starts
 * @param startTimestamp for {@code start: timestamp}; null otherwise
 * @param stop where it ends
 * @param partitionDiscovery interval; zero switches it off
 * @param maxEventBytes a larger record is refused
 * @param maxDepth a record nested deeper is refused
 * @param maxClockLead how far an event time may lie after its record's Kafka timestamp
 * @param envelope path of the events in a record; null if a record is an event
 * @param maxEvents events of one record at most
 * @param blockedValues values that identify nobody, and no message; in lower case
 */
public record SourceSettings(
    List<String> topics,
    @Nullable String topicPattern,
    String groupId,
    SourceOptions.StartPosition start,
    @Nullable Instant startTimestamp,
    SourceOptions.StopPosition stop,
    Duration partitionDiscovery,
    long maxEventBytes,
    int maxDepth,
    Duration maxClockLead,
    @Nullable String envelope,
    int maxEvents,
    Set<String> blockedValues)
    implements Serializable {}
