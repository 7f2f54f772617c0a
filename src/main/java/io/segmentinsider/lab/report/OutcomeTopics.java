package io.segmentinsider.lab.report;

/**
 * Where the outcomes of a job are.
 *
 * @param receipts topic of the receipts
 * @param deadLetters topic of the dead letters
 */
public record OutcomeTopics(String receipts, String deadLetters) {}
