package io.segmentinsider.delivery.dispatch;

import javax.annotation.Nullable;

/**
 * What a dispatcher is told of its job.
 *
 * @param delivery the options
 * @param parallelism subtasks that share the pace
 * @param platform {@code platform} at the root of each upsert; null leaves it out
 * @param traceEpoch the epoch in the sandbox's trace header; null sends none
 */
public record DispatcherSettings(
    DeliverySettings delivery,
    int parallelism,
    @Nullable String platform,
    @Nullable Long traceEpoch) {}
