package parley.server.export;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import parley.server.release.ReleaseAgreements;
import parley.server.release.ReleaseFault;
import parley.server.release.ReleaseSettings;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.product.Product;

/** Makes orders of requests, or refuses them at once with what is to be mended. */
final class DeidentifiedRequests {

  static final String AGREEMENT = "_agreement";
  private static final String HASH = "_agreementHash";
  static final String BY = "_by";
  private static final Set<String> KNOWN =
      Set.of(AGREEMENT, HASH, BY, "_type", "_outputFormat", "_format");
  private static final Set<String> FORMATS =
      Set.of("application/fhir+ndjson", "application/ndjson", "ndjson");

  private final ReleaseSettings settings;
  private final ReleaseAgreements agreements;

  DeidentifiedRequests(ReleaseSettings settings, ReleaseAgreements agreements) {
    this.settings = settings;
    this.agreements = agreements;
  }

  DeidentifiedOrder order(RequestDetails request) {
    if (request.getResourceName() != null) {
      throw new InvalidRequestException(
          "An export under an agreement is of the whole record: ask for /$export");
    }
    if (!KNOWN.containsAll(request.getParameters().keySet())) {
      throw new InvalidRequestException(
          "A parameter is not supported with _agreement. Supported are _agreement,"
              + " _agreementHash, _by, _type and _outputFormat");
    }
    var prefer = request.getHeaders("Prefer").stream().collect(Collectors.joining(","));
    if (!prefer.contains("respond-async")) {
      throw new InvalidRequestException("An export is asynchronous: send Prefer: respond-async");
    }
    var format = optional(request, "_outputFormat");
    if (!format.isEmpty() && !FORMATS.contains(format)) {
      throw new InvalidRequestException("_outputFormat is application/fhir+ndjson");
    }
    var by = optional(request, BY);
    if (!settings.rights().allows(Product.Pseudonymised.KIND, by)) {
      throw new ForbiddenOperationException(
          "_by names nobody who may have pseudonymised data: parley.releases.rights.pseudonymised");
    }
    var name = optional(request, AGREEMENT);
    var agreement = agreement(name, by, optional(request, HASH));
    return new DeidentifiedOrder(
        name, agreement, types(request, agreement), by, request.getCompleteUrl());
  }

  private ReleaseAgreement agreement(String name, String by, String hash) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,80}") || settings.agreements().isBlank()) {
      throw none();
    }
    var found = agreements.given(text(name), by);
    if (found instanceof ReleaseAgreements.Found.Refused refused) {
      throw new UnprocessableEntityException(
          "The agreement does not hold: "
              + refused.faults().stream()
                  .map(ReleaseFault::sentence)
                  .collect(Collectors.joining(". ")));
    }
    var agreement = ((ReleaseAgreements.Found.Holds) found).agreement();
    if (!agreement.digest().equals(hash)) {
      throw new InvalidRequestException(
          "_agreementHash is not that of the agreement, which has changed or was never read. Read"
              + " it, then ask with "
              + agreement.digest());
    }
    if (!(agreement.product() instanceof Product.Pseudonymised)
        || agreement.elements().paths().isEmpty()) {
      throw new UnprocessableEntityException(
          "The agreement names no element: resources leave by the elements of an agreement about"
              + " PSEUDONYMISED data");
    }
    return agreement;
  }

  private String text(String name) {
    try {
      for (var ending : ReleaseAgreements.ENDINGS) {
        var file = Path.of(settings.agreements()).resolve(name + ending);
        if (Files.isRegularFile(file)) {
          return Files.readString(file, StandardCharsets.UTF_8);
        }
      }
      throw none();
    } catch (IOException e) {
      throw none();
    }
  }

  private static ResourceNotFoundException none() {
    return new ResourceNotFoundException(
        "There is no agreement of this name in the folder of parley.releases.agreements");
  }

  private static Set<String> types(RequestDetails request, ReleaseAgreement agreement) {
    var all = agreement.elements().types();
    var wanted =
        Arrays.stream(request.getParameters().getOrDefault("_type", new String[0]))
            .flatMap(it -> Arrays.stream(it.split(",")))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!all.containsAll(wanted)) {
      throw new InvalidRequestException(
          "_type names a type of which the agreement lets nothing out");
    }
    return wanted.isEmpty() ? all : wanted;
  }

  private static String optional(RequestDetails request, String name) {
    var values = request.getParameters().getOrDefault(name, new String[0]);
    if (values.length > 1) {
      throw new InvalidRequestException(name + " is given once");
    }
    return values.length == 0 ? "" : values[0];
  }
}
