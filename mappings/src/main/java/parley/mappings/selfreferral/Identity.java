package parley.mappings.selfreferral;

import java.util.Optional;

/**
 * Who the store takes a person for.
 *
 * @param patient id of the Patient, where it is known already which
 * @param numberTrusted whether the NHS number that the person states may lead to their record;
 *     false after it led to somebody of another name or birth date
 */
public record Identity(Optional<String> patient, boolean numberTrusted) {

  /** Nothing is known yet. */
  public static Identity unknown() {
    return new Identity(Optional.empty(), true);
  }
}
