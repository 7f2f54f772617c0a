package io.segmentinsider.tools.upgrade;

import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;

/** What a savepoint or checkpoint says of itself. */
final class SavepointContents {

  private static final String METADATA = "_metadata";

  private final List<Kept> operators;

  SavepointContents(List<Kept> operators) {
    this.operators = operators;
  }

  /**
   * The state of an operator.
   *
   * @param id its id
   * @param name its uid or name; the id where neither was written
   * @param maxParallelism it can't be changed
   * @param hasState whether there is any
   * @param unreadable why the classes of the new jar can't read its keyed state; null if they can,
   *     or if it has none
   */
  record Kept(
      OperatorID id,
      String name,
      int maxParallelism,
      boolean hasState,
      @Nullable String unreadable) {}

  /** All operators that have state. */
  List<Kept> operators() {
    return operators;
  }

  /**
   * Reads a savepoint.
   *
   * @param path as Flink writes it: a directory
   * @param classes those of the jar that is to read it
   * @throws IOException if it can't be read from here
   */
  static SavepointContents read(String path, ClassLoader classes) throws IOException {
    Path directory = new Path(path);
    Path file = directory.getName().equals(METADATA) ? directory : new Path(directory, METADATA);
    FileSystem files = FileSystem.get(URI.create(file.toString()));
    CheckpointMetadata metadata;
    try (DataInputStream in = new DataInputStream(files.open(file))) {
      metadata = Checkpoints.loadCheckpointMetadata(in, classes, path);
    }
    List<Kept> kept = new ArrayList<>();
    for (OperatorState state : metadata.getOperatorStates()) {
      kept.add(
          new Kept(
              state.getOperatorID(),
              name(state),
              state.getMaxParallelism(),
              state.getCoordinatorState() != null
                  || state.getStates().stream().anyMatch(OperatorSubtaskState::hasState),
              unreadable(state, classes)));
    }
    return new SavepointContents(List.copyOf(kept));
  }

  private static String name(OperatorState state) {
    Optional<String> uid = state.getOperatorUid().filter(text -> !text.isEmpty());
    return uid.or(() -> state.getOperatorName().filter(text -> !text.isEmpty()))
        .orElse(state.getOperatorID().toString());
  }

  /** The serializers of keyed state stand before it, so a few bytes of the first part are read. */
  @Nullable
  private static String unreadable(OperatorState state, ClassLoader classes)
      throws FileNotFoundException {
    for (OperatorSubtaskState subtask : state.getStates()) {
      for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
        StreamStateHandle about = about(handle);
        if (about != null) {
          return unreadable(about, classes);
        }
      }
    }
    return null;
  }

  @Nullable
  private static StreamStateHandle about(KeyedStateHandle handle) {
    if (handle instanceof KeyGroupsStateHandle keyGroups) {
      return keyGroups;
    }
    return handle instanceof IncrementalRemoteKeyedStateHandle incremental
        ? incremental.getMetaDataStateHandle()
        : null;
  }

  @Nullable
  private static String unreadable(StreamStateHandle about, ClassLoader classes)
      throws FileNotFoundException {
    KeyedBackendSerializationProxy<?> proxy = new KeyedBackendSerializationProxy<>(classes);
    try (var in = about.openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
      for (StateMetaInfoSnapshot snapshot : proxy.getStateMetaInfoSnapshots()) {
        snapshot
            .getSerializerSnapshotsImmutable()
            .values()
            .forEach(each -> each.restoreSerializer());
      }
      return null;
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException | RuntimeException | LinkageError e) {
      return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
  }
}
