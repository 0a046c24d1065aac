package parley.mappings.outbound;

/**
 * An answer ready to be sent.
 *
 * @param kind type such as {@code RRI^I12}
 * @param bytes the message
 * @param contentType media type
 * @param messageId its id, also within the message
 */
public record Written(String kind, byte[] bytes, String contentType, String messageId) {}
