package parley.mappings.csv;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import parley.mappings.Content;
import parley.mappings.Heading;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.MessageFormat;
import parley.mappings.Sender;
import parley.mappings.Transport;
import parley.mappings.person.PatientIdentifiers;
import parley.terminology.Terminology;

/**
 * Rows of a CSV file, one referral each. The content of such a message is the header row and the
 * row, and its transport says that it is one: no bytes are CSV by themselves.
 */
public final class CsvFormat implements MessageFormat {

  private static final String TYPE = "CSV^referral";

  @Override
  public String name() {
    return CSV;
  }

  @Override
  public boolean recognises(Content content) {
    return content.transport().get(Transport.Fact.FORMAT).filter(CSV::equals).isPresent();
  }

  @Override
  public Optional<Heading> heading(Content content) {
    var transport = content.transport();
    return transport
        .get(Transport.Fact.FORMAT)
        .filter(CSV::equals)
        .map(
            format ->
                new Heading(
                    transport.get(Transport.Fact.SENDER).orElse(""),
                    "",
                    TYPE,
                    transport.get(Transport.Fact.MESSAGE_ID).orElse(""),
                    ""));
  }

  @Override
  public Set<String> patientKeys(Sender sender, Content content, Terminology terminology) {
    if (!(CsvRow.read(content, sender, terminology) instanceof CsvRow.Result.Read read)) {
      return Set.of();
    }
    var pid = new CsvSegments(read.row(), "").person();
    return PatientIdentifiers.read(sender, pid, 3).keys().stream()
        .map(key -> key.system() + '|' + key.value())
        .collect(Collectors.toSet());
  }

  /**
   * The sender's own reference of the referral that a row is.
   *
   * @return empty when the row has none, or cannot be read
   */
  public static Optional<String> reference(
      Sender sender, Content content, Terminology terminology) {
    return CsvRow.read(content, sender, terminology) instanceof CsvRow.Result.Read read
        ? Optional.of(read.row().value(CsvFact.REFERRAL_REFERENCE)).filter(said -> !said.isEmpty())
        : Optional.empty();
  }

  @Override
  public MappingResult map(InboundMessage inbound, Terminology terminology) {
    var read = CsvRow.read(inbound.content(), inbound.sender(), terminology);
    if (read instanceof CsvRow.Result.Unreadable unreadable) {
      return new MappingResult.Rejected(List.of(unreadable.problem()));
    }
    return new CsvReferral(inbound, ((CsvRow.Result.Read) read).row(), terminology).map();
  }
}
