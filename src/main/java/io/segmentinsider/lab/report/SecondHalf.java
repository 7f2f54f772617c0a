package io.segmentinsider.lab.report;

import java.util.Map;

/**
 * What the second half of the events took, when the virtual machine has compiled most of what runs
 * often.
 *
 * @param events how many they were
 * @param eventsPerSecond records read
 * @param cpuMicrosPerEvent processor time of the whole process per record
 * @param cpuMicrosPerEventByPart the same for the parts of the process that have threads of their
 *     own, and for the virtual machine's garbage collection and compilation
 */
public record SecondHalf(
    long events,
    long eventsPerSecond,
    double cpuMicrosPerEvent,
    Map<String, Double> cpuMicrosPerEventByPart) {}
