package parley.submissions.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import parley.submissions.dataset.Dataset;
import parley.submissions.engine.October;

/**
 * A small file without a fault: a made-up person P1, whose referral has something in each table,
 * and P2, who has just been referred and whom no fault of the other is to reach.
 */
final class GoldenFile {

  static final SubmissionFacts FACTS = October.facts("RZ9");

  private static final Dataset DATASET = Dataset.iapt21();

  private final Map<String, List<Row>> tables = new LinkedHashMap<>();
  private final List<RecordFault> faults = new ArrayList<>();

  /** The file as it is without a fault. */
  GoldenFile() {
    add(
        "IDS000",
        "DatSetVer=2.1",
        "OrgIDProv=RZ9",
        "OrgIDSubmit=RZ9",
        "PrimSystemInUse=PARLEY",
        "ReportingPeriodStartDate=2026-10-01",
        "ReportingPeriodEndDate=2026-10-31",
        "DateTimeDatSetCreate=2026-11-20T09:00:00");
    add(
        "IDS001",
        "LocalPatientId=P1",
        "OrgIDLocalPatientId=RZ9",
        "NHSNumber=9990000018",
        "NHSNumberStatus=01",
        "PersonBirthDate=1980-02-29",
        "Postcode=ZZ99 3VZ",
        "Gender=2",
        "EthnicCategory=A",
        "ExBAFIndicator=05",
        "LanguageCodePreferred=en",
        "EduEstabTypeIAPT=8",
        "GenderIdentity=2",
        "GenderIdentitySameAtBirth=Y");
    add("IDS002", "LocalPatientId=P1", "GMPCodeReg=Y99961", "StartDateGMPRegistration=2020-01-01");
    add(
        "IDS003",
        "LocalPatientId=P1",
        "AccommodationType=01",
        "SettledAccommodationInd=Y",
        "AccommodationTypeDate=2026-10-01",
        "AccommodationTypeStartDate=2026-09-01",
        "AccommodationTypeEndDate=2026-10-20");
    add(
        "IDS004",
        "LocalPatientId=P1",
        "EmployStatus=01",
        "EmployStatusRecDate=2026-10-01",
        "WeekHoursWorked=01",
        "SelfEmployInd=N",
        "SickAbsenceInd=N",
        "SSPInd=N",
        "BenefitRecInd=N",
        "ESAInd=N",
        "UCInd=N",
        "PIPInd=N",
        "EmpSupportInd=Y",
        "EmpSupportReferral=2026-10-02",
        "EmpSupportDischargeDate=2026-10-20");
    add("IDS007", "LocalPatientId=P1", "DisabCode=NN");
    add(
        "IDS011",
        "LocalPatientId=P1",
        "SocPerCircumstance=720433000",
        "SocPerCircumstanceRecDate=2026-10-01");
    add("IDS012", "LocalPatientId=P1", "OvsVisChCat=A", "OvsVisChCatAppDate=2026-10-01");
    add(
        "IDS101",
        "ServiceRequestId=R1",
        "LocalPatientId=P1",
        "OrgIDComm=QWO",
        "ReferralRequestReceivedDate=2026-09-10",
        "SourceOfReferralIAPT=A1",
        "OnsetDate=2026-01",
        "PrevDiagCondInd=N",
        "EndCode=46",
        "ServDischDate=2026-10-30");
    add(
        "IDS105",
        "ServiceRequestId=R1",
        "OnwardReferDate=2026-10-29",
        "OnwardReferTime=09:00:00",
        "OnwardReferReason=01",
        "OrgIDReceiving=RZ8");
    add(
        "IDS108",
        "PauseID=1",
        "ServiceRequestId=R1",
        "PauseStartDate=2026-09-20",
        "PauseEndDate=2026-10-02",
        "PauseReason=01");
    add(
        "IDS201",
        "CareContactId=C1",
        "ServiceRequestId=R1",
        "CareContDate=2026-10-05",
        "CareContTime=10:00:00",
        "OrgIDComm=QWO",
        "PlannedCareContIndicator=Y",
        "AttendOrDNACode=5",
        "ClinContDurOfCareCont=50",
        "IAPTLTCServiceInd=N",
        "AppType=03",
        "ConsMechanism=11",
        "IntEnabledTherProg=NONE",
        "CareContPatientTherMode=1",
        "NumGroupTherParticipants=4",
        "NumGroupTherFacilitators=2",
        "PsychMed=02",
        "ActLocTypeCode=A01",
        "SiteIDOfTreat=RZ901",
        "LanguageCodeTreat=en",
        "InterpreterPresentInd=4");
    add(
        "IDS202",
        "CareActId=A1",
        "CareContactId=C1",
        "CarePersLocalId=S1",
        "ClinContactDurOfCareAct=50",
        "CodeProcAndProcStatus=1127281000000100",
        "FindSchemeInUse=01",
        "CodeFind=F411",
        "CodeObs=445455005",
        "ObsValue=7",
        "UnitMeasure={score}");
    add(
        "IDS205",
        "ServiceRequestId=R1",
        "StartDateIntEnabledTherLog=2026-10-06",
        "EndDateIntEnabledTherLog=2026-10-12",
        "IntEnabledTherProg=SOMETHING",
        "DurationIntEnabledTher=30",
        "CarePersLocalId=S1",
        "IntegratedSoftwareInd=N");
    add(
        "IDS601",
        "LocalPatientId=P1",
        "DiagSchemeInUse=02",
        "PrevDiag=F321",
        "DiagDate=2019-05-01");
    add("IDS602", "ServiceRequestId=R1", "FindSchemeInUse=01", "LongTermCondition=E119");
    add(
        "IDS603",
        "ServiceRequestId=R1",
        "FindSchemeInUse=01",
        "PresComp=F411",
        "PresCompCodSig=1",
        "PresCompDate=2026-10-05");
    add(
        "IDS606",
        "ServiceRequestId=R1",
        "CodedAssToolType=720433000",
        "PersScore=12",
        "AssToolCompDate=2026-10-05",
        "AssToolCompTime=09:30:00");
    add("IDS607", "CareActId=A1", "CodedAssToolType=445455005", "PersScore=9");
    add(
        "IDS803",
        "LocalPatientId=P1",
        "AMHCareClustCodeFin=03",
        "StartDateCareClust=2026-10-01",
        "StartTimeCareClust=09:00:00",
        "EndDateCareClust=2026-10-20",
        "EndTimeCareClust=17:00:00");
    add("IDS902", "CarePersLocalId=S1", "QualAttainLevelIAPT=11", "QualAwardedDate=2019-07-01");
    add(
        "IDS001",
        "LocalPatientId=P2",
        "OrgIDLocalPatientId=RZ9",
        "NHSNumber=9990000026",
        "NHSNumberStatus=01",
        "PersonBirthDate=1990-01-01",
        "Postcode=ZZ99 3VZ",
        "Gender=1",
        "EthnicCategory=B");
    add("IDS002", "LocalPatientId=P2", "GMPCodeReg=Y99962", "StartDateGMPRegistration=2021-01-01");
    add(
        "IDS101",
        "ServiceRequestId=R2",
        "LocalPatientId=P2",
        "OrgIDComm=QWO",
        "ReferralRequestReceivedDate=2026-10-20",
        "SourceOfReferralIAPT=B1");
  }

