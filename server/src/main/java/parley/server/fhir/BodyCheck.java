package parley.server.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a body token by token, before anything is built of it, and refuses what would harm the
 * server or be lost without a word: absurd numbers, doubled keys, characters the database cannot
 * hold, document type definitions, bottomless nesting.
 */
final class BodyCheck {

  private static final int DEEPEST = 200;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final XMLInputFactory XML = hardened();

  private BodyCheck() {}

  private static XMLInputFactory hardened() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  static Optional<Refusal> json(byte[] body) {
    try (var parser = JSON.createParser(body)) {
      var depth = 0;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        var refusal = depth > DEEPEST ? Optional.of(tooDeep()) : check(token, parser);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      return Optional.of(
          Refusal.invalid(
              "The body is not well-formed JSON, or has a key twice, at line "
                  + at.getLineNr()
                  + ", column "
                  + at.getColumnNr()));
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail to be read", e);
    }
  }

  private static Optional<Refusal> check(JsonToken token, JsonParser parser) throws IOException {
    if (token.isNumeric() && !Numbers.sane(parser.getText())) {
      return Optional.of(absurdNumber(place(parser)));
    }
    if (token == JsonToken.VALUE_STRING && Numbers.absurdInUrl(parser.getText())) {
      return Optional.of(absurdNumber(place(parser)));
    }
    if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
      if (!storable(parser.getText())) {
        return Optional.of(
            Refusal.invalid(
                place(parser) + ": the text holds a NUL or half a surrogate pair; remove it"));
      }
    }
    return Optional.empty();
  }

  private static String place(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  static Optional<Refusal> xml(byte[] body) {
    try {
      var reader = XML.createXMLStreamReader(new ByteArrayInputStream(body));
      var depth = 0;
      while (reader.hasNext()) {
        var event = reader.next();
        depth +=
            event == XMLStreamConstants.START_ELEMENT
                ? 1
                : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        if (event == XMLStreamConstants.DTD) {
          return Optional.of(Refusal.invalid("A document type definition is not accepted"));
        }
        if (depth > DEEPEST) {
          return Optional.of(tooDeep());
        }
        if (event == XMLStreamConstants.START_ELEMENT && absurdValue(reader)) {
          return Optional.of(absurdNumber(reader.getLocalName()));
        }
      }
      return Optional.empty();
    } catch (XMLStreamException e) {
      var at = e.getLocation();
      return Optional.of(
          Refusal.invalid(
              "The body is not well-formed XML at line "
                  + at.getLineNumber()
                  + ", column "
                  + at.getColumnNumber()));
    }
  }

  private static boolean absurdValue(XMLStreamReader reader) {
    var value = reader.getAttributeValue(null, "value");
    return value != null && Numbers.absurdInUrl(value);
  }

  private static Refusal absurdNumber(String place) {
    return Refusal.invalid(
        place + ": the number has more digits or a larger exponent than is accepted");
  }

  private static Refusal tooDeep() {
    return Refusal.invalid("The body is nested more than " + DEEPEST + " levels deep");
  }

  private static boolean storable(String text) {
    for (var i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (character == 0 || Character.isLowSurrogate(character)) {
        return false;
      }
      if (Character.isHighSurrogate(character)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
