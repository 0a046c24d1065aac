package parley.submissions.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Who stays, by all NHS numbers of a person: a number that was replaced may be the one that the
 * opt-out is kept under.
 */
final class AskedPeople {

  private static final Pattern NHS_NUMBER = Pattern.compile("\\d{10}");

  private final Predicate<String> optedOut;
  private final Map<String, Answer> answers = new LinkedHashMap<>();

  /** In rising order: the highest of a person's numbers is theirs. */
  private enum Answer {
    STAYS,
    UNASKED,
    OPTED_OUT
  }

  /**
   * @param optedOut by NHS number, ten digits
   */
  AskedPeople(Predicate<String> optedOut) {
    this.optedOut = optedOut;
  }

  /**
   * Takes a number of a person.
   *
   * @param number as it is recorded; empty when they have none, or one without a value
   */
  void number(String patient, Optional<String> number) {
    var answer = answer(number.map(it -> it.replace(" ", "")));
    answers.merge(patient, answer, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  private Answer answer(Optional<String> number) {
    if (number.filter(it -> NHS_NUMBER.matcher(it).matches()).isEmpty()) {
      return Answer.UNASKED;
    }
    return optedOut.test(number.get()) ? Answer.OPTED_OUT : Answer.STAYS;
  }

  /** Keys of the Patients that are left out. */
  List<String> leaving() {
    var leaving = new ArrayList<String>();
    answers.forEach(
        (patient, answer) -> {
          if (answer != Answer.STAYS) {
            leaving.add(patient);
          }
        });
    return leaving;
  }

  ReleaseTables.LeftOut counts() {
    return new ReleaseTables.LeftOut(
        answers.size(), count(Answer.OPTED_OUT), count(Answer.UNASKED));
  }

  private long count(Answer answer) {
    return answers.values().stream().filter(answer::equals).count();
  }
}
