package parley.server.reidentify;

import java.util.Map;
import java.util.Optional;
import parley.submissions.pseudonym.IdentifierKind;

/**
 * What tokens are of.
 *
 * @param kind by which they were made
 * @param resourceType whose resources are the candidates
 */
record TokenKind(IdentifierKind kind, String resourceType) {

  private static final Map<String, TokenKind> NAMED =
      Map.of(
          "patient", new TokenKind(IdentifierKind.PATIENT, "Patient"),
          "referral", new TokenKind(IdentifierKind.REFERRAL, "EpisodeOfCare"),
          "contact", new TokenKind(IdentifierKind.CONTACT, "Encounter"),
          "activity", new TokenKind(IdentifierKind.ACTIVITY, "Procedure"),
          "practitioner", new TokenKind(IdentifierKind.PRACTITIONER, "Practitioner"));

  /** By a word such as {@code referral}, or the type of any other resource. */
  static Optional<TokenKind> of(String name) {
    var named = Optional.ofNullable(NAMED.get(name));
    var known = NAMED.values().stream().anyMatch(it -> it.resourceType().equals(name));
    return named.isPresent() || known || !name.matches("[A-Z][A-Za-z]{1,40}")
        ? named
        : Optional.of(new TokenKind(IdentifierKind.RESOURCE, name));
  }
}
