package parley.mappings;

import java.util.Set;
import parley.terminology.Terminology;

/** The one list of message types Parley takes, and the entrance to this module. */
public final class Mappings {

  public Mappings(Terminology terminology) {
    throw new IllegalStateException("written by the mappings session");
  }

  public MappingResult map(InboundMessage inbound) {
    throw new IllegalStateException("written by the mappings session");
  }

  public static Set<String> patientKeys(Sender sender, byte[] bytes) {
    throw new IllegalStateException("written by the mappings session");
  }
}
