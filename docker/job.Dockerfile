# Flink and the job in one image, for an application of its own: deploy/kubernetes, and docker-compose.yml.
#
#   mvn -B -DskipTests clean package     # "clean": a jar of another version in target/ would be taken, too
#   docker build --file docker/job.Dockerfile --tag segment-insider-stream:local .
FROM flink:2.2.1-java17

# The file systems of checkpoints and savepoints, separated by blanks. They are linked here and not when a
# container starts, because its root is read-only then. Others of Flink's opt directory: azure-fs-hadoop,
# gs-fs-hadoop, oss-fs-hadoop, s3-fs-hadoop.
ARG FILE_SYSTEMS="s3-fs-presto"
RUN for name in $FILE_SYSTEMS; do \
      mkdir -p "$FLINK_HOME/plugins/$name" && \
      ln -s "$FLINK_HOME"/opt/flink-"$name"-*.jar "$FLINK_HOME/plugins/$name/" || exit 1; \
    done

# The slim jar, whose version ends in no "l", and not the one that ends in -local.jar.
COPY --chown=flink:flink target/segment-insider-stream-*[^l].jar /opt/flink/usrlib/segment-insider-stream.jar
COPY --chown=flink:flink conf/mappings /opt/flink/mappings

# By number, so that Kubernetes can tell that it is not root.
USER 9999:9999
