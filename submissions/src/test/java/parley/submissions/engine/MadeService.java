package parley.submissions.engine;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/**
 * The record of a made service of any size, made while it is read: nothing of it is held. For each
 * referral a person, their referral, course and problem, and on average 6.7 weekly contacts, each
 * with an activity and two scores when it was attended; referrals arrive over the year 2026.
 */
public final class MadeService implements ViewResources {

  private static final String OWN = MadeParts.OWN;
  private static final String ODS = MadeParts.ODS;
  private static final String UK = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-";
  private static final LocalDate FIRST = LocalDate.of(2025, 11, 15);
  private static final int[] CONTACTS = {1, 2, 5, 8, 10, 14};
  private static final int STAFF = 200;

  private final int referrals;

  public MadeService(int referrals) {
    this.referrals = referrals;
  }

  /** A service with about so many contacts. */
  public static MadeService ofContacts(int contacts) {
    return new MadeService(contacts * 3 / 20);
  }

  @Override
  public Stream<ResourceText> ofType(String resourceType) {
    var texts =
        switch (resourceType) {
          case "Organization" ->
              Stream.of(MadeParts.organisation("RZ9"), MadeParts.organisation("QWO"));
          case "Location" -> Stream.of(MadeParts.location());
          case "Practitioner" -> IntStream.range(0, STAFF).mapToObj(MadeParts::practitioner);
          case "Patient" -> each().mapToObj(this::patient);
          case "ServiceRequest" -> each().mapToObj(this::referral);
          case "EpisodeOfCare" -> each().mapToObj(this::course);
          case "Condition" -> each().mapToObj(this::problem);
          case "Encounter" -> each().boxed().flatMap(this::contacts);
          case "Procedure" -> each().boxed().flatMap(this::activities);
          case "Observation" -> each().boxed().flatMap(this::scores);
          default -> Stream.<String>empty();
        };
    return texts.map(ResourceText::of);
  }

  private IntStream each() {
    return IntStream.range(0, referrals);
  }

  private LocalDate received(int i) {
    return FIRST.plusDays((long) i * 365 / referrals);
  }

  private static int contactsOf(int i) {
    return CONTACTS[i % CONTACTS.length];
  }

  private LocalDateTime start(int i, int k) {
    return received(i).plusDays(20 + 7L * k).atTime(9 + k % 8, 0);
  }

  private static String attendance(int i, int k) {
    return switch ((i + k) % 8) {
      case 3 -> "3";
      case 6 -> "2";
      default -> "5";
    };
  }

  private static IntStream attended(int i) {
    return IntStream.range(0, contactsOf(i)).filter(k -> attendance(i, k).equals("5"));
  }

  private String patient(int i) {
    return "{\"resourceType\":\"Patient\",\"id\":\"patient-"
        + i
        + "\","
        + MadeParts.meta("patient")
        + "\"active\":true,\"identifier\":[{\"type\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v2-0203\",\"code\":\"MR\"}]},\"system\":\""
        + OWN
        + "Id/ehr\",\"value\":\"P"
        + i
        + "\"},{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\""
        + MadeParts.nhsNumber(i)
        + "\",\"extension\":["
        + MadeParts.coded(
            UK + "NHSNumberVerificationStatus",
            "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland",
            "01")
        + "]}],\"extension\":["
        + MadeParts.own("stated-gender", "nhs-person-stated-gender", i % 3 == 0 ? "1" : "2")
        + ','
        + MadeParts.coded(
            UK + "EthnicCategory",
            "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland",
            "" + (char) ('A' + i % 8))
        + "],\"gender\":\"female\",\"birthDate\":\""
        + (1940 + i % 66)
        + "-0"
        + (1 + i % 9)
        + "-1"
        + i % 10
        + "\",\"name\":[{\"family\":\"Testcase\",\"given\":[\"Made\"]}],\"address\":[{\"use\":\"home\",\"line\":[\"1 Made Street\"],\"postalCode\":\"ZZ99 3VZ\"}],\"communication\":[{\"language\":{\"coding\":[{\"system\":\"urn:ietf:bcp:47\",\"code\":\"en\"}]},\"preferred\":true}],\"generalPractitioner\":[{\"identifier\":{\"system\":\""
        + ODS
        + "\",\"value\":\"Y99961\"}}]}";
  }

  private String referral(int i) {
    return "{\"resourceType\":\"ServiceRequest\",\"id\":\"referral-"
        + i
        + "\","
        + MadeParts.meta("referral")
        + "\"status\":\"active\",\"intent\":\"order\",\"identifier\":[{\"system\":\"https://service.example/referral\",\"value\":\"R"
        + i
        + "\"}],\"subject\":{\"reference\":\"Patient/patient-"
        + i
        + "\"},\"extension\":["
        + MadeParts.coded(
            UK + "SourceOfServiceRequest",
            OWN + "CodeSystem/nhs-source-of-referral",
            i % 3 == 0 ? "A1" : "B1")
        + "],\"authoredOn\":\""
        + received(i)
        + "\"}";
  }

  private String course(int i) {
    var end = received(i).plusDays(30 + 7L * contactsOf(i));
    return "{\"resourceType\":\"EpisodeOfCare\",\"id\":\"course-"
        + i
        + "\","
        + MadeParts.meta("course")
        + "\"status\":\"finished\",\"patient\":{\"reference\":\"Patient/patient-"
        + i
        + "\"},\"managingOrganization\":{\"reference\":\"Organization/RZ9\"},\"period\":{\"start\":\""
        + received(i)
        + "\",\"end\":\""
        + end
        + "\"},\"extension\":[{\"url\":\""
        + OWN
        + "StructureDefinition/commissioner\",\"valueReference\":{\"reference\":\"Organization/QWO\"}},"
        + MadeParts.own("discharge-reason", "nhs-discharge-reason", "46")
        + "],\"referralRequest\":[{\"reference\":\"ServiceRequest/referral-"
        + i
        + "\"}],\"diagnosis\":[{\"condition\":{\"reference\":\"Condition/problem-"
        + i
        + "\"},\"role\":{\"coding\":[{\"system\":\""
        + OWN
        + "CodeSystem/nhs-presenting-complaint-significance\",\"code\":\"1\"}]}}]}";
  }

