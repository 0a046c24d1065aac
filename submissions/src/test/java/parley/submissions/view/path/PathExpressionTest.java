package parley.submissions.view.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.submissions.view.ViewJson;

class PathExpressionTest {

  private static final TypeModel MODEL = TypeModel.r4();
  private static final PathCompiler COMPILER = new PathCompiler(MODEL);
  private static final Item PATIENT = resource(read("path-resource.json"));

  @TestFactory
  Stream<DynamicTest> everyExpressionGivesWhatItsLineSays() {
    return lines()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line, () -> assertThat(given(expression(line))).isEqualTo(expected(line))));
  }

  /** What a path gives may not depend on whether its types were known when it was compiled. */
  @TestFactory
  Stream<DynamicTest> everyExpressionGivesTheSameWhenItsTypesAreUnknown() {
    return lines()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line,
                    () ->
                        assertThat(given(expression(line), List.of())).isEqualTo(expected(line))));
  }

  @Test
  void theTypesOfAPathAreThoseOfWhatItGives() {
    lines()
        .map(PathExpressionTest::expression)
        .forEach(
            expression -> {
              if (compile(expression, types()) instanceof PathCompilation.Compiled compiled) {
                sameTypes(expression, compiled.expression());
              }
            });
  }

  private static void sameTypes(String expression, PathExpression path) {
    if (path.types().isEmpty()) {
      return;
    }
    try {
      assertThat(path.evaluate(PATIENT, PATIENT, 0).stream().map(Item::typeOf).toList())
          .as(expression)
          .allMatch(
              type ->
                  path.types().stream().anyMatch(one -> one == type || one.kind() == type.kind()));
    } catch (PathFailure notOnThisResource) {
      assertThat(expected(line(expression))).isEqualTo("FAILS");
    }
  }

  @Test
  void anElementThatDoesNotExistIsNoted() {
    assertThat(notes("name.familly")).containsExactly("HumanName has no element familly");
    assertThat(notes("name.where(used = 'x')")).containsExactly("HumanName has no element used");
    assertThat(notes("deceasedBoolean"))
        .containsExactly("Patient has no element deceasedBoolean; write deceased.ofType(boolean)");
    assertThat(notes("name.family")).isEmpty();
    assertThat(notes("contained.name.family")).isEmpty();
  }

  @Test
  void whatIsRefusedSaysWhereAndWhy() {
    assertThat(compile("name.where(use = %wrong)", types()))
        .isEqualTo(new PathCompilation.Refused("the constant %wrong is not defined"));
    assertThat(compile("name.first(", types()))
        .isEqualTo(new PathCompilation.Refused("a name is missing, at the end"));
    assertThat(compile("name ? family", types()))
        .isEqualTo(new PathCompilation.Refused("no FHIRPath begins like this, at character 6 (?)"));
    assertThat(compile("today()", types()))
        .isEqualTo(
            new PathCompilation.Refused(
                "today() is not available: a row depends on its resource alone; use a constant"));
  }

  @Test
  void hostileExpressionsAreRefusedAndDoNotOverflow() {
    assertThat(compile("(".repeat(5_000) + "1" + ")".repeat(5_000), types()))
        .isInstanceOf(PathCompilation.Refused.class);
    assertThat(compile("a" + ".a".repeat(4_900), types()))
        .isInstanceOf(PathCompilation.Refused.class);
    assertThat(compile("-".repeat(900) + "1", types())).isInstanceOf(PathCompilation.Refused.class);
    assertThat(given("name" + ".first()".repeat(480) + ".family")).isEqualTo("Alpha");
  }

  @Test
  void aFailureHoldsNoValueOfTheResource() {
    var path = ((PathCompilation.Compiled) compile("name.given.single()", types())).expression();

    try {
      path.evaluate(PATIENT, PATIENT, 0);
      assertThat(true).as("it fails").isFalse();
    } catch (PathFailure failure) {
      assertThat(failure.rule() + failure.remedy()).doesNotContain("Ann").doesNotContain("Bea");
    }
  }

  @Test
  void anElementWithAValueThatItsTypeForbidsFails() throws JsonProcessingException {
    var bad =
        resource(
            ViewJson.tree(
                "{\"resourceType\":\"Patient\",\"birthDate\":\"in spring\",\"active\":\"yes\"}"));
    for (var expression : List.of("birthDate < @2000", "active.not()")) {
      var path = ((PathCompilation.Compiled) compile(expression, types())).expression();

      assertThat(
              org.junit.jupiter.api.Assertions.assertThrows(
                      PathFailure.class, () -> path.evaluate(bad, bad, 0))
                  .rule())
          .startsWith("An element holds what is no valid value of its type")
          .doesNotContain("spring");
    }
  }

  private static String given(String expression) {
    return given(expression, types());
  }

  private static String given(String expression, List<FhirType> types) {
    if (!(compile(expression, types) instanceof PathCompilation.Compiled compiled)) {
      return "REFUSED";
    }
    try {
      var items = compiled.expression().evaluate(PATIENT, PATIENT, 0);
      return items.isEmpty()
          ? "EMPTY"
          : items.stream()
              .map(item -> Item.written(item).orElse("structure"))
              .collect(Collectors.joining(" | "));
    } catch (PathFailure failure) {
      return "FAILS";
    }
  }

  private static PathCompilation compile(String expression, List<FhirType> types) {
    return COMPILER.compile(expression, types, Map.of());
  }

  private static List<String> notes(String expression) {
    return ((PathCompilation.Compiled) compile(expression, types())).notes();
  }

  private static List<FhirType> types() {
    return List.of(MODEL.named("Patient").orElseThrow());
  }

  private static Stream<String> lines() {
    try (var in = PathExpressionTest.class.getResourceAsStream("/views/paths.txt")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> line.contains(" ;; ") && !line.startsWith("#"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String line(String expression) {
    return lines().filter(line -> expression(line).equals(expression)).findFirst().orElseThrow();
  }

  private static String expression(String line) {
    return line.split(" ;; ", 2)[0];
  }

  private static String expected(String line) {
    return line.split(" ;; ", 2)[1];
  }

  private static Item resource(com.fasterxml.jackson.databind.JsonNode json) {
    return COMPILER.resource(json).orElseThrow();
  }

  private static com.fasterxml.jackson.databind.JsonNode read(String file) {
    try (var in = PathExpressionTest.class.getResourceAsStream("/views/" + file)) {
      return ViewJson.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
