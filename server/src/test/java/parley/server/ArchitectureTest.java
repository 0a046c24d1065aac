package parley.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;

/** The house in rules: modules point one way, and each library stays in its room. */
@AnalyzeClasses(packages = "parley", importOptions = ArchitectureTest.MainCode.class)
class ArchitectureTest {

  /** Not the tests, nor the jar of the mappings' tests that brings the golden folders. */
  static final class MainCode implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule MODULES_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("terminology")
          .definedBy("parley.terminology..")
          .layer("mappings")
          .definedBy("parley.mappings..")
          .layer("submissions")
          .definedBy("parley.submissions..")
          .layer("camel-routes")
          .definedBy("parley.camelroutes..")
          .layer("server")
          .definedBy("parley.server..")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("camel-routes")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("mappings")
          .mayOnlyBeAccessedByLayers("camel-routes", "server")
          .whereLayer("submissions")
          .mayOnlyBeAccessedByLayers("camel-routes", "server")
          .whereLayer("terminology")
          .mayOnlyBeAccessedByLayers("mappings", "submissions", "camel-routes", "server");

  @ArchTest
  static final ArchRule SUBMISSIONS_SEE_RECORDS_THROUGH_THEIR_PORT =
      noClasses()
          .that()
          .resideInAPackage("parley.submissions..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, SecureRandom.class)
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now");

  /** What leaves is written where it is told to; the engine keeps what is too large for memory. */
  @ArchTest
  static final ArchRule ONLY_WHAT_LEAVES_IS_WRITTEN =
      noClasses()
          .that()
          .resideInAPackage("parley.submissions..")
          .and()
          .resideOutsideOfPackages(
              "parley.submissions.access..",
              "parley.submissions.build..",
              "parley.submissions.engine..",
              "parley.submissions.product..",
              "parley.submissions.pseudonym..",
              "parley.submissions.publication..",
              "parley.submissions.release..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..");

  /** The engine counts in a database of its own, in memory; nothing else there speaks SQL. */
  @ArchTest
  static final ArchRule ONLY_THE_ENGINE_OF_SUBMISSIONS_SPEAKS_SQL =
      noClasses()
          .that()
          .resideInAPackage("parley.submissions..")
          .and()
          .resideOutsideOfPackage("parley.submissions.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.duckdb..");

  @ArchTest
  static final ArchRule SPRING_AND_JPA_LIVE_IN_SERVER =
      noClasses()
          .that()
          .resideOutsideOfPackage("parley.server..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "ca.uhn.fhir.jpa..", "ca.uhn.fhir.rest..", "jakarta..");

  @ArchTest
  static final ArchRule CAMEL_LIVES_IN_ROUTES_AND_SERVER =
      noClasses()
          .that()
          .resideInAnyPackage("parley.mappings..", "parley.submissions..", "parley.terminology..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.camel..", "io.netty..");

  @ArchTest
  static final ArchRule MAPPINGS_ARE_PURE =
      noClasses()
          .that()
          .resideInAPackage("parley.mappings..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.sql..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Random.class, SecureRandom.class)
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now");

  /**
   * Attack 7: there are no ciphertexts of which two runs could be compared. What takes the place of
   * identifiers is a MAC, which nothing decrypts; files are the transport's to encrypt.
   */
  @ArchTest
  static final ArchRule NOTHING_IS_ENCRYPTED =
      noClasses()
          .that()
          .resideInAPackage("parley..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              javax.crypto.Cipher.class,
              javax.crypto.CipherInputStream.class,
              javax.crypto.CipherOutputStream.class,
              javax.crypto.SealedObject.class);

  @ArchTest
  static final ArchRule NO_DRAWERS =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .resideInAnyPackage("..utils..", "..common..", "..util..");

  @ArchTest
  static final ArchRule NO_CIRCLES_BETWEEN_PACKAGES =
      slices().matching("parley.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule LEAVES_DO_NOT_SEE_EACH_OTHER =
      noClasses()
          .that()
          .resideInAPackage("parley.mappings.referral..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("parley.mappings.adt..");

  @ArchTest
  static final ArchRule INJECTION_BY_CONSTRUCTOR =
      com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

  @ArchTest
  static final ArchRule INTERFACES_DO_NOT_COME_WITH_AN_I =
      classes().that().areInterfaces().should().haveNameNotMatching(".*\\.I[A-Z][a-z][^.]*");
}