  private String problem(int i) {
    return "{\"resourceType\":\"Condition\",\"id\":\"problem-"
        + i
        + "\","
        + MadeParts.meta("presenting-complaint")
        + "\"subject\":{\"reference\":\"Patient/patient-"
        + i
        + "\"},\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10\",\"code\":\"F32.1\"}]},\"recordedDate\":\""
        + received(i).plusDays(1)
        + "\",\"category\":[{\"coding\":[{\"system\":\"x\",\"code\":\"presenting-complaint\"}]}]}";
  }

  private Stream<String> contacts(int i) {
    return IntStream.range(0, contactsOf(i)).mapToObj(k -> contact(i, k));
  }

  private String contact(int i, int k) {
    var start = start(i, k);
    return "{\"resourceType\":\"Encounter\",\"id\":\"contact-"
        + i
        + '-'
        + k
        + "\","
        + MadeParts.meta("care-contact")
        + "\"extension\":["
        + MadeParts.own("attendance", "nhs-attended-or-did-not-attend", attendance(i, k))
        + ','
        + (attendance(i, k).equals("2")
            ? MadeParts.own("short-notice-cancellation", "nhs-short-notice-cancellation", "N") + ','
            : "")
        + MadeParts.own("planned-contact", "nhs-planned-care-contact", "Y")
        + ','
        + MadeParts.own("long-term-condition-service", "nhs-long-term-condition-service", "N")
        + ','
        + MadeParts.own("consultation-mechanism", "nhs-consultation-mechanism", "01")
        + "],\"identifier\":[{\"system\":\"https://service.example/contact\",\"value\":\"C"
        + i
        + '-'
        + k
        + "\"}],\"status\":\"finished\",\"class\":{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"AMB\"},\"type\":[{\"coding\":[{\"system\":\""
        + OWN
        + "CodeSystem/nhs-appointment-type\",\"code\":\""
        + (k == 0 ? "03" : "02")
        + "\",\"display\":\"Treatment\"}]}],\"subject\":{\"reference\":\"Patient/patient-"
        + i
        + "\"},\"episodeOfCare\":[{\"reference\":\"EpisodeOfCare/course-"
        + i
        + "\"}],\"participant\":[{\"type\":[{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ParticipationType\",\"code\":\"PPRF\"}]}],\"individual\":{\"reference\":\"Practitioner/staff-"
        + i % STAFF
        + "\"}}],\"period\":{\"start\":\""
        + start
        + ":00Z\",\"end\":\""
        + start.plusMinutes(50)
        + ":00Z\"},\"length\":{\"value\":50,\"unit\":\"min\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"min\"},\"location\":[{\"location\":{\"reference\":\"Location/room\"}}],\"serviceProvider\":{\"reference\":\"Organization/RZ9\"}}";
  }

  private Stream<String> activities(int i) {
    return attended(i).mapToObj(k -> activity(i, k));
  }

  private String activity(int i, int k) {
    return "{\"resourceType\":\"Procedure\",\"id\":\"activity-"
        + i
        + '-'
        + k
        + "\","
        + MadeParts.meta("care-activity")
        + "\"status\":\"completed\",\"identifier\":[{\"system\":\"https://service.example/activity\",\"value\":\"A"
        + i
        + '-'
        + k
        + "\"}],\"subject\":{\"reference\":\"Patient/patient-"
        + i
        + "\"},\"encounter\":{\"reference\":\"Encounter/contact-"
        + i
        + '-'
        + k
        + "\"},\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"1127281000000100\"}]},\"performer\":[{\"actor\":{\"reference\":\"Practitioner/staff-"
        + i % STAFF
        + "\"}}],\"extension\":[{\"url\":\""
        + OWN
        + "StructureDefinition/clinical-time\",\"valueDuration\":{\"value\":45,\"code\":\"min\"}}]}";
  }

  private Stream<String> scores(int i) {
    return attended(i)
        .boxed()
        .flatMap(
            k ->
                Stream.of(
                    score(i, k, "phq", "720433000", Math.max(0, 20 - k - i % 4)),
                    score(i, k, "gad", "445455005", Math.max(0, 16 - k - i % 3))));
  }

  private String score(int i, int k, String name, String code, int value) {
    return "{\"resourceType\":\"Observation\",\"id\":\""
        + name
        + '-'
        + i
        + '-'
        + k
        + "\","
        + MadeParts.meta("score")
        + "\"status\":\"final\",\"category\":[{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/observation-category\",\"code\":\"survey\"}]}],\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\""
        + code
        + "\"}]},\"subject\":{\"reference\":\"Patient/patient-"
        + i
        + "\"},\"effectiveDateTime\":\""
        + start(i, k)
        + ":00Z\",\"valueQuantity\":{\"value\":"
        + value
        + ",\"unit\":\"score\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"{score}\"},\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare\",\"valueReference\":{\"reference\":\"EpisodeOfCare/course-"
        + i
        + "\"}}],\"encounter\":{\"reference\":\"Encounter/contact-"
        + i
        + '-'
        + k
        + "\"}}";
  }
}
