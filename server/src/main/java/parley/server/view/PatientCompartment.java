package parley.server.view;

import ca.uhn.fhir.context.FhirContext;
import java.util.Arrays;
import java.util.List;

/** Which elements of a type put a resource into the compartment of a Patient, as R4 defines it. */
final class PatientCompartment {

  private PatientCompartment() {}

  /** Names of elements directly below the type, such as {@code subject}; none for most types. */
  static List<String> elements(String resourceType) {
    return FhirContext.forR4Cached()
        .getResourceDefinition(resourceType)
        .getSearchParamsForCompartmentName("Patient")
        .stream()
        .flatMap(parameter -> Arrays.stream(parameter.getPath().split("\\|")))
        .map(path -> path.strip().split("[.()\\s]"))
        .filter(parts -> parts.length > 1 && parts[0].equals(resourceType))
        .map(parts -> parts[1])
        .distinct()
        .sorted()
        .toList();
  }
}
