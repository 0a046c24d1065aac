package parley.mappings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import parley.mappings.adt.PersonJoin;
import parley.mappings.adt.PersonUpdate;
import parley.mappings.adt.VisitUpdate;
import parley.mappings.answer.AcknowledgementMapping;
import parley.mappings.answer.ReferralAnswerMapping;
import parley.mappings.appointment.AppointmentMapping;
import parley.mappings.appointment.OutpatientUpdate;
import parley.mappings.csv.CsvColumns;
import parley.mappings.csv.CsvFormat;
import parley.mappings.document.DocumentMapping;
import parley.mappings.fhirmessage.FhirFormat;
import parley.mappings.referral.ReferralCancellation;
import parley.mappings.referral.ReferralMapping;
import parley.mappings.result.ResultMapping;
import parley.terminology.Terminology;

/** The one list of message types Parley takes, and the entrance to this module. Thread-safe. */
public final class Mappings {

  private static final Map<String, Mapping> BY_TYPE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("ADT^A01", new VisitUpdate()),
              Map.entry("ADT^A03", new VisitUpdate()),
              Map.entry("ADT^A04", new VisitUpdate()),
              Map.entry("ADT^A05", new OutpatientUpdate()),
              Map.entry("ADT^A08", new OutpatientUpdate()),
              Map.entry("ADT^A28", new PersonUpdate()),
              Map.entry("ADT^A31", new PersonUpdate()),
              Map.entry("ADT^A38", new OutpatientUpdate()),
              Map.entry("ADT^A40", new PersonJoin()),
              Map.entry("MDM^T02", new DocumentMapping()),
              Map.entry("MDM^T08", new DocumentMapping()),
              Map.entry("MDM^T11", new DocumentMapping()),
              Map.entry("ORU^R01", new ResultMapping()),
              Map.entry("REF^I12", new ReferralMapping()),
              Map.entry("REF^I13", new ReferralMapping()),
              Map.entry("REF^I14", new ReferralCancellation()),
              Map.entry("RRI^I12", new ReferralAnswerMapping()),
              Map.entry("SIU^S12", new AppointmentMapping()),
              Map.entry("SIU^S13", new AppointmentMapping()),
              Map.entry("SIU^S14", new AppointmentMapping()),
              Map.entry("SIU^S15", new AppointmentMapping()),
              Map.entry("SIU^S17", new AppointmentMapping()),
              Map.entry("SIU^S26", new AppointmentMapping())));

  private static final List<MessageFormat> FORMATS =
      List.of(
          new CsvFormat(), new Hl7Format(BY_TYPE, new AcknowledgementMapping()), new FhirFormat());

  private final Terminology terminology;

  public Mappings(Terminology terminology) {
    this.terminology = terminology;
  }

  /** The HL7 v2 message types taken, such as {@code REF^I12}, in alphabetical order. */
  public static List<String> types() {
    return List.copyOf(BY_TYPE.keySet());
  }

  /** The format that content is in; empty when Parley knows none that it could be. */
  public static Optional<MessageFormat> format(Content content) {
    return FORMATS.stream().filter(format -> format.recognises(content)).findFirst();
  }

  /**
   * Maps a message by its format and, within that, its type.
   *
   * @return the record, or every problem that stops it; a fault of Parley's own is thrown
   */
  public MappingResult map(InboundMessage inbound) {
    return format(inbound.content())
        .map(format -> format.map(inbound, terminology))
        .orElseGet(Mappings::ofNoFormat);
  }

  private static MappingResult ofNoFormat() {
    return new MappingResult.Rejected(
        List.of(
            Problem.error(
                ProblemCode.NOT_HL7,
                "MSG",
                "the content does not begin with an MSH segment",
                "Send one HL7 v2 message that begins with MSH.")));
  }

  /** The people a message is about; see {@link MessageFormat#patientKeys}. */
  public Set<String> patientKeys(Sender sender, Content content) {
    return format(content)
        .map(format -> format.patientKeys(sender, content, terminology))
        .orElse(Set.of());
  }

  /** The sender's reference in a row of a CSV file; empty when there is none. */
  public Optional<String> reference(Sender sender, Content row) {
    return CsvFormat.reference(sender, row, terminology);
  }

  /** What the header row of a CSV file says; its cells as written. */
  public CsvColumns columns(Sender sender, List<String> headers) {
    return CsvColumns.read(headers, sender, terminology);
  }
}
