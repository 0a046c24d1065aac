package parley.mappings;

/**
 * What a message says about itself, read leniently before anything is mapped, so that even one that
 * cannot be mapped is journalled under its sender. Every part is empty rather than absent.
 *
 * @param application the sending application: MSH-3.1, or the endpoint of a FHIR message
 * @param facility the sending organisation: MSH-4.1, or the ODS code of a FHIR message's sender
 * @param type the kind of message, such as {@code REF^I12} or {@code FHIR^servicerequest-request}
 * @param controlId what tells it from other messages of its sender; empty when nothing does
 * @param charset the character set it names; empty when it names none
 */
public record Heading(
    String application, String facility, String type, String controlId, String charset) {}
