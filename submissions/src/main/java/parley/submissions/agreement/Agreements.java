package parley.submissions.agreement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Reads release agreements: a FHIR Parameters resource, in JSON or YAML. */
public final class Agreements {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private Agreements() {}

  /**
   * Reads an agreement.
   *
   * @param text JSON when it begins with a brace, else YAML; both say the same, and have the same
   *     digest
   * @param today on which it has to hold
   */
  public static AgreementReading read(String text, LocalDate today) {
    try {
      if (!text.stripLeading().startsWith("{")) {
        var yaml = AgreementYaml.tree(text);
        return yaml.isEmpty()
            ? refused(
                "agreement",
                "an agreement is JSON, or YAML that says no more than JSON can: without tags,"
                    + " anchors and aliases, and no name twice in an object")
            : of(yaml.get(), today);
      }
      return of(JSON.readTree(text), today);
    } catch (JsonProcessingException e) {
      return refused(
          "agreement", "an agreement is JSON in which no name stands twice in an object");
    }
  }

  private static AgreementReading of(JsonNode tree, LocalDate today)
      throws JsonProcessingException {
    if (!tree.path("resourceType").asText().equals("Parameters")) {
      return refused("resourceType", "an agreement is a FHIR Parameters resource");
    }
    return new AgreementReader(tree, digest(tree), today).read();
  }

  /** Of the content, not of its layout: names in order, no spaces. Order of lists counts. */
  private static String digest(JsonNode tree) throws JsonProcessingException {
    try {
      var canonical = JSON.writeValueAsString(JSON.treeToValue(tree, Map.class));
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static AgreementReading refused(String field, String rule) {
    return new AgreementReading.Refused(
        List.of(new AgreementProblem(field, rule, "begin with the example in docs/privacy.md")));
  }
}
