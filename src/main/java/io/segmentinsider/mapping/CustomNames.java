package io.segmentinsider.mapping;

/**
 * Decides about custom names on their way to Insider. An account has room for 80 attributes and 80
 * parameters, and a name that was sent once takes its place for good (docs/insider-api.md#limits).
 */
public interface CustomNames {

  /** Every name may leave. */
  CustomNames ANY = (place, name, recordTime) -> true;

  /** What a name stands for. */
  enum Place {
    /** A custom attribute. */
    ATTRIBUTE("attributes"),
    /** A custom parameter of events. */
    PARAMETER("event_params");

    private final String group;

    Place(String group) {
      this.group = group;
    }

    /** The field group of a mapping that it stands in. */
    public String group() {
      return group;
    }
  }

  /**
   * Whether a name may leave. One that may is known from then on.
   *
   * @param name in the form in which it is sent
   * @param recordTime Kafka's timestamp of the event, in milliseconds
   */
  boolean admit(Place place, String name, long recordTime);
}
