package parley.server.synth;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Period;
import parley.terminology.England;
import parley.terminology.Systems;

/** Parts that made records have in common, with national codes and English times. */
public final class RecordParts {

  private RecordParts() {}

  /** Claims a profile of Parley's. */
  public static Meta profile(String name) {
    return new Meta().addProfile(Systems.structureDefinition(name));
  }

  /** A moment with the offset that England had. */
  public static DateTimeType moment(LocalDateTime local) {
    return new DateTimeType(
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").format(local.atZone(England.TIME)));
  }

  /** From one day to another, exact to the day. */
  static Period days(LocalDate start, LocalDate end) {
    var period = new Period();
    period.setStartElement(new DateTimeType(start.toString()));
    period.setEndElement(new DateTimeType(end.toString()));
    return period;
  }

  /** Minutes. */
  public static Duration minutes(int number) {
    var length = new Duration();
    length.setValue(number).setUnit("min").setSystem(Systems.UCUM).setCode("min");
    return length;
  }

  /** Adds an extension of Parley's with a national code. */
  public static void extend(DomainResource resource, String name, String list, String code) {
    resource.addExtension(new Extension(Systems.structureDefinition(name), national(list, code)));
  }

  /** A code of a national list. */
  public static CodeableConcept national(String list, String code) {
    return concept(Systems.codeSystem(list), code);
  }

  /** A code. */
  public static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(system).setCode(code));
  }
}
