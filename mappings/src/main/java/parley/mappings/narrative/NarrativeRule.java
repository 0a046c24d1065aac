package parley.mappings.narrative;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * The narratives of a resource, of what it contains and, of a Bundle, of its entries: the elements
 * and attributes that FHIR R4 allows (invariants txt-1 and txt-2), and addresses and styles that
 * load, run or cover nothing by themselves. The list of what is allowed is closed, so that what
 * nobody thought of is refused; comments, CDATA, document types and processing instructions are,
 * because HTML ends them elsewhere than XML does, and what follows would run. Pure; safe to share
 * between threads.
 */
public final class NarrativeRule {

  /** HTML 4.0 chapters 7 to 11, without section 4 of chapter 9, and 15; links and images. */
  private static final Set<String> ELEMENTS =
      words(
          "a abbr acronym address b bdo big blockquote br caption cite code col colgroup dd del dfn"
              + " div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q samp small span"
              + " strong sub sup table tbody td tfoot th thead tr tt u ul var");

  private static final Set<String> ATTRIBUTES =
      words(
          "abbr align alt axis border cellpadding cellspacing char charoff cite class colspan"
              + " datetime dir frame headers height href hreflang id lang name rel rev rowspan rules"
              + " scope span src start style summary tabindex title type valign value width xml:lang"
              + " xml:space xmlns");

  private static final Set<String> LINKS = words("cite href");

  /** What a link may begin with; an address without a scheme is of the document itself. */
  private static final Set<String> SCHEMES = words("https http mailto tel");

  /** Browsers pass over white space and control characters within the name of a scheme. */
  private static final Pattern PASSED_OVER = Pattern.compile("[\\p{Cntrl}\\s\\p{Z}\\p{Cf}]");

  private static final Pattern SCHEME = Pattern.compile("([^/?#:]*):.*", Pattern.DOTALL);

  /** Another host without a scheme; browsers read a backslash as a slash. */
  private static final Pattern HOST = Pattern.compile("[/\\\\]{2}.*", Pattern.DOTALL);

  /** An image is fetched unasked: a part of the document or a relative reference, no more. */
  private static final Pattern LOCAL =
      Pattern.compile("#[A-Za-z0-9._-]+|[A-Za-z0-9_-][A-Za-z0-9._/-]*");

  /** Properties that place nothing over something else and load nothing. */
  private static final Pattern PROPERTY =
      Pattern.compile(
          "color|background-color|font[a-z-]*|text-align|text-decoration[a-z-]*|width"
              + "|padding[a-z-]*|margin[a-z-]*|border[a-z-]*|vertical-align|white-space");

  /** A word or length of a style: no function, text, escape or comment, nothing negative. */
  private static final Pattern STYLE_WORD = Pattern.compile("[A-Za-z0-9#.][A-Za-z0-9#%.-]*");

  private final FhirContext context;

  public NarrativeRule(FhirContext context) {
    this.context = context;
  }

  /**
   * What is wrong with the narratives of a resource.
   *
   * @return one problem for each kind of fault, with the resource, or the entry of a Bundle, as
   *     location and without the text; empty when all may be shown
   */
  public List<Problem> check(Resource resource) {
    var problems = new ArrayList<Problem>();
    check(resource, resource.fhirType(), problems);
    return problems.stream().distinct().toList();
  }

  private void check(Resource resource, String location, List<Problem> problems) {
    for (var text :
        context.newTerser().getAllPopulatedChildElementsOfType(resource, Narrative.class)) {
      if (text.hasDiv()) {
        check(text.getDiv(), location, problems);
      }
    }
    if (resource instanceof Bundle bundle) {
      for (var i = 0; i < bundle.getEntry().size(); i++) {
        var entry = bundle.getEntry().get(i).getResource();
        if (entry != null) {
          check(entry, location + ".entry[" + i + "].resource", problems);
        }
      }
    }
  }

  private static void check(XhtmlNode node, String location, List<Problem> problems) {
    if (node.getNodeType() == NodeType.Text) {
      return;
    }
    if (node.getNodeType() != NodeType.Element) {
      problems.add(
          problem(
              location,
              "a narrative holds elements and text alone",
              "Take out comments, CDATA, the document type and processing instructions."));
      return;
    }
    if (!ELEMENTS.contains(node.getName())) {
      problems.add(
          problem(
              location,
              "a narrative holds none but the formatting elements, links and images of FHIR's txt-1",
              "Take out scripts, forms, frames, styles, objects and whatever is no such element."));
    }
    if (node.getAttributes() != null) {
      node.getAttributes().forEach((name, value) -> check(name, value, location, problems));
    }
    node.getChildNodes().forEach(child -> check(child, location, problems));
  }

  private static void check(String name, String value, String location, List<Problem> problems) {
    if (!ATTRIBUTES.contains(name)) {
      problems.add(
          problem(
              location,
              "a narrative holds none but the attributes of FHIR's txt-1",
              "Take out event handlers, which begin with on, and whatever is no such attribute."));
    } else if (LINKS.contains(name) && !isHarmlessLink(value)) {
      problems.add(
          problem(
              location,
              "a link in a narrative begins with https, http, mailto or tel, or has no scheme and no host",
              "Take the address out, or give it with https."));
    } else if (name.equals("src") && !LOCAL.matcher(value).matches()) {
      problems.add(
          problem(
              location,
              "an image in a narrative is a part of the document or a relative reference",
              "Take the address out; an image goes beside the text, such as in a Binary."));
    } else if (name.equals("style") && !isHarmlessStyle(value)) {
      problems.add(
          problem(
              location,
              "a style in a narrative loads, runs and covers nothing",
              "Keep to colours, fonts, borders and distances, without functions and quotes."));
    }
  }

  private static boolean isHarmlessLink(String address) {
    var read = PASSED_OVER.matcher(address).replaceAll("");
    var scheme = SCHEME.matcher(read);
    return scheme.matches()
        ? SCHEMES.contains(scheme.group(1).toLowerCase(Locale.ROOT))
        : !HOST.matcher(read).matches();
  }

  private static boolean isHarmlessStyle(String style) {
    return Stream.of(style.split(";"))
        .filter(declaration -> !declaration.isBlank())
        .map(declaration -> declaration.split(":", 2))
        .allMatch(
            parts ->
                parts.length == 2
                    && PROPERTY.matcher(parts[0].strip().toLowerCase(Locale.ROOT)).matches()
                    && Stream.of(parts[1].strip().split("[,\\s]+"))
                        .allMatch(word -> STYLE_WORD.matcher(word).matches()));
  }

  private static Problem problem(String location, String rule, String remedy) {
    return Problem.error(ProblemCode.INVALID_VALUE, location, rule, remedy);
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }
}
