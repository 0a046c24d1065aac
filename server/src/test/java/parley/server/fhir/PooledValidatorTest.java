package parley.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pooled validator says what the stock one says, whatever it validated before. */
class PooledValidatorTest {

  private static final FhirContext CONTEXT = FhirContext.forR4Cached();
  private static final FhirInstanceValidator STOCK = new FhirInstanceValidator(CONTEXT);
  private static final PooledValidator POOLED = new PooledValidator(STOCK);

  static List<String> resources() {
    return List.of(
        "{\"resourceType\":\"Patient\",\"gender\":\"female\",\"birthDate\":\"1980-02-15\"}",
        "{\"resourceType\":\"Patient\",\"link\":[{\"type\":\"seealso\"}]}",
        "{\"resourceType\":\"Patient\",\"meta\":{\"profile\":[\"http://example.com/none\"]}}",
        "{\"resourceType\":\"Observation\",\"status\":\"final\"}",
        "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"coding\":["
            + "{\"system\":\"http://snomed.info/sct\",\"code\":\"720433000\"}]},"
            + "\"referenceRange\":[{}]}",
        "{\"resourceType\":\"Encounter\",\"status\":\"finished\",\"period\":"
            + "{\"start\":\"2026-02-02\",\"end\":\"2026-01-01\"}}");
  }

  @ParameterizedTest
  @MethodSource("resources")
  void saysTheSame(String resource) {
    assertThat(said(POOLED, resource)).isEqualTo(said(STOCK, resource));
  }

  @Test
  void theFixturesFailAndPass() {
    assertThat(resources().stream().filter(resource -> errors(resource) == 0)).hasSize(2);
  }

  @Test
  void saysTheSameFromEightThreadsInAnyOrder() throws Exception {
    var expected = resources().stream().map(resource -> said(STOCK, resource)).toList();
    var pool = Executors.newFixedThreadPool(8);
    try {
      var tasks =
          Stream.iterate(0, i -> i + 1)
              .limit(96)
              .<Callable<List<String>>>map(
                  i -> () -> said(POOLED, resources().get(i * 5 % resources().size())))
              .toList();
      var answers = pool.invokeAll(tasks);
      for (var i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(expected.get(i * 5 % resources().size()));
      }
    } finally {
      pool.shutdown();
    }
  }

  private static long errors(String resource) {
    return said(STOCK, resource).stream().filter(text -> text.startsWith("ERROR")).count();
  }

  private static List<String> said(IInstanceValidatorModule module, String json) {
    var validator = new FhirValidator(CONTEXT);
    validator.registerValidatorModule(module);
    return validator
        .validateWithResult(CONTEXT.newJsonParser().parseResource(json))
        .getMessages()
        .stream()
        .map(PooledValidatorTest::text)
        .distinct()
        .sorted()
        .toList();
  }

  private static String text(SingleValidationMessage message) {
    return message.getSeverity() + " " + message.getLocationString() + " " + message.getMessageId();
  }
}
