package io.segmentinsider.outcome;

import java.io.Serializable;
import java.util.Collection;

/** The transactions of a cluster that nobody has ended yet. */
interface OpenTransactions extends Serializable {

  /**
   * Ends those under these transactional ids, without committing them. That the cluster can't be
   * asked is logged and is no error: it ends them itself after their time-out.
   */
  void abort(Collection<String> transactionalIds) throws InterruptedException;
}
