package parley.mappings.narrative;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mappings.Problem;

class NarrativeRuleTest {

  private static final NarrativeRule RULE = new NarrativeRule(FhirContext.forR4Cached());
  private static final String BAD = "<img src=\"javascript:alert(1)\" alt=\"x\"/>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        BAD,
        "<img src=\"data:text/html;base64,PHNjcmlwdD4=\"/>",
        "<a href=\"JaVa&#x9;Script:alert(1)\">x</a>",
        "<a href=\" javascript:alert(1)\">x</a>",
        "<a href=\"vbscript:x\">x</a>",
        "<a href=\"file:///etc/passwd\">x</a>",
        "<blockquote cite=\"data:text/html,x\">x</blockquote>",
        "<p onclick=\"alert(1)\">x</p>",
        "<img src=\"https://elsewhere.example/x.png\" onerror=\"alert(1)\"/>",
        "<p style=\"background: url(https://elsewhere.example/x)\">x</p>",
        "<p style=\"width: expression(alert(1))\">x</p>",
        "<p style=\"width: exp/**/ression(alert(1))\">x</p>",
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        "<iframe src=\"https://elsewhere.example\"></iframe>",
        "<form action=\"https://elsewhere.example\"></form>",
        "<object data=\"https://elsewhere.example\"></object>",
        "<svg><a>x</a></svg>",
        "<link href=\"https://elsewhere.example\"/>",
        "<![CDATA[><img src=x onerror=alert(1)>]]>",
        "<p><!-- x --!><img src=x onerror=alert(1)> --></p>",
        "<p><?x y?></p>",
        "<img src=\"https://elsewhere.example/x.png\"/>",
        "<img src=\"//elsewhere.example/x\"/>",
        "<img src=\"/\\elsewhere.example/x\"/>",
        "<img src=\"&#x9;//elsewhere.example/x\"/>",
        "<a href=\"//elsewhere.example/x\">x</a>",
        "<p style='background-image: image-set(\"https://elsewhere.example\" 1x)'>x</p>",
        "<p style='color: red; border-image: image-set(\"https://elsewhere.example\" 1x)'>x</p>",
        "<p style=\"position:fixed;width:100%\">x</p>",
        "<p style=\"margin: -900px\">x</p>",
        "<p style=\"margin: 1px,-900px\">x</p>",
        "<p style=\"color: \\75rl\">x</p>",
        "<p style=\"font-family: 'x'\">x</p>",
        "<p style=\"width\">x</p>"
      })
  void whatDoesMoreThanShowIsRefused(String html) {
    assertThat(problems(plan(html))).hasSizeGreaterThanOrEqualTo(1);
    assertThat(RULE.check(plan(html)))
        .allSatisfy(
            problem ->
                assertThat(problem.rule() + problem.remedy())
                    .doesNotContain("alert", "elsewhere", "passwd"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<h1>Plan</h1><p style=\"color: red\" class=\"x\">a <b>b</b> &amp; c<br/></p>",
        "<table border=\"1\"><thead><tr><th colspan=\"2\">a</th></tr></thead></table>",
        "<a href=\"#part\">a</a><a name=\"part\"/><a href=\"https://elsewhere.example/?a=b:c\">b</a>",
        "<a href=\"mailto:team@service.example\">a</a><a href=\"tel:+441632960000\">b</a>",
        "<a href=\"Binary/x?a=javascript:b\">a</a><img src=\"image.png\" alt=\"a\"/>",
        "<ul><li>a</li></ul><ol start=\"2\"><li>b</li></ol>",
        "<img src=\"#photo\"/><img src=\"Binary/x\"/>",
        "<table><tr><td style=\"font-weight: bold;\">as HAPI writes it</td></tr></table>",
        "<p style=\"Color:#c00; font-family: Arial, sans-serif; text-align:left\">a</p>",
        "<p style=\"border: 1px solid black;padding:0 .5em;margin-top:2%;white-space: pre-wrap\">a</p>"
      })
  void whatShowsTextIsKept(String html) {
    assertThat(problems(plan(html))).isEmpty();
  }

  @Test
  void aNodeThatIsNoElementOrTextIsRefusedWhereverItStands() {
    for (var type : NodeType.values()) {
      var text = text("<p>a</p>");
      text.getDiv().getChildNodes().get(0).getChildNodes().add(node(type));
      var shown = type == NodeType.Element || type == NodeType.Text;
      assertThat(problems((Resource) new CarePlan().setText(text)))
          .as("%s", type)
          .hasSize(shown ? 0 : 1);
    }
  }

  private static XhtmlNode node(NodeType type) {
    return type == NodeType.Element
        ? new XhtmlNode(type, "b")
        : new XhtmlNode(type).setContent("<img src=x onerror=alert(1)>");
  }

  @Test
  void itIsLookedForWhereverANarrativeCanBe() {
    var composition = new Composition();
    composition.addSection().addSection().setText(text(BAD));
    assertThat(problems(composition)).containsExactly("Composition");
    var holder = new CarePlan();
    holder.addContained((Resource) new Goal().setText(text(BAD)));
    assertThat(problems(holder)).containsExactly("CarePlan");
    var document = new Bundle();
    document.addEntry().setResource(composition);
    assertThat(problems(document)).containsExactly("Bundle.entry[0].resource");
    assertThat(problems(new CarePlan())).isEmpty();
  }

  private static List<String> problems(Resource resource) {
    return RULE.check(resource).stream().map(Problem::location).toList();
  }

  private static CarePlan plan(String html) {
    var plan = new CarePlan();
    plan.setText(text(html));
    return plan;
  }

  private static Narrative text(String html) {
    var text = new Narrative();
    text.setStatus(NarrativeStatus.GENERATED);
    text.setDivAsString("<div xmlns=\"http://www.w3.org/1999/xhtml\">" + html + "</div>");
    return text;
  }
}
