package parley.submissions.agreement;

import java.util.Locale;
import java.util.Set;
import parley.submissions.agreement.ReleaseField.Role;

/** What a field of an agreement may be: one of the catalogue, as the catalogue has it. */
final class FieldRules {

  /** Not on any agreement; as they are compared: small letters alone. */
  private static final Set<String> IDENTIFYING =
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
  private static final Set<String> TOO_FINE =
      Set.of(
          "gppractice",
          "scores",
          "scoreseries",
          "postcodesector",
          "postcodedistrict",
          "contactdate");

  private final FigureReader.Problems problems;

  FieldRules(FigureReader.Problems problems) {
    this.problems = problems;
  }

  /** Adds what is wrong with it. */
  void hold(ReleaseField field, boolean anonymous) {
    var name = field.name().toLowerCase(Locale.ROOT);
    var where = "field " + field.name();
    if (IDENTIFYING.contains(name)) {
      problems.add(
          where, "it names a person and is on no agreement", "leave it out, or take a token");
    }
    if (anonymous && TOO_FINE.contains(name)) {
      problems.add(where, "it points at one person and is in no anonymous row", "leave it out");
    }
    if (anonymous && field.role() == Role.TOKEN) {
      problems.add(where, "anonymous rows have no pseudonyms", "leave it out");
    }
    FieldCatalogue.find(field.name())
        .ifPresentOrElse(
            known -> fits(field, known, anonymous),
            () ->
                problems.add(
                    where,
                    "only fields of the catalogue leave",
                    "take one of docs/privacy.md, or leave it out"));
  }

  private void fits(ReleaseField field, CatalogueField known, boolean anonymous) {
    var where = "field " + field.name();
    if (anonymous && !known.anonymous()) {
      problems.add(where, "it is in no anonymous row", "leave it out");
    }
    if (!known.roles().contains(field.role())) {
      problems.add(where, "its role is one that the catalogue gives it", "see docs/privacy.md");
    }
    if (known.form() instanceof FieldForm.Rung rung) {
      if (field.ladder().isEmpty() && (anonymous || rung.always())) {
        problems.add(where, "it leaves on a ladder only", "name its ladder and level");
      } else if (field.ladder().filter(ladder -> ladder != rung.ladder()).isPresent()) {
        problems.add(where, "its ladder is the one of the catalogue", "see docs/privacy.md");
      }
    } else if (field.ladder().isPresent()) {
      problems.add(where, "it is on no ladder", "leave ladder and level out");
    }
  }
}
