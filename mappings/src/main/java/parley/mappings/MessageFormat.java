package parley.mappings;

import java.util.Optional;
import java.util.Set;
import parley.terminology.Terminology;

/**
 * A form in which messages come, such as HL7 v2; one final class for each, listed in {@link
 * Mappings}. Pure and thread-safe.
 */
public interface MessageFormat {

  /** HL7 v2 in its pipe-and-hat encoding. */
  String HL7_V2 = "hl7v2";

  /** FHIR resources as JSON or XML, R4 or STU3. */
  String FHIR = "fhir";

  /** A row of a CSV file. */
  String CSV = "csv";

  /** Short unique name. */
  String name();

  /** Whether content is of this format, told by its first characters or by its transport. */
  boolean recognises(Content content);

  /**
   * What a message says about itself.
   *
   * @return empty when the content is not of this format
   */
  Optional<Heading> heading(Content content);

  /**
   * The identifiers of the people a message is about, by which messages of one person are kept in
   * order. Reads no further than it must, because it runs before a message is even recorded.
   *
   * @param terminology where a format can only be understood with the sender's vocabularies
   * @return {@code system|value}; empty when the message cannot be read
   */
  Set<String> patientKeys(Sender sender, Content content, Terminology terminology);

  /**
   * Maps a message of this format.
   *
   * @return the record, or every problem that stops it; never throws for what a sender wrote
   */
  MappingResult map(InboundMessage inbound, Terminology terminology);
}
