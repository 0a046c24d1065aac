package parley.submissions.agreement;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import parley.submissions.agreement.ReleaseField.Role;
import parley.submissions.allowlist.AllowList;
import parley.submissions.allowlist.Leaf;
import parley.submissions.disclosure.Ladder;

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

  /**
   * Adds what is wrong with fields of pseudonymised rows beside each other: days since the referral
   * and a month, or two ends of a quarter, give the date, for services work on working days.
   */
  void together(List<ReleaseField> fields, Population population, AllowList elements) {
    var names = fields.stream().map(ReleaseField::name).collect(Collectors.toSet());
    if (names.stream().noneMatch(FieldCatalogue.DAYS::contains)) {
      return;
    }
    for (var field : fields) {
      if (field.ladder().filter(it -> it == Ladder.DATE).isPresent() && field.level() == 1) {
        problems.add(
            "field " + field.name(),
            "beside days since the referral a period is a quarter or a year",
            "give level 2 or 3, or leave out the days");
      }
    }
    if (names.contains("dischargePeriod")) {
      problems.add(
          "field dischargePeriod",
          "days since the referral do not stand beside the time of the discharge",
          "leave out the one or the others");
    }
    if (names.containsAll(Set.of("daysToDischarge", "referralPeriod"))
        && population == Population.DISCHARGED) {
      problems.add(
          "field daysToDischarge",
          "of referrals discharged in the period the days to it date the referral",
          "leave out daysToDischarge or referralPeriod, or take the referrals received");
    }
    elements.leaves().entrySet().stream()
        .filter(it -> it.getValue() == Leaf.MONTH)
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(
            path ->
                problems.add(
                    "element " + path,
                    "months of elements do not stand beside days since the referral",
                    "give precision year, or leave out the days"));
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
