package parley.mappings.referral;

import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender.Fact;
import parley.mappings.reading.Moments;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/** What a referral says of the course of treatment that begins with it. */
final class ReferredCourse {

  /** OrgIDComm has 3 to 5 characters (rule IDS10109). */
  private static final Pattern COMMISSIONER = Pattern.compile("[A-Z0-9]{3,5}");

  private final Reading reading;

  ReferredCourse(Reading reading) {
    this.reading = reading;
  }

  /** Adds the facts to a course that begins. */
  void facts(EpisodeOfCare course) {
    course.getPeriod().setStartElement(received());
    commissioner()
        .ifPresent(who -> course.addExtension(Systems.structureDefinition("commissioner"), who));
    reading
        .sender()
        .physicalHealth()
        .integratedService()
        .ifPresent(
            integrated ->
                course.addExtension(
                    Systems.structureDefinition("long-term-condition-service"),
                    new CodeableConcept(
                        new Coding()
                            .setSystem(Systems.codeSystem("nhs-long-term-condition-service"))
                            .setCode(integrated ? "Y" : "N"))));
  }

  /**
   * IAPT v2.1 ReferralRequestReceivedDate: waiting begins when the referral arrives here, unless a
   * sender that is set so says that the provider had it before.
   */
  private DateTimeType received() {
    var arrived = Moments.day(reading.inbound().receivedAt());
    return Optional.of(Fact.REFERRAL_RECEIVED)
        .filter(reading.sender().sources()::containsKey)
        .flatMap(reading::told)
        .flatMap(told -> reading.dateTime(told.value(), told.location()))
        .map(DateTimeType::getValueAsString)
        .filter(day -> day.length() >= 10)
        .map(day -> day.substring(0, 10))
        .filter(day -> day.compareTo(arrived.getValueAsString()) <= 0)
        .map(DateTimeType::new)
        .orElse(arrived);
  }

  private Optional<Reference> commissioner() {
    var told = reading.told(Fact.REFERRAL_COMMISSIONER).filter(it -> !it.value().isEmpty());
    var code = told.map(it -> it.value()).filter(it -> COMMISSIONER.matcher(it).matches());
    if (told.isPresent() && code.isEmpty()) {
      var place = told.get().location();
      reading.note(
          Problem.warning(
              ProblemCode.INVALID_VALUE,
              place,
              "the commissioner is no ODS code of 3 to 5 capitals and digits; it was left out",
              "Send the ODS code of the commissioner in " + place + '.'));
    }
    return code.map(
        ods ->
            new Reference()
                .setType("Organization")
                .setIdentifier(new Identifier().setSystem(Systems.ODS_ORGANISATION).setValue(ods)));
  }
}
