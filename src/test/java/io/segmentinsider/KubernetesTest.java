package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.segmentinsider.delivery.DeliveryOptions;
import io.segmentinsider.outcome.OutcomeOptions;
import io.segmentinsider.segment.SourceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The resources in {@code deploy/kubernetes}: what the operator would refuse or pass over, and what
 * docs/kubernetes.md says of them.
 */
class KubernetesTest {

  private static final Path ROOT = Path.of("deploy/kubernetes");
  private static final String SCHEMA = "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"production", "shadow"})
  void theOperatorTakesIt(String overlay) throws IOException {
    assertThat(problems(deployment(overlay))).isEmpty();
  }

  @Test
  void theBaseIsWholeByItself() throws IOException {
    assertThat(problems(yaml(ROOT.resolve("base/flink-deployment.yaml")))).isEmpty();
  }

  /** Otherwise the tests above would show nothing. */
  @Test
  void aMisspelledMemberAndAWrongTypeAreFound() throws IOException {
    ObjectNode misspelled = (ObjectNode) deployment("production");
    ((ObjectNode) misspelled.at("/spec/job")).put("paralelism", 4);
    ObjectNode inThePod = (ObjectNode) deployment("production");
    ((ObjectNode) inThePod.at("/spec/podTemplate/spec")).put("terminationGracePeriod", 60);
    ObjectNode wrongType = (ObjectNode) deployment("production");
    ((ObjectNode) wrongType.at("/spec/job")).put("parallelism", "four");
    ObjectNode wrongWord = (ObjectNode) deployment("production");
    ((ObjectNode) wrongWord.at("/spec/job")).put("upgradeMode", "save-point");

    assertThat(List.of(misspelled, inThePod, wrongType, wrongWord))
        .allSatisfy(wrong -> assertThat(problems(wrong)).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/production", "overlays/shadow"})
  void theJobTakesItsOptions(String directory) {
    JobSettings settings =
        JobSettings.from(
            JobConfiguration.load(ROOT.resolve(directory).resolve("job.yaml"), List.of()));

    assertThat(settings.delivery().tokenFile())
        .as("where the secret is mounted")
        .satisfiesAnyOf(
            path -> assertThat(path).isNull(),
            path -> assertThat(path).isEqualTo("/etc/segment-insider/token/token"));
  }

  @Test
  void theShadowSharesNoNameWithTheLiveJob() {
    Configuration live =
        JobConfiguration.load(ROOT.resolve("overlays/production/job.yaml"), List.of());
    Configuration shadow =
        JobConfiguration.load(ROOT.resolve("overlays/shadow/job.yaml"), List.of());

    assertThat(shadow.get(DeliveryOptions.MODE)).isEqualTo(DeliveryOptions.DeliveryMode.SHADOW);
    assertThat(
            List.of(
                JobOptions.NAME,
                SourceOptions.GROUP_ID,
                OutcomeOptions.RECEIPTS_TOPIC,
                OutcomeOptions.DEAD_LETTERS_TOPIC))
        .allSatisfy(option -> assertThat(shadow.get(option)).isNotEqualTo(live.get(option)));
  }

  @Test
  void whatAnUpgradeAndALossNeedIsSet() throws IOException {
    for (String overlay : List.of("production", "shadow")) {
      Map<String, String> options = flinkConfiguration(overlay);
      assertThat(options)
          .containsEntry("high-availability.type", "kubernetes")
          .containsEntry("execution.checkpointing.num-retained", "3")
          .containsEntry(
              "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION")
          .containsEntry("web.submit.enable", "false")
          .containsEntry("job.autoscaler.scaling.enabled", "false")
          .containsEntry("kubernetes.operator.job.upgrade.last-state-fallback.enabled", "true")
          .containsKeys(
              "execution.checkpointing.dir",
              "execution.checkpointing.savepoint-dir",
              "high-availability.storageDir");
      assertThat(deployment(overlay).at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
    }
  }

  @Test
  void theShadowIsAsLargeAsProduction() throws IOException {
    JsonNode shadow = deployment("shadow").at("/spec");
    JsonNode production = deployment("production").at("/spec");

    for (String place :
        List.of(
            "/taskManager/resource",
            "/job/parallelism",
            "/flinkConfiguration/state.backend.type",
            "/flinkConfiguration/execution.checkpointing.incremental",
            "/flinkConfiguration/taskmanager.numberOfTaskSlots")) {
      assertThat(shadow.at(place)).as(place).isEqualTo(production.at(place));
    }
  }

  /** So that the way back, also the operator's own, finds the file that was there before. */
  @Test
  void anotherConfigurationHasAnotherName() throws IOException {
    JsonNode rule = yaml(ROOT.resolve("base/name-references.yaml")).at("/nameReference/0");
    String path = rule.at("/fieldSpecs/0/path").asText();

    assertThat(yaml(ROOT.resolve("base/kustomization.yaml")).at("/configurations/0").asText())
        .isEqualTo("name-references.yaml");
    assertThat(rule.at("/kind").asText()).isEqualTo("ConfigMap");
    assertThat(rule.at("/fieldSpecs/0/kind").asText()).isEqualTo("FlinkDeployment");
    assertThat(deployment("production").at("/" + path.replace("volumes/", "volumes/0/")).asText())
        .as("the name that kustomize completes")
        .isEqualTo("segment-insider-stream");
    for (String directory : List.of("base", "overlays/production", "overlays/shadow")) {
      assertThat(Files.readString(ROOT.resolve(directory).resolve("kustomization.yaml")))
          .contains("configMapGenerator:\n  - name: segment-insider-stream\n")
          .doesNotContain("disableNameSuffixHash");
    }
  }

  @Test
  void theToolsSeeWhatTheJobSees() throws IOException {
    JsonNode tools =
        yaml(ROOT.resolve("components/tools/deployment.yaml")).at("/spec/template/spec");
    JsonNode job = deployment("production").at("/spec");
    List<JsonNode> mounts = new ArrayList<>();
    tools.at("/containers/0/volumeMounts").forEach(mounts::add);

    assertThat(mounts)
        .contains(job.at("/podTemplate/spec/containers/0/volumeMounts/0"))
        .contains(job.at("/podTemplate/spec/containers/0/volumeMounts/1"))
        .contains(job.at("/taskManager/podTemplate/spec/containers/0/volumeMounts/0"));
    assertThat(tools.at("/volumes"))
        .contains(job.at("/podTemplate/spec/volumes/0"))
        .contains(job.at("/podTemplate/spec/volumes/1"))
        .contains(job.at("/taskManager/podTemplate/spec/volumes/0"));
    assertThat(tools.at("/securityContext")).isEqualTo(job.at("/podTemplate/spec/securityContext"));
  }

  /**
   * Kustomize reads no file outside of a component's directory, so these are copies. {@code mvn
   * test -Dtest=KubernetesTest -Ddocs.update=true} writes them anew.
   */
  @Test
  void theAlertsAndTheDashboardAreTheShippedOnes() throws IOException {
    Path rules = ROOT.resolve("components/prometheus-operator/rules.yaml");
    Path dashboard = ROOT.resolve("components/grafana/dashboard.json");
    String shippedRules = prometheusRule(Files.readString(Path.of("conf/prometheus/rules.yaml")));
    String shippedDashboard = Files.readString(Path.of("conf/grafana/dashboard.json"));
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(rules, shippedRules);
      Files.writeString(dashboard, shippedDashboard);
    }

    assertThat(rules)
        .as("mvn test -Dtest=KubernetesTest -Ddocs.update=true")
        .hasContent(shippedRules);
    assertThat(dashboard)
        .as("mvn test -Dtest=KubernetesTest -Ddocs.update=true")
        .hasContent(shippedDashboard);
    assertThat(yaml(rules).at("/spec"))
        .as("what the operator gives to Prometheus")
        .isEqualTo(yaml(Path.of("conf/prometheus/rules.yaml")));
  }

  private static String prometheusRule(String rules) {
    return """
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata:
          name: segment-insider-stream
        spec:
        """
        + rules.indent(2).replaceAll("(?m)^ +$", "");
  }

  /** A sidecar and an annotation of kubectl take no more. */
  @Test
  void theDashboardFitsIntoAnAnnotation() throws IOException {
    assertThat(Files.size(ROOT.resolve("components/grafana/dashboard.json")))
        .isLessThan(256 * 1024);
  }

  @Test
  void everyComponentIsOnThePageAndNamesItsFiles() throws IOException {
    String page = Files.readString(Path.of("docs/kubernetes.md"));
    try (Stream<Path> components = Files.list(ROOT.resolve("components"))) {
      for (Path component : components.toList()) {
        String name = "components/" + component.getFileName();
        JsonNode kustomization = yaml(component.resolve("kustomization.yaml"));
        assertThat(page).contains("`" + name + "`");
        assertThat(kustomization.path("kind").asText()).as(name).isEqualTo("Component");
        try (Stream<Path> files = Files.list(component)) {
          assertThat(
                  files
                      .map(file -> file.getFileName().toString())
                      .filter(file -> !file.equals("kustomization.yaml")))
              .as(name)
              .allSatisfy(
                  file -> assertThat(kustomization.toString()).contains("\"" + file + "\""));
        }
      }
    }
  }

  /** Policies add up by the pods that they name; one of another name would do nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"egress-eks", "egress-gke", "egress-msk", "egress-proxy"})
  void anOutwardRuleIsForThePodsOfTheJobAndOnlyAdds(String component) throws IOException {
    JsonNode base = yaml(ROOT.resolve("base/network-policy.yaml"));
    JsonNode policy = yaml(ROOT.resolve("components/" + component + "/network-policy.yaml"));

    assertThat(policy.at("/metadata/name").asText())
        .isEqualTo(base.at("/metadata/name").asText() + "-" + component);
    assertThat(policy.at("/spec/podSelector")).isEqualTo(base.at("/spec/podSelector"));
    assertThat(policy.at("/spec/policyTypes").toString()).isEqualTo("[\"Egress\"]");
    assertThat(policy.at("/spec/egress"))
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.path("ports")).isNotEmpty());
  }

  /** As the providers' pages name them: docs/kubernetes.md. */
  @ParameterizedTest
  @CsvSource({
    "egress-gke, 169.254.169.254/32, 80",
    "egress-gke, 169.254.169.254/32, 8080",
    "egress-gke, 169.254.169.252/32, 988",
    "egress-gke, 169.254.169.252/32, 987",
    "egress-gke, 169.254.20.10/32, 53",
    "egress-eks, 169.254.170.23/32, 80",
    "egress-eks, fd00:ec2::23/128, 80",
    "egress-msk, , 9094",
    "egress-msk, , 9096",
    "egress-msk, , 9098"
  })
  void whatAProviderNeedsIsOpen(String component, String address, int port) throws IOException {
    JsonNode policy = yaml(ROOT.resolve("components/" + component + "/network-policy.yaml"));

    assertThat(policy.at("/spec/egress"))
        .anySatisfy(
            rule -> {
              assertThat(rule.path("ports"))
                  .anySatisfy(open -> assertThat(open.path("port").asInt()).isEqualTo(port));
              assertThat(
                      address == null
                          ? !rule.has("to")
                          : rule.path("to").toString().contains("\"" + address + "\""))
                  .isTrue();
            });
  }

  @Test
  void aTaskManagerIsGivenTimeForItsRequests() throws IOException {
    Duration grace =
        Duration.ofSeconds(
            deployment("production")
                .at("/spec/podTemplate/spec/terminationGracePeriodSeconds")
                .asLong());

    assertThat(grace).isGreaterThan(DeliveryOptions.REQUEST_TIMEOUT.defaultValue());
  }

  @Test
  void noProcessIsRootAndNoneWritesIntoItsImage() throws IOException {
    JsonNode pod = deployment("production").at("/spec/podTemplate/spec");
    JsonNode container = pod.at("/containers/0");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(container.at("/name").asText()).isEqualTo("flink-main-container");
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(Files.readAllLines(Path.of("docker/job.Dockerfile")))
        .as("the user of the image")
        .contains("USER " + pod.at("/securityContext/runAsUser").asInt() + ":9999");
  }

  @Test
  void theApiKeyIsMountedInTaskManagersOnly() throws IOException {
    JsonNode spec = deployment("production").at("/spec");

    assertThat(spec.at("/podTemplate").toString()).doesNotContain("segment-insider-token");
    assertThat(spec.at("/jobManager").toString()).doesNotContain("segment-insider-token");
    assertThat(spec.at("/taskManager/podTemplate").toString()).contains("segment-insider-token");
    assertThat(spec.toString()).doesNotContain("INSIDER_REQUEST_TOKEN");
  }

  /** The two lists of mounts add up by name; two of one name would be one. */
  @Test
  void everyMountHasItsVolume() throws IOException {
    JsonNode spec = deployment("production").at("/spec");
    for (String template : List.of("/podTemplate", "/taskManager/podTemplate")) {
      TreeSet<String> volumes = new TreeSet<>();
      spec.at(template + "/spec/volumes")
          .forEach(volume -> volumes.add(volume.path("name").asText()));
      List<String> mounts = new ArrayList<>();
      spec.at(template + "/spec/containers/0/volumeMounts")
          .forEach(mount -> mounts.add(mount.path("name").asText()));
      assertThat(mounts).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(volumes);
    }
    assertThat(
            spec.at("/flinkConfiguration/kubernetes.operator.pod-template.merge-arrays-by-name")
                .asText())
        .isEqualTo("true");
  }

  @Test
  void theKeysOfASecretReachTheKafkaClients(@TempDir Path mounted) throws IOException {
    Files.writeString(mounted.resolve("username"), "segment-insider");
    Files.writeString(mounted.resolve("password"), "known-to-the-secret-alone");
    Map<String, String> kafka =
        JobSettings.from(
                JobConfiguration.load(ROOT.resolve("overlays/production/job.yaml"), List.of()))
            .kafka();
    Map<String, Object> properties = new LinkedHashMap<>();
    kafka.forEach(
        (name, value) ->
            properties.put(name, value.replace("/etc/segment-insider/kafka", mounted.toString())));

    Password login =
        (Password) new AdminClientConfig(properties).values().get(SaslConfigs.SASL_JAAS_CONFIG);

    assertThat(login.value())
        .contains("username=\"segment-insider\"")
        .contains("password=\"known-to-the-secret-alone\"");
    assertThat(kafka.toString()).doesNotContain("known-to-the-secret-alone");
  }

  private static Map<String, String> flinkConfiguration(String overlay) throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    deployment(overlay)
        .at("/spec/flinkConfiguration")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    return options;
  }

  /** The base with the patch of an overlay on it, as kustomize makes it of a custom resource. */
  private static JsonNode deployment(String overlay) throws IOException {
    JsonNode base = yaml(ROOT.resolve("base/flink-deployment.yaml"));
    merge((ObjectNode) base, yaml(ROOT.resolve("overlays/" + overlay + "/flink-deployment.yaml")));
    return base;
  }

  private static void merge(ObjectNode into, JsonNode patch) {
    patch
        .properties()
        .forEach(
            member -> {
              if (into.get(member.getKey()) instanceof ObjectNode inner
                  && member.getValue().isObject()) {
                merge(inner, member.getValue());
              } else {
                into.set(member.getKey(), member.getValue());
              }
            });
  }

  private static JsonNode yaml(Path file) throws IOException {
    return JSON.valueToTree(
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  private static List<Error> problems(JsonNode deployment) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
        .getSchema(schema())
        .validate(deployment);
  }

  /**
   * The schema of the newest operator that Maven Central has. The operator drops members that it
   * does not know without a word; here they are errors. The names of Flink's versions that came
   * later are added.
   */
  private static JsonNode schema() throws IOException {
    try (InputStream in = KubernetesTest.class.getClassLoader().getResourceAsStream(SCHEMA)) {
      JsonNode definition =
          JSON.valueToTree(
              new Load(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build())
                  .loadFromString(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      ObjectNode schema =
          (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema").deepCopy();
      ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_2");
      ObjectNode members = (ObjectNode) schema.get("properties");
      members.putObject("apiVersion").putArray("enum").add("flink.apache.org/v1beta1");
      members.putObject("kind").putArray("enum").add("FlinkDeployment");
      members.putObject("metadata").put("type", "object");
      refuseUnknownMembers(schema);
      return schema;
    }
  }

  private static void refuseUnknownMembers(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(KubernetesTest::refuseUnknownMembers);
  }
}