  /** One more row. */
  GoldenFile add(String table, String... values) {
    var definition = DATASET.table(table).orElseThrow();
    var cells = new String[definition.fields().size()];
    Arrays.fill(cells, "");
    var row = new Row(definition, cells);
    for (var value : values) {
      set(row, value);
    }
    tables.computeIfAbsent(table, name -> new ArrayList<>()).add(row);
    return this;
  }

  /** The first row of a table, which is P1's, says this instead. */
  GoldenFile with(String table, String... values) {
    var first = tables.get(table).get(0);
    List.of(values).forEach(value -> set(first, value));
    return this;
  }

  /** P1's row is taken out of a table. */
  GoldenFile withoutFirst(String table) {
    tables.get(table).remove(0);
    return this;
  }

  /** One more row like the first of a table, but for what it says. */
  GoldenFile like(String table, String... values) {
    var first = tables.get(table).get(0);
    var row = new Row(first.table(), first.values().clone());
    List.of(values).forEach(value -> set(row, value));
    tables.get(table).add(row);
    return this;
  }

  /** The second row of a table, which is P2's, says this instead. */
  GoldenFile withSecond(String table, String... values) {
    var second = tables.get(table).get(1);
    List.of(values).forEach(value -> set(second, value));
    return this;
  }

  GoldenFile without(String table) {
    tables.remove(table);
    return this;
  }

  GoldenFile change(Consumer<Map<String, List<Row>>> change) {
    change.accept(tables);
    return this;
  }

  /** Something of the record is in no table. */
  GoldenFile missing(RecordFault fault) {
    faults.add(fault);
    return this;
  }

  Submission submission() {
    return new Submission(DATASET, FACTS, tables, faults);
  }

  private static void set(Row row, String said) {
    var parts = said.split("=", 2);
    int at = row.table().position(parts[0]);
    if (at < 0) {
      throw new IllegalArgumentException(row.table().name() + " has no field " + parts[0]);
    }
    row.values()[at] = parts[1];
  }
}
