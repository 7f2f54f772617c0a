package io.segmentinsider.identity;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import java.io.File;
import java.io.Serializable;
import javax.annotation.Nullable;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.OutputTag;

/** Tells the audit topic what becomes of identifiers. An operator without one tells nothing. */
public final class LinkAudit implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String saltFile;
  private final OutputTag<LinkChange> changes;
  private transient SaltedHash hash;

  /**
   * An audit.
   *
   * @param saltFile holds the salt of all hashes; read by {@link #open}, so that the salt itself
   *     stands in no job graph
   * @param changes where the changes go
   */
  public LinkAudit(String saltFile, OutputTag<LinkChange> changes) {
    this.saltFile = saltFile;
    this.changes = changes;
  }

  /**
   * Looks at the salt where the job is submitted, if the file is there, too.
   *
   * @throws io.segmentinsider.config.ConfigurationException if it can't be read, or is too short
   */
  public static void checkSaltHere(String saltFile) {
    if (new File(saltFile).exists()) {
      SaltedHash.readSalt(saltFile);
    }
  }

  /**
   * Reads the salt, before the first change.
   *
   * @throws io.segmentinsider.config.ConfigurationException if that can't be done
   */
  public void open() {
    hash = SaltedHash.readSalt(saltFile);
  }

  /**
   * Tells one change.
   *
   * @param update the event's update
   * @param kind what happened
   * @param identifier to which identifier
   * @param owner key of the person that the event is of
   * @param otherOwner key of whom the identifier was before, or stays; null if nobody's
   * @param context of the operator
   */
  public void tell(
      Update update,
      LinkChange.Kind kind,
      Identifier identifier,
      String owner,
      @Nullable String otherOwner,
      KeyedProcessFunction<?, ?, ?>.Context context) {
    context.output(
        changes,
        new LinkChange(
            Rung.nameOf(identifier),
            kind,
            update.eventTime(),
            update.origin(),
            hash.of(identifier.key()),
            hash.of(owner),
            otherOwner == null ? null : hash.of(otherOwner)));
  }
}
