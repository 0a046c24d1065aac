package parley.server.release;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Parameters;
import parley.server.fhir.Given;

/** Reads the parameters of {@code $release}. */
final class ReleaseRequests {

  static final Set<String> PARAMETERS =
      Set.of("agreement", "period", "provider", "edition", "dry-run", "key-id", "by");

  private final FhirContext context;
  private final ReleaseSettings settings;
  private final Clock clock;

  ReleaseRequests(FhirContext context, ReleaseSettings settings, Clock clock) {
    this.context = context;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What is to be released.
   *
   * @throws InvalidRequestException naming the parameter
   */
  ReleaseRequest of(Given given) {
    try {
      var period = ReleaseWords.period("period:", given.code("period"), clock);
      return new ReleaseRequest(
          agreement(given),
          ReleaseWords.provider("provider:", given.code("provider"), settings),
          period.first(),
          period.last(),
          ReleaseWords.edition("edition:", given.code("edition")),
          dryRun(given),
          Optional.empty(),
          ReleaseWords.keyId("key-id:", given.code("key-id")),
          ReleaseWords.by("by:", given.code("by")),
          false);
    } catch (ReleaseWords.Wrong wrong) {
      throw new InvalidRequestException(String.valueOf(wrong.getMessage()));
    }
  }

  private ReleaseRequest.Choice agreement(Given given) {
    var name = given.code("agreement");
    if (name.isPresent()) {
      return new ReleaseRequest.Choice.Named(name.get());
    }
    var agreement =
        given
            .resource("agreement", Parameters.class)
            .orElseThrow(
                () ->
                    new ReleaseWords.Wrong(
                        "agreement:",
                        "is missing; it is a Parameters resource, or the url of a registered one"));
    return new ReleaseRequest.Choice.Given(
        context.newJsonParser().encodeResourceToString(agreement));
  }

  private static boolean dryRun(Given given) {
    var said = given.code("dry-run").orElse("false");
    if (!said.matches("true|false")) {
      throw new ReleaseWords.Wrong("dry-run:", "is true or false");
    }
    return Boolean.parseBoolean(said);
  }
}
