package parley.camelroutes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.mappings.MessageFormat;
import parley.mappings.Sender;
import parley.mappings.csv.CsvColumns;

/**
 * A way in for messages. One whose list of senders is empty accepts anyone with the UK default
 * rules; a list that is not empty is an allow-list.
 */
public sealed interface Inlet {

  /** Unique name; the journal shows it, and a row is replayed under the settings of its name. */
  String name();

  /** Who may send here; empty for anyone. */
  List<Sender> senders();

  /** Whether messages of a format may come in here. */
  default boolean takes(MessageFormat format) {
    return format.name().equals(MessageFormat.HL7_V2);
  }

  /** Id of the Camel route that is open while this inlet is. */
  default String routeId() {
    return "inlet-" + name();
  }

  /** HL7 v2 over TCP in MLLP frames. */
  record Mllp(String name, String host, int port, List<Sender> senders) implements Inlet {
    public Mllp {
      senders = List.copyOf(senders);
    }
  }

  /**
   * HL7 v2 over HTTP; the server owns the HTTP port and hands bodies to {@link HttpInlet}.
   *
   * @param path where the server listens, such as {@code /hl7v2}
   */
  record Http(String name, String path, List<Sender> senders) implements Inlet {
    public Http {
      senders = List.copyOf(senders);
    }

    /** Camel endpoint that bodies are sent to. */
    String endpoint() {
      return "direct:http-" + name;
    }
  }

  /**
   * Content that another part of the program hands to {@link DirectInlet} with what its transport
   * said, such as a FHIR endpoint or the client of a mailbox.
   *
   * @param formats names of the formats it takes; see {@link MessageFormat#name}
   */
  record Direct(String name, Set<String> formats, List<Sender> senders) implements Inlet {
    public Direct {
      formats = Set.copyOf(formats);
      senders = List.copyOf(senders);
    }

    @Override
    public boolean takes(MessageFormat format) {
      return formats.contains(format.name());
    }

    /** Camel endpoint that content is sent to. */
    String endpoint() {
      return "direct:inlet-" + name;
    }
  }

  /**
   * Files dropped into a folder: one message of any format, several of HL7 v2, an FHS/BHS batch, or
   * referrals as rows of a file {@code .csv}.
   *
   * @param directory where files are dropped; {@code done}, {@code failed} and the working folder
   *     {@code .work} are made inside it, on the same file system. A name that is taken in {@code
   *     done} or {@code failed} gets the time (UTC) before its extension
   */
  record Folder(String name, Path directory, List<Sender> senders) implements Inlet {
    public Folder {
      senders = List.copyOf(senders);
    }

    @Override
    public boolean takes(MessageFormat format) {
      return true;
    }

    /**
     * Whose CSV files come in here: the one sender that has a column map; when the inlet takes
     * anybody, the inlet itself with the usual columns.
     *
     * @return empty when the inlet's senders have none, or more than one that could have written it
     */
    Optional<Sender> csvSender() {
      if (senders.isEmpty()) {
        return Optional.of(Sender.withDefaults(name));
      }
      var able =
          senders.stream()
              .filter(sender -> sender.conceptMaps().containsKey(CsvColumns.CONCEPT_MAP))
              .toList();
      return able.size() == 1 ? Optional.of(able.get(0)) : Optional.empty();
    }
  }
}
