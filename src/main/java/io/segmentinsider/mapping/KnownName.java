package io.segmentinsider.mapping;

/**
 * A custom name that was sent.
 *
 * @param place what it stands for
 * @param name as it is sent
 * @param day since when: days since 1970 of the Kafka timestamp, in UTC; {@link #ALWAYS} for one
 *     that the configuration or the mapping names
 */
public record KnownName(CustomNames.Place place, String name, long day) {

  /** Counts for no day. */
  public static final long ALWAYS = Long.MIN_VALUE;
}
