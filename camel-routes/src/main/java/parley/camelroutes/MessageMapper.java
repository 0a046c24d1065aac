package parley.camelroutes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.mappings.Content;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Sender;
import parley.mappings.csv.CsvColumns;

/** What the spine asks of the mappings. */
public interface MessageMapper {

  /** Maps one message; see {@link Mappings#map}. */
  MappingResult map(InboundMessage inbound);

  /** The patients a message is about; see {@link Mappings#people}. */
  Set<String> patientKeys(Sender sender, Content content);

  /** The sender's reference in a row of a CSV file; see {@link Mappings#reference}. */
  default Optional<String> reference(Sender sender, Content row) {
    return Optional.empty();
  }

  /** What a header row says; see {@link Mappings#columns}. */
  default CsvColumns columns(Sender sender, List<String> headers) {
    return new CsvColumns(List.of());
  }

  /** The mappings themselves. */
  static MessageMapper of(Mappings mappings) {
    return new MessageMapper() {
      @Override
      public MappingResult map(InboundMessage inbound) {
        return mappings.map(inbound);
      }

      @Override
      public Set<String> patientKeys(Sender sender, Content content) {
        return mappings.patientKeys(sender, content);
      }

      @Override
      public Optional<String> reference(Sender sender, Content row) {
        return mappings.reference(sender, row);
      }

      @Override
      public CsvColumns columns(Sender sender, List<String> headers) {
        return mappings.columns(sender, headers);
      }
    };
  }
}
