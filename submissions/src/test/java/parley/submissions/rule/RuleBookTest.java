package parley.submissions.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import parley.submissions.dataset.Dataset;
import parley.submissions.dataset.DatasetField;
import parley.submissions.rule.check.CodeList;
import parley.submissions.view.ViewJson;
import parley.terminology.Definitions;
import parley.terminology.scale.Scales;

class RuleBookTest {

  private static final Path OWN =
      Path.of("src/main/resources/parley/submissions/iapt-v2.1/own-rules.json");

  @Test
  void ownRulesAreErrorsAndTheNationalOnesStay() {
    var national = RuleBook.iapt21(Scales.packaged(), Registers.none());
    var all = strict(Set.of());
    assertThat(all).extracting(Rule::code).doesNotHaveDuplicates();
    assertThat(all.stream().map(Rule::code).toList())
        .containsAll(national.stream().map(Rule::code).toList());
    assertThat(national).noneMatch(rule -> rule.severity() == Severity.ERROR);
    assertThat(all.stream().filter(rule -> rule.severity() == Severity.ERROR))
        .isNotEmpty()
        .allMatch(rule -> rule.switchedBy().isPresent());
    // Nothing that the national system rejects or drops can be switched off.
    var own = all.stream().filter(rule -> rule.switchedBy().isPresent()).toList();
    var drops = own.stream().filter(rule -> rule.severity().drops()).map(Rule::code).toList();
    assertThat(drops).containsExactlyInAnyOrder("PARLEY00301", "PARLEY60101");
  }

  @Test
  void eachOwnRuleIsSwitchedOffByItsCodeAndNothingElseIs() throws IOException {
    var all = strict(Set.of());
    var codes = own().stream().map(concept -> concept.path("code").asText()).toList();
    assertThat(codes).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    for (var code : codes) {
      var without = strict(Set.of(code));
      var before = severities(all);
      before.entrySet().removeAll(severities(without).entrySet());
      assertThat(before).as(code).hasSize(1);
      var changed = before.keySet().iterator().next();
      if (changed.equals(code)) {
        assertThat(severities(without)).doesNotContainKey(code);
      } else {
        assertThat("PARLEY" + changed.substring("IDS".length())).isEqualTo(code);
        assertThat(severities(without)).containsEntry(changed, Severity.WARNING);
      }
    }
  }

  @Test
  void whatIsNoOwnRuleCannotBeSwitchedOff() {
    assertThatThrownBy(() -> strict(Set.of("IDSREJ006")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("IDSREJ006");
  }

  @Test
  void aRaisedFindingIsAnErrorAndThenAWarningWhenItIsSwitchedOff() {
    var file = new GoldenFile().with("IDS101", "EndCode=").submission();
    var report = RuleRun.of(file, strict(Set.of()));
    assertThat(report.accepted()).isTrue();
    assertThat(report.releasable()).isFalse();
    var found = report.findings();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).rule().code()).isEqualTo("IDS10137");
    assertThat(found.get(0).rule().severity()).isEqualTo(Severity.ERROR);
    assertThat(found.get(0).rule().switchedBy()).contains("PARLEY10137");
    var off = RuleRun.of(file, strict(Set.of("PARLEY10137")));
    assertThat(off.releasable()).isTrue();
    assertThat(off.findings())
        .extracting(finding -> finding.rule().severity())
        .containsExactly(Severity.WARNING);
  }

  @Test
  void everyOwnRuleSaysWhereItComesFrom() throws IOException {
    assertThat(own())
        .allSatisfy(
            concept ->
                assertThat(property(concept, "source"))
                    .as(concept.path("code").asText())
                    .startsWith("judgement of Parley"));
  }

  /** A code list in a rule and the value set of its field are two copies, held together here. */
  @Test
  void theCodesOfARuleAreThoseOfItsField() {
    var members =
        Definitions.packaged(ValueSet.class).stream()
            .collect(Collectors.toMap(ValueSet::getUrl, RuleBookTest::codes));
    // Codes that the data set does not take, in value sets that serve records too.
    var narrower =
        Map.of(
            "NHSNumberStatus", Set.of("08"),
            "AttendOrDNACode", Set.of("0"),
            "FindSchemeInUse", Set.of("02", "03"));
    var compared = new ArrayList<String>();
    for (var rule : strict(Set.of())) {
      if (rule.check() instanceof CodeList list) {
        var field = field(rule, list);
        field
            .valueSet()
            .ifPresent(
                url -> {
                  var wanted =
                      members.get(url).stream()
                          .filter(
                              code -> !narrower.getOrDefault(list.field(), Set.of()).contains(code))
                          .collect(Collectors.toSet());
                  assertThat(list.codes()).as(rule.code()).isEqualTo(wanted);
                  compared.add(rule.code());
                });
      }
    }
    assertThat(compared).hasSizeGreaterThanOrEqualTo(42);
  }

  private static DatasetField field(Rule rule, CodeList list) {
    return Dataset.iapt21().table(rule.table()).orElseThrow().field(list.field()).orElseThrow();
  }

  private static Set<String> codes(ValueSet set) {
    return set.getCompose().getInclude().stream()
        .flatMap(include -> include.getConcept().stream())
        .map(concept -> concept.getCode())
        .collect(Collectors.toSet());
  }

  private static Map<String, Severity> severities(List<Rule> rules) {
    return rules.stream().collect(Collectors.toMap(Rule::code, Rule::severity));
  }

  private static List<Rule> strict(Set<String> off) {
    return RuleBook.strict(Scales.packaged(), Registers.none(), off);
  }

  private static List<JsonNode> own() throws IOException {
    var concepts = new ArrayList<JsonNode>();
    ViewJson.tree(Files.readString(OWN)).path("concept").forEach(concepts::add);
    return concepts;
  }

  private static String property(JsonNode concept, String name) {
    for (var property : concept.path("property")) {
      if (property.path("code").asText().equals(name)) {
        return property.path("valueString").asText();
      }
    }
    return "";
  }
}
