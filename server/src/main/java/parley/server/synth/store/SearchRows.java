package parley.server.synth.store;

import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/**
 * The search parameters besides references that are filled: identifiers, the states of courses and
 * referrals, dates of birth, of courses, contacts and observations. Values, their bounds and hashes
 * are made by HAPI's own entities. What is not here is found after a {@code $reindex}.
 */
final class SearchRows {

  private static final PartitionSettings UNPARTITIONED = new PartitionSettings();
  private static final String OF_TYPE = "identifier:of-type";

  private final DateTimeType first;
  private final DateTimeType last;

  SearchRows() {
    var settings = new StorageSettings();
    this.first = new DateTimeType(settings.getPeriodIndexStartOfTime().getValueAsString());
    this.last = new DateTimeType(settings.getPeriodIndexEndOfTime().getValueAsString());
  }

  List<ResourceIndexedSearchParamToken> tokens(Resource resource) {
    var tokens = new ArrayList<ResourceIndexedSearchParamToken>();
    for (var identifier : identifiers(resource)) {
      identifier(resource.fhirType(), identifier, tokens);
    }
    if (resource instanceof EpisodeOfCare course) {
      var status = course.getStatus();
      tokens.add(token("EpisodeOfCare", "status", status.getSystem(), status.toCode()));
    } else if (resource instanceof ServiceRequest referral) {
      var status = referral.getStatus();
      tokens.add(token("ServiceRequest", "status", status.getSystem(), status.toCode()));
    }
    return tokens;
  }

  private static void identifier(
      String type, Identifier identifier, List<ResourceIndexedSearchParamToken> tokens) {
    tokens.add(token(type, "identifier", identifier.getSystem(), identifier.getValue()));
    for (var coding : identifier.getType().getCoding()) {
      tokens.add(
          token(type, OF_TYPE, coding.getSystem(), coding.getCode() + '|' + identifier.getValue()));
    }
  }

  private static ResourceIndexedSearchParamToken token(
      String type, String parameter, String system, String value) {
    return new ResourceIndexedSearchParamToken(UNPARTITIONED, type, parameter, system, value);
  }

  private static List<Identifier> identifiers(Resource resource) {
    if (resource instanceof Patient patient) {
      return patient.getIdentifier();
    } else if (resource instanceof Encounter contact) {
      return contact.getIdentifier();
    } else if (resource instanceof Procedure activity) {
      return activity.getIdentifier();
    } else if (resource instanceof ServiceRequest referral) {
      return referral.getIdentifier();
    } else if (resource instanceof Practitioner practitioner) {
      return practitioner.getIdentifier();
    } else if (resource instanceof Organization organisation) {
      return organisation.getIdentifier();
    } else if (resource instanceof Location location) {
      return location.getIdentifier();
    }
    return List.of();
  }

  Optional<ResourceIndexedSearchParamDate> date(Resource resource) {
    if (resource instanceof Patient patient) {
      return moment("Patient", "birthdate", patient.getBirthDateElement());
    } else if (resource instanceof EpisodeOfCare course) {
      return period("EpisodeOfCare", course.getPeriod());
    } else if (resource instanceof Encounter contact) {
      return period("Encounter", contact.getPeriod());
    } else if (resource instanceof Observation observation) {
      return observation.hasEffectivePeriod()
          ? period("Observation", observation.getEffectivePeriod())
          : moment("Observation", "date", observation.getEffectiveDateTimeType());
    }
    return Optional.empty();
  }

  private static Optional<ResourceIndexedSearchParamDate> moment(
      String type, String parameter, BaseDateTimeType when) {
    return when == null || when.isEmpty()
        ? Optional.empty()
        : Optional.of(date(type, parameter, when, when));
  }

  /** HAPI bounds a period that has only one end. */
  private Optional<ResourceIndexedSearchParamDate> period(String type, Period period) {
    if (!period.hasStart() && !period.hasEnd()) {
      return Optional.empty();
    }
    return Optional.of(
        date(
            type,
            "date",
            period.hasStart() ? period.getStartElement() : first,
            period.hasEnd() ? period.getEndElement() : last));
  }

  private static ResourceIndexedSearchParamDate date(
      String type, String parameter, BaseDateTimeType low, BaseDateTimeType high) {
    return new ResourceIndexedSearchParamDate(
        UNPARTITIONED,
        type,
        parameter,
        low.getValue(),
        low.getValueAsString(),
        high.getValue(),
        high.getValueAsString(),
        low.getValueAsString());
  }
}
