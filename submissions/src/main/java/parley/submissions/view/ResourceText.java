package parley.submissions.view;

import java.util.Optional;

/**
 * A resource as JSON of FHIR R4.
 *
 * @param id its logical id, when the text leaves it out
 */
public record ResourceText(Optional<String> id, String json) {

  public static ResourceText of(String json) {
    return new ResourceText(Optional.empty(), json);
  }
}
