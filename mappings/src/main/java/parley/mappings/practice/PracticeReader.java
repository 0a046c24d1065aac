package parley.mappings.practice;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Reference;
import parley.terminology.England;
import parley.terminology.Systems;

/** Reads activities, qualifications and supervision out of their resources. */
public final class PracticeReader {

  /** On PractitionerRole: who supervises its practitioner, and when. */
  public static final String SUPERVISOR = Systems.structureDefinition("supervisor");

  /** Before the id of a PractitionerRole that is named in the place of a Practitioner. */
  public static final String ROLE = "PractitionerRole/";

  private static final String PLANNED_COMPLETION =
      Systems.structureDefinition("planned-completion");
  private static final String ACTIVITY_CATEGORY = Systems.codeSystem("activity-category");
  private static final Set<ProcedureStatus> GIVEN =
      Set.of(
          ProcedureStatus.INPROGRESS,
          ProcedureStatus.ONHOLD,
          ProcedureStatus.STOPPED,
          ProcedureStatus.COMPLETED,
          ProcedureStatus.UNKNOWN);

  private PracticeReader() {}

  /**
   * The activity that a Procedure records; empty for one that was not given (entered in error, not
   * done, in preparation) and for logs of internet-enabled therapy, which nobody gives.
   */
  public static Optional<CareActivity> activity(Procedure procedure) {
    if (!GIVEN.contains(procedure.getStatus())
        || procedure.getCategory().hasCoding(ACTIVITY_CATEGORY, "internet-enabled-therapy")) {
      return Optional.empty();
    }
    var therapies =
        procedure.getCode().getCoding().stream()
            .filter(coding -> Systems.SNOMED_CT.equals(coding.getSystem()) && coding.hasCode())
            .map(coding -> focus(coding.getCode()))
            .distinct()
            .collect(Collectors.joining(" "));
    var therapy = Optional.of(therapies).filter(codes -> !codes.isEmpty());
    var performers =
        procedure.getPerformer().stream()
            .flatMap(performer -> treating(performer.getActor()).stream())
            .distinct()
            .toList();
    return Optional.of(
        new CareActivity(
            procedure.getIdElement().getIdPart(),
            therapy,
            performers,
            performed(procedure),
            id("Encounter", procedure.getEncounter())));
  }

  /** The qualifications of a practitioner, by every coding that they have. */
  public static List<Qualification> qualifications(Practitioner practitioner) {
    var found = new ArrayList<Qualification>();
    for (var qualification : practitioner.getQualification()) {
      var period = qualification.getPeriod();
      for (var coding : qualification.getCode().getCoding()) {
        if (coding.hasSystem() && coding.hasCode()) {
          found.add(
              new Qualification(
                  coding.getSystem(),
                  coding.getCode(),
                  qualification.hasExtension(PLANNED_COMPLETION),
                  latest(period.getStartElement()),
                  latest(period.getEndElement())));
        }
      }
    }
    return List.copyOf(found);
  }

  /**
   * Who supervises the practitioner of a role. A relation without dates has those of the role; one
   * without an end ends with the role.
   */
  public static List<Supervision> supervisions(PractitionerRole role) {
    var found = new ArrayList<Supervision>();
    for (var extension : role.getExtensionsByUrl(SUPERVISOR)) {
      value(extension, "supervisor", Reference.class)
          .flatMap(PracticeReader::treating)
          .ifPresent(supervisor -> found.add(supervision(supervisor, extension, role.getPeriod())));
    }
    return List.copyOf(found);
  }

  private static Supervision supervision(String supervisor, Extension extension, Period ofRole) {
    var period = value(extension, "period", Period.class).orElseGet(Period::new);
    return new Supervision(
        supervisor,
        earliest(period.getStartElement()).or(() -> earliest(ofRole.getStartElement())),
        latest(period.getEndElement()).or(() -> latest(ofRole.getEndElement())));
  }

  private static <T> Optional<T> value(Extension extension, String part, Class<T> type) {
    return Optional.ofNullable(extension.getExtensionByUrl(part))
        .map(Extension::getValue)
        .filter(type::isInstance)
        .map(type::cast);
  }

  /**
   * The name of somebody who treats or supervises: the logical id of a Practitioner, or {@code
   * PractitionerRole/id}, of which only the role itself says whose it is. Empty for anything else,
   * such as an Organization.
   */
  public static Optional<String> treating(Reference reference) {
    return id("Practitioner", reference)
        .or(() -> id("PractitionerRole", reference).map(role -> ROLE + role));
  }

  /** The logical id of a literal reference to a type. */
  public static Optional<String> id(String type, Reference reference) {
    var id = reference.getReferenceElement();
    return type.equals(id.getResourceType())
        ? Optional.ofNullable(id.getIdPart())
        : Optional.empty();
  }

  /** The focus concept of a SNOMED CT concept or expression. */
  public static String focus(String code) {
    return code.split("[:|+]", 2)[0].strip();
  }

  private static Optional<LocalDate> performed(Procedure procedure) {
    if (procedure.getPerformed() instanceof DateTimeType moment) {
      return day(moment);
    }
    return procedure.getPerformed() instanceof Period period
        ? day(period.getStartElement())
        : Optional.empty();
  }

  /** An English day; empty when there is no value or it is less exact. */
  public static Optional<LocalDate> day(BaseDateTimeType value) {
    return isLessThanADay(value) ? Optional.empty() : latest(value);
  }

  /** The first day that a value can mean. */
  public static Optional<LocalDate> earliest(BaseDateTimeType value) {
    if (!value.hasValue() || !isLessThanADay(value)) {
      return latest(value);
    }
    var text = value.getValueAsString();
    return Optional.of(
        value.getPrecision() == TemporalPrecisionEnum.YEAR
            ? LocalDate.of(Integer.parseInt(text), 1, 1)
            : YearMonth.parse(text).atDay(1));
  }

  /** The last day that a value can mean. */
  public static Optional<LocalDate> latest(BaseDateTimeType value) {
    if (!value.hasValue()) {
      return Optional.empty();
    }
    var text = value.getValueAsString();
    if (value.getPrecision() == TemporalPrecisionEnum.YEAR) {
      return Optional.of(LocalDate.of(Integer.parseInt(text), 12, 31));
    }
    if (value.getPrecision() == TemporalPrecisionEnum.MONTH) {
      return Optional.of(YearMonth.parse(text).atEndOfMonth());
    }
    return Optional.of(
        value.getPrecision() == TemporalPrecisionEnum.DAY
            ? LocalDate.parse(text)
            : value.getValue().toInstant().atZone(England.TIME).toLocalDate());
  }

  private static boolean isLessThanADay(BaseDateTimeType value) {
    return value.hasValue()
        && (value.getPrecision() == TemporalPrecisionEnum.YEAR
            || value.getPrecision() == TemporalPrecisionEnum.MONTH);
  }
}
