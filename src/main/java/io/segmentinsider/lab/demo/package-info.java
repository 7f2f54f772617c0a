/**
 * The whole product on one machine: a broker, a local Insider, Flink, a day of events, a report.
 */
package io.segmentinsider.lab.demo;
