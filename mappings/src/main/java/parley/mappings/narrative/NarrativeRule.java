package parley.mappings.narrative;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * The narratives of a resource, of what it contains and, of a Bundle, of its entries: the elements
 * and attributes that FHIR R4 allows (invariants txt-1 and txt-2), and addresses that load or run
 * nothing by themselves. The list of what is allowed is closed, so that what nobody thought of is
 * refused. Pure; safe to share between threads.
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

  private static final Set<String> ADDRESSES = words("cite href src");

  /** What a link may begin with; an address without a scheme is of the document itself. */
  private static final Set<String> SCHEMES = words("http https mailto tel");

  /** Browsers pass over white space and control characters within the name of a scheme. */
  private static final Pattern PASSED_OVER = Pattern.compile("[\\p{Cntrl}\\s\\p{Z}\\p{Cf}]");

  private static final Pattern SCHEME = Pattern.compile("([^/?#:]*):.*", Pattern.DOTALL);

  /** A style that loads or runs something, or hides that it does behind an escape or comment. */
  private static final Pattern ACTIVE_STYLE =
      Pattern.compile("(?i)url\\s*\\(|expression|@|\\\\|/\\*|javascript|behaviou?r|-moz-binding");

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
    if (node.getNodeType() == NodeType.Element && !ELEMENTS.contains(node.getName())) {
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
    } else if (ADDRESSES.contains(name) && !isHarmless(value)) {
      problems.add(
          problem(
              location,
              "an address in a narrative begins with http, https, mailto or tel, or has no scheme",
              "Take the address out; an image goes beside the text, such as in a Binary."));
    } else if (name.equals("style") && ACTIVE_STYLE.matcher(value).find()) {
      problems.add(
          problem(
              location,
              "a style in a narrative loads and runs nothing",
              "Keep to colours, fonts, borders and distances."));
    }
  }

  private static boolean isHarmless(String address) {
    var scheme = SCHEME.matcher(PASSED_OVER.matcher(address).replaceAll(""));
    return !scheme.matches() || SCHEMES.contains(scheme.group(1).toLowerCase(Locale.ROOT));
  }

  private static Problem problem(String location, String rule, String remedy) {
    return Problem.error(ProblemCode.INVALID_VALUE, location, rule, remedy);
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }
}
