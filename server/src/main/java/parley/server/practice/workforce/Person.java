package parley.server.practice.workforce;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import parley.mappings.practice.Qualification;
import parley.terminology.Systems;

/**
 * A member of staff on the day of the census.
 *
 * @param role code in CodeSystem practitioner-role of the post with most time
 * @param wte whole-time equivalents of all posts together, empty when one is not recorded
 * @param qualifications held or trained for, at any time
 */
record Person(String role, Optional<BigDecimal> wte, List<Qualification> qualifications) {

  private static final String NATIONAL = Systems.codeSystem("nhs-qualification-attainment-level");

  Person {
    qualifications = List.copyOf(qualifications);
  }

  /** Whether somebody is in training, or qualified, or neither is recorded. */
  enum Training {
    AWARDED("awarded"),
    IN_TRAINING("in-training"),
    NONE("none");

    private final String code;

    Training(String code) {
      this.code = code;
    }

    /** Code in CodeSystem workforce-figure. */
    String code() {
      return code;
    }
  }

  /** In training for any national qualification before holding one before neither. */
  Training training(LocalDate day) {
    var national = qualifications.stream().filter(one -> NATIONAL.equals(one.system())).toList();
    if (national.stream().anyMatch(one -> of(one, day) == Training.IN_TRAINING)) {
      return Training.IN_TRAINING;
    }
    return national.stream().anyMatch(one -> of(one, day) == Training.AWARDED)
        ? Training.AWARDED
        : Training.NONE;
  }

  /** The same for one qualification, by its best record. */
  Training training(String system, String code, LocalDate day) {
    var all =
        qualifications.stream()
            .filter(one -> one.system().equals(system) && one.code().equals(code))
            .map(one -> of(one, day))
            .toList();
    if (all.contains(Training.AWARDED)) {
      return Training.AWARDED;
    }
    return all.contains(Training.IN_TRAINING) ? Training.IN_TRAINING : Training.NONE;
  }

  /** An award without a date counts: the census asks what is recorded, not what may be given. */
  private static Training of(Qualification qualification, LocalDate day) {
    if (qualification.until().filter(last -> last.isBefore(day)).isPresent()) {
      return Training.NONE;
    }
    return qualification.isTrainedForOn(day) ? Training.IN_TRAINING : Training.AWARDED;
  }
}
