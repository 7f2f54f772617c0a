package io.segmentinsider;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;

/** No stage reaches back up the stream, and pure rules stay pure. */
@AnalyzeClasses(
    packages = "io.segmentinsider",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "io.segmentinsider";

  @ArchTest
  static final ArchRule stagesFollowTheStream =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
          .layer("json")
          .definedBy(ROOT + ".json..")
          .layer("record")
          .definedBy(ROOT + ".record..")
          .layer("insider")
          .definedBy(ROOT + ".insider..")
          .layer("config")
          .definedBy(ROOT + ".config..")
          .layer("compatibility")
          .definedBy(ROOT + ".compatibility..")
          .layer("segment")
          .definedBy(ROOT + ".segment..")
          .layer("mapping")
          .definedBy(ROOT + ".mapping..")
          .layer("identity")
          .definedBy(ROOT + ".identity..")
          .layer("profile")
          .definedBy(ROOT + ".profile..")
          .layer("delivery")
          .definedBy(ROOT + ".delivery..")
          .layer("outcome")
          .definedBy(ROOT + ".outcome..")
          .layer("topology")
          .definedBy(ROOT)
          .layer("sandbox")
          .definedBy(ROOT + ".sandbox..")
          .layer("lab")
          .definedBy(ROOT + ".lab..")
          .layer("tools")
          .definedBy(ROOT + ".tools..")
          .whereLayer("json")
          .mayNotAccessAnyLayer()
          .whereLayer("record")
          .mayNotAccessAnyLayer()
          .whereLayer("config")
          .mayNotAccessAnyLayer()
          .whereLayer("insider")
          .mayOnlyAccessLayers("json", "record")
          .whereLayer("compatibility")
          .mayOnlyAccessLayers("json", "record")
          .whereLayer("segment")
          .mayOnlyAccessLayers("json", "record", "config", "insider")
          .whereLayer("mapping")
          .mayOnlyAccessLayers("json", "record", "config", "insider", "compatibility", "segment")
          .whereLayer("identity")
          .mayOnlyAccessLayers("record", "config", "insider", "segment", "mapping")
          .whereLayer("profile")
          .mayOnlyAccessLayers(
              "json", "record", "config", "insider", "segment", "mapping", "identity")
          .whereLayer("delivery")
          .mayOnlyAccessLayers(
              "json", "record", "config", "insider", "segment", "mapping", "identity", "profile")
          .whereLayer("outcome")
          .mayOnlyAccessLayers(
              "json",
              "record",
              "config",
              "insider",
              "segment",
              "mapping",
              "identity",
              "profile",
              "delivery")
          .whereLayer("topology")
          .mayOnlyBeAccessedByLayers("lab", "tools")
          .whereLayer("sandbox")
          .mayNotAccessAnyLayer()
          .whereLayer("lab")
          .mayOnlyBeAccessedByLayers("tools")
          .whereLayer("tools")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule theCompatibilityEngineKnowsNoFlink =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".compatibility..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule flinkInternalsStayInDelivery =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "..")
          .and()
          .resideOutsideOfPackages(ROOT + ".delivery..", ROOT + ".lab..", ROOT + ".tools..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "org.apache.flink.streaming.runtime..", "org.apache.flink.runtime.state..")
                  .and(
                      not(
                          belongToAnyOf(
                              FunctionInitializationContext.class,
                              FunctionSnapshotContext.class))));

  @ArchTest
  static final ArchRule pureRulesImportNoFlink =
      classes()
          .that()
          .haveSimpleName("Link")
          .or()
          .haveSimpleName("Claim")
          .or()
          .haveSimpleName("NewestWins")
          .or()
          .haveSimpleName("ForeignIdentifiers")
          .or()
          .haveSimpleName("EventParser")
          .or()
          .haveSimpleName("EventTime")
          .or()
          .haveSimpleName("Mapper")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule theDispatcherKnowsNeitherFlinkNorHttp =
      classes()
          .that()
          .resideInAPackage(ROOT + ".delivery.dispatch..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages(
              "org.apache.flink..", "io.netty..", "org.asynchttpclient..", ROOT + ".delivery");

  @ArchTest
  static final ArchRule nothingStaticChanges =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage(ROOT + "..")
          .and()
          .areStatic()
          .should()
          .notHaveModifier(JavaModifier.FINAL)
          .allowEmptyShould(true);

  /** It builds a tree of all that it reads, and writes by reflection. */
  @ArchTest
  static final ArchRule whatRunsInTheJobKnowsNoDatabind =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "..")
          .and()
          .resideOutsideOfPackages(ROOT + ".sandbox..", ROOT + ".lab..", ROOT + ".tools..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.databind..");

  @ArchTest
  static final ArchRule noKryo =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.esotericsoftware..");
}
