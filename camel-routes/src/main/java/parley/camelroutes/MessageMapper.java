package parley.camelroutes;

import java.util.Set;
import parley.mappings.Content;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Sender;

/** What the spine asks of the mappings. */
public interface MessageMapper {

  /** Maps one message; see {@link Mappings#map}. */
  MappingResult map(InboundMessage inbound);

  /** The patients a message is about; see {@link Mappings#patientKeys}. */
  Set<String> patientKeys(Sender sender, Content content);

  /** The mappings themselves. */
  static MessageMapper of(Mappings mappings) {
    return new MessageMapper() {
      @Override
      public MappingResult map(InboundMessage inbound) {
        return mappings.map(inbound);
      }

      @Override
      public Set<String> patientKeys(Sender sender, Content content) {
        return Mappings.patientKeys(sender, content);
      }
    };
  }
}
