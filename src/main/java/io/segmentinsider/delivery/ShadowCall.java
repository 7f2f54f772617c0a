package io.segmentinsider.delivery;

/**
 * A call that would have been made.
 *
 * @param owner whose it is; the key of its Kafka record, so that a person's calls stay in order
 * @param call HTTP method and path
 * @param body as it would have been sent; never modified
 */
public record ShadowCall(String owner, String call, byte[] body) {

  /** Leaves out owner and body, which are personal data. */
  @Override
  public String toString() {
    return "ShadowCall[" + call + ", " + body.length + " bytes]";
  }
}
