package io.segmentinsider.tools.check;

import io.segmentinsider.JobSettings;
import java.util.List;
import java.util.concurrent.ExecutionException;
import javax.annotation.Nullable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * Whether this principal may use the job's transactional ids. Kafka tells who may describe one,
 * also of an id that nobody uses, and who may write is known to describe: so whoever may not
 * describe may not write either. Who may write it tells only by a transaction, and a check writes
 * nothing.
 */
final class TransactionalIdRights {

  /** Below the prefix, and no id of a sink. */
  private static final String NOBODYS = "-check";

  private TransactionalIdRights() {}

  static Finding of(Admin admin, JobSettings settings) throws InterruptedException {
    String prefix = settings.outcome().transactionalIdPrefix();
    try {
      admin.describeTransactions(List.of(prefix + NOBODYS)).all().get();
      return finding(prefix, null);
    } catch (ExecutionException e) {
      return finding(prefix, e.getCause());
    }
  }

  /**
   * What an answer says.
   *
   * @param failure why the id was not described; null if it was
   */
  static Finding finding(String prefix, @Nullable Throwable failure) {
    String subject = "rights on transactional ids " + prefix + "-…";
    if (failure == null || failure instanceof TransactionalIdNotFoundException) {
      return Finding.ok(
          subject,
          "this principal may DESCRIBE them. Whether it may WRITE them a broker tells only who"
              + " writes: if the job fails with TransactionalIdAuthorizationException, grant WRITE"
              + " on transactional ids that begin with "
              + prefix
              + "-");
    }
    if (failure instanceof AuthorizationException) {
      return Finding.wrong(
          subject,
          "this principal may not DESCRIBE them, and so not WRITE them either. Grant WRITE on"
              + " transactional ids that begin with "
              + prefix
              + "- (kafka-acls --add --allow-principal User:… --operation Write --operation"
              + " Describe --transactional-id "
              + prefix
              + "- --resource-pattern-type prefixed)");
    }
    return Unseen.TRANSACTIONAL_ID_RIGHTS.finding(subject, failure);
  }
}
