package parley.submissions.person;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Of whom anything may leave, by all NHS numbers of a person. Patients who have a number in common,
 * replaced ones too, or of whom one names the other by Patient.link are one person: an opt-out may
 * be kept under a number that only a Patient has who was replaced. To be asked after everything was
 * taken.
 */
public final class AskedPeople {

  private static final Pattern NHS_NUMBER = Pattern.compile("\\d{10}");

  private final Predicate<String> optedOut;

  /** Each Patient of the record or of a link, with one that is the same person; itself at last. */
  private final Map<String, String> same = new HashMap<>();

  private final Map<String, String> byNumber = new HashMap<>();
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final Map<String, String> current = new HashMap<>();
  private Map<String, Person> people = Map.of();

  /** In rising order: the highest of a person's numbers is theirs. */
  private enum Answer {
    STAYS,
    UNASKED,
    OPTED_OUT
  }

  /**
   * @param optedOut by NHS number, ten digits
   */
  public AskedPeople(Predicate<String> optedOut) {
    this.optedOut = optedOut;
  }

  /** People of the record; Patients who are one person are one. */
  public record Counts(long people, long optedOut, long unasked) {}

  private record Person(Answer answer, Optional<String> number, String patient) {

    /** The lowest current number stands for a person, and the lowest Patient who has it. */
    Person and(Person other) {
      var higher = answer.compareTo(other.answer) > 0 ? answer : other.answer;
      var isFirst =
          number.isPresent()
              && (other.number.isEmpty()
                  || (number.get() + ' ' + patient)
                          .compareTo(other.number.get() + ' ' + other.patient)
                      < 0);
      var first = isFirst ? this : other;
      return new Person(higher, first.number, first.patient);
    }

    Answer answered() {
      return answer == Answer.STAYS && number.isEmpty() ? Answer.UNASKED : answer;
    }
  }

  /**
   * Takes a Patient of the record.
   *
   * @param number the NHS number that they have now, as it is recorded; empty for none
   */
  public void patient(String patient, Optional<String> number) {
    people = Map.of();
    answers.putIfAbsent(patient, Answer.STAYS);
    number.map(AskedPeople::digits).filter(AskedPeople::isNumber).ifPresent(it -> put(patient, it));
  }

  private void put(String patient, String number) {
    current.put(patient, number);
    number(patient, Optional.of(number));
  }

  /**
   * Takes a number of a Patient, a replaced one too.
   *
   * @param number as it is recorded; empty for one without a value
   */
  public void number(String patient, Optional<String> number) {
    people = Map.of();
    var digits = number.map(AskedPeople::digits).filter(AskedPeople::isNumber);
    var answer =
        digits
            .map(it -> optedOut.test(it) ? Answer.OPTED_OUT : Answer.STAYS)
            .orElse(Answer.UNASKED);
    answers.merge(patient, answer, (one, other) -> one.compareTo(other) > 0 ? one : other);
    digits.ifPresent(it -> link(patient, byNumber.computeIfAbsent(it, none -> patient)));
  }

  /** Takes that two Patients are one person, whichever way it is recorded. */
  public void link(String patient, String other) {
    people = Map.of();
    var one = root(patient);
    var two = root(other);
    if (!one.equals(two)) {
      same.put(one, two);
    }
  }

  private String root(String patient) {
    var at = patient;
    for (var next = same.getOrDefault(at, at); !next.equals(at); ) {
      var after = same.getOrDefault(next, next);
      same.put(at, after);
      at = next;
      next = after;
    }
    return at;
  }

  private static String digits(String number) {
    return number.replace(" ", "");
  }

  private static boolean isNumber(String digits) {
    return NHS_NUMBER.matcher(digits).matches();
  }

  private Map<String, Person> people() {
    if (people.isEmpty()) {
      var found = new HashMap<String, Person>();
      answers.forEach(
          (patient, answer) ->
              found.merge(
                  root(patient),
                  new Person(answer, Optional.ofNullable(current.get(patient)), patient),
                  Person::and));
      people = found;
    }
    return people;
  }

  /**
   * The NHS number that a Patient is known by in all that leaves: one for all Patients who are one
   * person. Empty when nothing of them leaves.
   */
  public Optional<String> staying(String patient) {
    return Optional.ofNullable(answers.containsKey(patient) ? people().get(root(patient)) : null)
        .filter(it -> it.answered() == Answer.STAYS)
        .flatMap(Person::number);
  }

  /** Whether, of the Patients who are one person, it is this one that stands for them. */
  public boolean standsFor(String patient) {
    return Optional.ofNullable(people().get(root(patient)))
        .filter(it -> it.patient().equals(patient))
        .isPresent();
  }

  /** The Patients of the record. */
  public List<String> patients() {
    return List.copyOf(answers.keySet());
  }

  /** How many people there are, and why some are left out. */
  public Counts counts() {
    return new Counts(people().size(), count(Answer.OPTED_OUT), count(Answer.UNASKED));
  }

  private long count(Answer answer) {
    return people().values().stream().filter(it -> it.answered() == answer).count();
  }
}
