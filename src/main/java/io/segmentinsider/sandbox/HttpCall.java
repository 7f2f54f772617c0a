package io.segmentinsider.sandbox;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * One HTTP request that was read to its end.
 *
 * @param method in upper case
 * @param path without the query
 * @param headers as sent
 * @param body holds {@code length} bytes and maybe more; reused after the answer
 * @param length how many bytes were kept, at most {@link #MAX_BODY}
 * @param sent how many bytes came
 */
record HttpCall(
    String method, String path, HttpHeaders headers, byte[] body, int length, long sent) {

  /** The documented limit of a request's body, in bytes. */
  static final int MAX_BODY = 5_000_000;
}
