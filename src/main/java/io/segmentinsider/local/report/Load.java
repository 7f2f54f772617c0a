package io.segmentinsider.local.report;

import javax.annotation.Nullable;

/**
 * What a run put on the job.
 *
 * @param largestQueueUpdates the most updates that delivery had unsettled at a time, in all
 *     subtasks
 * @param largestQueueBytes the most bytes of them
 * @param checkpointMsP50 what half of the checkpoints did not exceed, end to end; null if none was
 *     completed
 * @param checkpointMsMax the longest one
 */
public record Load(
    long largestQueueUpdates,
    long largestQueueBytes,
    @Nullable Long checkpointMsP50,
    @Nullable Long checkpointMsMax) {}
