# The local jar: the sandbox and the tools around the job. Built by docker-compose.yml.
FROM eclipse-temurin:17-jre
COPY target/segment-insider-stream-*-local.jar /opt/segment-insider-stream-local.jar
COPY conf/logging/local.properties /opt/logging.properties
ENTRYPOINT ["java", "-Dlog4j2.configurationFile=/opt/logging.properties", "-jar", "/opt/segment-insider-stream-local.jar"]
