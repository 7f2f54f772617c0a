package io.segmentinsider.tools.console.http;

import java.util.List;

/** Where the consoles of tests listen: on this machine alone, at a free port. */
public final class Loopback {

  /** Any free port will do. */
  public static final Listening LISTENING = new Listening("127.0.0.1", 0, List.of(), null, null);

  private Loopback() {}
}
