package io.segmentinsider.identity;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link UserAlias} is kept in state. */
public final class UserAliasFormat implements ValueFormat<UserAlias> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Class<UserAlias> type() {
    return UserAlias.class;
  }

  @Override
  public void write(UserAlias alias, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeNullableText(out, alias.next());
    BinaryFields.writeText(out, alias.first());
    BinaryFields.writeCount(out, alias.userIds().size());
    for (String userId : alias.userIds()) {
      BinaryFields.writeText(out, userId);
    }
    out.writeLong(alias.forgottenAt());
    out.writeLong(alias.changedAt());
  }

  @Override
  public UserAlias read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(UserAlias.class, in.readByte(), VERSION);
    String next = BinaryFields.readNullableText(in);
    String first = BinaryFields.readText(in);
    int count = BinaryFields.readCount(in);
    List<String> userIds = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      userIds.add(BinaryFields.readText(in));
    }
    return new UserAlias(next, first, userIds, in.readLong(), in.readLong());
  }
}
