package parley.server.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import parley.camelroutes.outbox.OutboxDraft;
import parley.mappings.hl7v2.CharsetRule;
import parley.mappings.hl7v2.Envelope;

/** The text of a message for people: in the character set that MSH-18 names, else UTF-8. */
final class MessageText {

  private MessageText() {}

  /** What is no text is told by its type and size. */
  static String of(OutboxDraft message) {
    return message.contentType().equals("application/zip")
        ? "(application/zip, %d bytes)".formatted(message.bytes().length)
        : of(message.bytes());
  }

  static String of(byte[] bytes) {
    var named = Envelope.read(bytes).map(Envelope::charset).flatMap(CharsetRule::named);
    if (named.isPresent()) {
      return new String(bytes, named.get());
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException otherwise) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
