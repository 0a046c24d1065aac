package parley.server.careplan;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.careplan.PlanRecords;
import parley.mappings.practice.PracticeReader;
import parley.terminology.Systems;

/** Which therapies the care activities of a contact are. */
final class Therapies {

  /** Said of what did not take place, or has not yet. */
  private static final Set<ProcedureStatus> NOT_GIVEN =
      EnumSet.of(ProcedureStatus.NOTDONE, ProcedureStatus.PREPARATION);

  private Therapies() {}

  /** Those of an activity, none when it was not given. */
  static List<PlanRecords.Activity> given(Procedure procedure) {
    return NOT_GIVEN.contains(procedure.getStatus()) ? List.of() : named(procedure);
  }

  /**
   * What an activity was, was to be or is to be: one for each concept that a SNOMED CT coding of it
   * begins with. None when it is a mistake.
   */
  static List<PlanRecords.Activity> named(Procedure procedure) {
    if (isMistake(procedure)) {
      return List.of();
    }
    var record = new Reference("Procedure/" + procedure.getIdElement().getIdPart());
    return procedure.getCode().getCoding().stream()
        .filter(coding -> Systems.SNOMED_CT.equals(coding.getSystem()) && coding.hasCode())
        .map(coding -> PracticeReader.focus(coding.getCode()))
        .distinct()
        .map(therapy -> new PlanRecords.Activity(record, therapy))
        .toList();
  }

  /** Whether activities are recorded, and each of them as not given. */
  static boolean noneWasGiven(Collection<Procedure> procedures) {
    var said = procedures.stream().filter(one -> !isMistake(one)).toList();
    return !said.isEmpty() && said.stream().allMatch(one -> NOT_GIVEN.contains(one.getStatus()));
  }

  private static boolean isMistake(Procedure procedure) {
    return procedure.getStatus() == ProcedureStatus.ENTEREDINERROR;
  }
}
