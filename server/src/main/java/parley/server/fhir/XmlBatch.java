package parley.server.fhir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Result;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A batch Bundle in XML, entry by entry. */
final class XmlBatch {

  private final Document document;
  private final List<Element> entries;

  private XmlBatch(Document document, List<Element> entries) {
    this.document = document;
    this.entries = entries;
  }

  /** Empty when the body is not a batch Bundle. The body has passed {@link BodyCheck}. */
  static Optional<XmlBatch> read(byte[] body) {
    try {
      var factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      var document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(body));
      var bundle = document.getDocumentElement();
      var batch =
          "Bundle".equals(bundle.getLocalName())
              && children(bundle, "type").stream()
                  .anyMatch(type -> type.getAttribute("value").equals("batch"));
      return batch
          ? Optional.of(new XmlBatch(document, new ArrayList<>(children(bundle, "entry"))))
          : Optional.empty();
    } catch (SAXException e) {
      return Optional.empty(); // HAPI's parser says what is wrong with it
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the platform's XML parser has these features", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail to be read", e);
    }
  }

  /** The resource of each entry as XML text; empty for an entry without one. */
  List<Optional<String>> resources() {
    return entries.stream()
        .map(
            entry ->
                children(entry, "resource").stream()
                    .flatMap(resource -> children(resource, null).stream())
                    .findFirst()
                    .map(XmlBatch::text))
        .toList();
  }

  void remove(int index) {
    var entry = entries.remove(index);
    entry.getParentNode().removeChild(entry);
  }

  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    transform(document, new StreamResult(bytes));
    return bytes.toByteArray();
  }

  private static String text(Element element) {
    var text = new StringWriter();
    transform(element, new StreamResult(text));
    return text.toString();
  }

  private static void transform(Node node, Result result) {
    try {
      TransformerFactory.newDefaultInstance()
          .newTransformer()
          .transform(new DOMSource(node), result);
    } catch (TransformerException e) {
      throw new IllegalStateException("a parsed document can be written", e);
    }
  }

  private static List<Element> children(
      Element parent, @org.jspecify.annotations.Nullable String name) {
    var found = new ArrayList<Element>();
    for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element
          && (name == null || name.equals(element.getLocalName()))) {
        found.add(element);
      }
    }
    return found;
  }
}
