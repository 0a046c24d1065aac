package parley.server.settings;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DefaultValue;
import parley.mappings.Sender;
import parley.mappings.csv.CsvColumns;

/**
 * One sender under {@code parley.senders}; the meaning of each setting is that of {@link Sender}.
 *
 * @param id short name, unique
 * @param accepts MSH-3/MSH-4 pairs
 * @param charset charset when MSH-18 does not say
 * @param authorities assigning authority to identifier system
 * @param conceptMaps HL7 v2 field to ConceptMap URL, or {@code file:} and a path to one; under
 *     {@code CSV} that of the columns of its CSV files
 * @param sources fact (such as {@code ethnic-category}) to HL7 v2 field
 */
public record SenderSettings(
    String id,
    @DefaultValue List<Origin> accepts,
    @DefaultValue("UTF-8") String charset,
    @DefaultValue Map<String, String> authorities,
    @DefaultValue Map<String, String> conceptMaps,
    @DefaultValue Map<Sender.Fact, String> sources) {

  private static final Pattern FIELD = Pattern.compile("[A-Z][A-Z0-9]{2}-[1-9][0-9]?");

  public SenderSettings {
    if (accepts.isEmpty() && !conceptMaps.containsKey(CsvColumns.CONCEPT_MAP)) {
      throw new InvalidSettings(
          "parley.senders: " + id + ": accepts names no MSH-3/MSH-4 it sends under");
    }
    sources.forEach(
        (fact, field) -> {
          if (!FIELD.matcher(field).matches()) {
            throw new InvalidSettings(
                "parley.senders: " + id + ": sources: " + fact + " is no field such as ZU1-4");
          }
        });
  }

  /** The sender as the mappings know it. */
  public Sender toSender() {
    var origins =
        accepts.stream()
            .map(origin -> new Sender.Origin(origin.application(), origin.facility()))
            .collect(Collectors.toList());
    if (conceptMaps.containsKey(CsvColumns.CONCEPT_MAP)) {
      // A row of a CSV file names nobody; the inlet says whose it is.
      origins.add(new Sender.Origin(id, "*"));
    }
    return new Sender(id, origins, charsetOrFail(), authorities, conceptMaps, sources);
  }

  private Charset charsetOrFail() {
    try {
      return Charset.forName(charset);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new InvalidSettings("parley.senders: " + id + ": charset is not one Java knows");
    }
  }

  /**
   * One MSH-3/MSH-4 pair.
   *
   * @param application MSH-3.1 or {@code *}
   * @param facility MSH-4.1 or {@code *}
   */
  public record Origin(@DefaultValue("*") String application, @DefaultValue("*") String facility) {}
}
