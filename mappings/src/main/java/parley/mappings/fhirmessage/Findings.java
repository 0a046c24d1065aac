package parley.mappings.fhirmessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.mappings.MappingResult;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;

/** The problems of one message, in the order found. */
final class Findings {

  private final List<Problem> problems = new ArrayList<>();

  void note(Problem problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  void missing(String location, String rule, String remedy) {
    note(Problem.error(ProblemCode.MISSING_FIELD, location, rule, remedy));
  }

  /** A resource or element that the record has no place for. */
  void notCarried(String location) {
    note(
        Problem.warning(
            ProblemCode.NOT_CARRIED,
            location,
            "it has no place in the record of a referral; it stays in the journal",
            "Nothing need be done unless it matters; then send it as a document."));
  }

  /** What the record has no place for and somebody has to read. */
  void forAPerson(String location) {
    note(
        Problem.warning(
            ProblemCode.NOT_CARRIED,
            location,
            "it is not in the record and may speak of risk; a Task asks a person to read it",
            "Read it in the journal, and do what it calls for."));
  }

  /** The record, unless something stops it. */
  MappingResult result(Optional<RecordBundle> record) {
    if (record.isEmpty() || problems.stream().anyMatch(Problem::stops)) {
      return new MappingResult.Rejected(problems);
    }
    return new MappingResult.Mapped(record.get(), problems);
  }
}
