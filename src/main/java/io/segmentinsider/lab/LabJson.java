package io.segmentinsider.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/** How the lab reads and writes JSON: outcomes, reports, and what Flink and Prometheus say. */
public final class LabJson {

  /** Numbers as Jackson reads them. */
  public static final ObjectMapper MAPPER = new ObjectMapper();

  /** The same, with a line for each member. */
  public static final ObjectWriter INDENTED = MAPPER.writerWithDefaultPrettyPrinter();

  private LabJson() {}
}
