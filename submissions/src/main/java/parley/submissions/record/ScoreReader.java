package parley.submissions.record;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import parley.submissions.course.Score;
import parley.terminology.Systems;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/** Scores of scales (IDS606 and IDS607). */
final class ScoreReader {

  private static final Set<ObservationStatus> VALID =
      EnumSet.of(ObservationStatus.FINAL, ObservationStatus.AMENDED, ObservationStatus.CORRECTED);
  private static final Set<ObservationStatus> WITHDRAWN =
      EnumSet.of(ObservationStatus.ENTEREDINERROR, ObservationStatus.CANCELLED);

  private static final String OWN_SCORES = Systems.codeSystem("score");

  private final Scales scales;
  private final Findings findings;

  ScoreReader(Scales scales, Findings findings) {
    this.scales = scales;
    this.findings = findings;
  }

  List<Score> scores(CourseResources resources) {
    var contacts = new HashMap<String, Encounter>();
    resources.encounters().forEach(one -> contacts.put(one.getIdPart(), one));
    var scores = new ArrayList<Score>();
    for (var observation : resources.observations()) {
      if (!WITHDRAWN.contains(observation.getStatus())) {
        score(observation, contacts).ifPresent(scores::add);
      }
    }
    return scores;
  }

  private Optional<Score> score(Observation observation, Map<String, Encounter> contacts) {
    var scale = scale(observation);
    if (scale.isEmpty() && isOutsideDataSet(observation)) {
      return Optional.empty();
    }
    if (scale.isEmpty()) {
      findings.add(
          observation,
          "code",
          "no known scale has this code",
          "Code the score with the SNOMED CT observable of its scale.");
      return Optional.empty();
    }
    if (scale.get().range().isEmpty() || isSaidToBeAbsent(observation)) {
      return Optional.empty();
    }
    if (!VALID.contains(observation.getStatus())) {
      findings.add(
          observation,
          "status",
          "the score is not final",
          "Set the status to final, amended or corrected once it is.");
      return Optional.empty();
    }
    if (!observation.hasValueQuantity() || !observation.getValueQuantity().hasValue()) {
      findings.add(
          observation,
          "valueQuantity",
          "the score has no number",
          "Give the score as a quantity, or say with dataAbsentReason why there is none.");
      return Optional.empty();
    }
    return dated(observation, scale.get(), contacts);
  }

  private Optional<Score> dated(
      Observation observation, Scale scale, Map<String, Encounter> contacts) {
    var contact = Optional.ofNullable(observation.getEncounter().getReferenceElement().getIdPart());
    var when =
        effective(observation)
            .or(
                () ->
                    contact
                        .map(contacts::get)
                        .flatMap(one -> EnglishTime.of(one.getPeriod().getStartElement())));
    if (when.isEmpty()) {
      findings.add(
          observation,
          "effectiveDateTime",
          "the day of the score is missing or less exact than a day, and no contact gives it",
          "Give the date on which the questionnaire was completed.");
      return Optional.empty();
    }
    return Optional.of(
        new Score(
            observation.getIdPart(),
            scale.id(),
            observation.getValueQuantity().getValue(),
            when.get().date(),
            when.get().time(),
            contact));
  }

  private static Optional<EnglishTime> effective(Observation observation) {
    return observation.getEffective() instanceof DateTimeType dateTime
        ? EnglishTime.of(dateTime)
        : Optional.empty();
  }

  private Optional<Scale> scale(Observation observation) {
    return observation.getCode().getCoding().stream()
        .flatMap(coding -> scales.coded(coding.getSystem(), coding.getCode()).stream())
        .findFirst();
  }

  /** A score of a questionnaire that the data set does not ask for, such as the total of WSAS. */
  private static boolean isOutsideDataSet(Observation observation) {
    return observation.getCode().getCoding().stream()
        .anyMatch(coding -> OWN_SCORES.equals(coding.getSystem()));
  }

  /** Not applicable, or not answered: no score, and nothing to mend. */
  private static boolean isSaidToBeAbsent(Observation observation) {
    return observation.hasDataAbsentReason() || observation.hasValueCodeableConcept();
  }
}
