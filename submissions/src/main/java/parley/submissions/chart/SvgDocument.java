package parley.submissions.chart;

import java.awt.Dimension;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Draws on an SVG document and gives it its words. */
final class SvgDocument {

  private static final String SVG = "http://www.w3.org/2000/svg";

  private SvgDocument() {}

  static String of(
      CourseChart.Painting painting, int width, int height, String title, String description) {
    var document = document();
    var graphics = new SVGGraphics2D(document);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    painting.paint(graphics);
    var root = graphics.getRoot();
    root.setAttributeNS(null, "viewBox", "0 0 " + width + ' ' + height);
    root.setAttributeNS(null, "role", "img");
    root.setAttributeNS(null, "aria-labelledby", "course-title course-description");
    var first = root.getFirstChild();
    root.insertBefore(text(document, "title", "course-title", title), first);
    root.insertBefore(text(document, "desc", "course-description", description), first);
    return written(root);
  }

  private static Element text(Document document, String name, String id, String content) {
    var element = document.createElementNS(SVG, name);
    element.setAttributeNS(null, "id", id);
    element.setTextContent(content);
    return element;
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK has no XML parser", e);
    }
  }

  private static String written(Element root) {
    var out = new StringWriter();
    try {
      var transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
      transformer.transform(new DOMSource(root), new StreamResult(out));
    } catch (TransformerException e) {
      throw new IllegalStateException("an SVG document could not be written", e);
    }
    return out.toString();
  }
}
