package io.segmentinsider.tools.console.http;

import java.io.IOException;

/** One call of the interface. */
public sealed interface Endpoint {

  /** Answers at once, with a value that Jackson writes. */
  non-sealed interface Answer extends Endpoint {

    /**
     * Answers a call.
     *
     * @throws RefusedException if the call asks for what there is not
     * @throws IOException if what it needs does not answer
     */
    Object answer(Request request) throws RefusedException, IOException, InterruptedException;
  }

  /** Answers bit by bit, in server-sent events. */
  non-sealed interface Stream extends Endpoint {

    /**
     * Answers a call until it is done, or its reader has gone.
     *
     * @throws RefusedException if the call asks for what there is not
     * @throws IOException if what it needs does not answer, or nobody reads any more
     */
    void answer(Request request, EventStream out)
        throws RefusedException, IOException, InterruptedException;
  }
}
