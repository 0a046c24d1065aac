package parley.submissions.rule.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/**
 * A GP registration that has ended is followed by one of the same patient with another practice.
 */
public record NextRegistration(String field) implements RowsCheck {

  private static final String PATIENT = "LocalPatientId";
  private static final String PRACTICE = "GMPCodeReg";
  private static final String START = "StartDateGMPRegistration";

  @Override
  public List<Row> failing(List<Row> rows, Submission submission, Predicate<Row> left) {
    var byPatient = new HashMap<String, List<Row>>();
    rows.forEach(
        row -> byPatient.computeIfAbsent(row.value(PATIENT), id -> new ArrayList<>()).add(row));
    return rows.stream()
        .filter(row -> !row.value(field).isEmpty())
        .filter(row -> byPatient.get(row.value(PATIENT)).stream().noneMatch(next(row)))
        .toList();
  }

  private Predicate<Row> next(Row ended) {
    return other ->
        !other.value(PRACTICE).equals(ended.value(PRACTICE))
            && other.value(START).compareTo(ended.value(field)) >= 0;
  }
}
