package parley.server.synth;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.terminology.Systems;

/** What a service has before anybody is referred: itself, its commissioner, its site, its staff. */
final class ServiceRecords {

  private static final List<String> GIVEN = List.of("Ada", "Ben", "Cleo", "Dev", "Ines", "Jude");
  private static final List<String> FAMILY =
      List.of("Fairweather", "Lockwood", "Penrose", "Ashdown", "Marlowe", "Tresco");

  /** QualAttainLevelIAPT of an employment adviser. */
  private static final String ADVISER = "30";

  private ServiceRecords() {}

  /** The number of the employment adviser. */
  static String adviser(MadeService service) {
    return service.code() + "-Q" + ADVISER + "-01";
  }

  /** The records, each before what refers to it. */
  static List<Resource> of(MadeService service) {
    var records = new ArrayList<Resource>();
    records.add(organisation(service.code(), service.name()));
    records.add(organisation(service.commissioner(), "Synthetic commissioner " + service.number()));
    records.add(site(service));
    var staff = new LinkedHashMap<String, String>();
    EnumSet.allOf(Therapy.class)
        .forEach(
            therapy ->
                service.staff(therapy).forEach(it -> staff.put(it, therapy.qualification())));
    staff.put(adviser(service), ADVISER);
    staff.forEach((number, level) -> records.add(practitioner(service, number, level)));
    return List.copyOf(records);
  }

  private static Organization organisation(String ods, String name) {
    var organisation = new Organization();
    organisation.setId(MadeIds.organisation(ods));
    organisation.addIdentifier().setSystem(Systems.ODS_ORGANISATION).setValue(ods);
    organisation.setActive(true);
    return organisation.setName(name);
  }

  private static Location site(MadeService service) {
    var site = new Location();
    site.setId(MadeIds.site(service));
    site.addIdentifier().setSystem(Systems.ODS_SITE).setValue(service.site());
    site.setName(service.name() + ", main site");
    return site.setManagingOrganization(
        new Reference("Organization/" + MadeIds.organisation(service.code())));
  }

  private static Practitioner practitioner(MadeService service, String number, String level) {
    var which = number.hashCode() & 0xff;
    var practitioner = new Practitioner();
    practitioner.setId(MadeIds.practitioner(service, number));
    practitioner.setMeta(RecordParts.profile("practitioner"));
    practitioner.addIdentifier().setSystem(service.system("staff")).setValue(number);
    practitioner.setActive(true);
    practitioner.addName(
        new HumanName()
            .setUse(HumanName.NameUse.OFFICIAL)
            .setFamily(FAMILY.get(which % FAMILY.size()))
            .addGiven(GIVEN.get(which / FAMILY.size() % GIVEN.size())));
    var awarded = new Period();
    awarded.setStartElement(new DateTimeType("2015-09-01"));
    practitioner
        .addQualification()
        .setPeriod(awarded)
        .setCode(RecordParts.national("nhs-qualification-attainment-level", level));
    return practitioner;
  }
}
