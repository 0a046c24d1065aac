package parley.submissions.agreement;

import java.util.Set;

/** Names of fields that say too much; in small letters, as they are compared. */
final class FineFields {

  /** Not on any agreement; as they are compared: small letters alone. */
  static final Set<String> IDENTIFYING =
      Set.of(
          "nhsnumber",
          "name",
          "familyname",
          "givenname",
          "address",
          "postcode",
          "birthdate",
          "personbirthdate",
          "phone",
          "email",
          "localpatientid",
          "freetext",
          "note",
          "narrative");

  /** Pseudonymised rows may have them when the agreement says so; anonymous ones never. */
  static final Set<String> TOO_FINE =
      Set.of(
          "gppractice",
          "scores",
          "scoreseries",
          "postcodesector",
          "postcodedistrict",
          "contactdate");

  private FineFields() {}
}
