package parley.submissions.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A manifest as it is written: JSON, always in the same order, and without the moment, which the
 * register has: the same release made again has the same bytes.
 */
final class ManifestJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ManifestJson() {}

  static void write(ReleaseManifest<?> manifest, OutputStream out) throws IOException {
    out.write(JSON.writeValueAsString(content(manifest)).getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  private static Map<String, Object> content(ReleaseManifest<?> manifest) {
    var content = new LinkedHashMap<>(manifest.product().content());
    content.put("agreementUrl", manifest.agreement().url());
    content.put("agreementVersion", manifest.agreement().version());
    content.put("recipient", manifest.agreement().recipient());
    content.put("purpose", manifest.agreement().purpose());
    content.put("legalBasis", manifest.agreement().legalBasis());
    content.put("provider", manifest.provider());
    content.put("period", manifest.period());
    content.put("edition", manifest.edition());
    content.put("optOutList", manifest.optOutList().toString());
    if (manifest.agreement().keepsRows()) {
      content.put("k", manifest.agreement().k());
      content.put("l", manifest.agreement().l());
    }
    content.put("rows", manifest.rows().stream().map(ManifestJson::rows).toList());
    manifest.figures().ifPresent(it -> content.put("figures", figures(it)));
    manifest.pairsFromKeyId().ifPresent(it -> content.put("pairsFromKeyId", it));
    content.put("definitions", manifest.definitions());
    content.put("software", manifest.software());
    return content;
  }

  private static Map<String, Object> figures(FigureFacts facts) {
    var content = new LinkedHashMap<String, Object>();
    content.put("shown", facts.shown());
    content.put("hidden", facts.hidden());
    return content;
  }

  private static Map<String, Object> rows(RowFacts facts) {
    var content = new LinkedHashMap<String, Object>();
    content.put("of", facts.grain().file());
    content.put("rows", facts.rows());
    facts
        .risk()
        .ifPresent(
            risk -> {
              content.put("kReached", risk.k());
              content.put("lReached", risk.l());
              content.put("highestProsecutorRisk", risk.highest());
              content.put("meanProsecutorRisk", risk.mean());
            });
    facts
        .suppression()
        .ifPresent(
            it -> {
              content.put("kOfPeopleReached", it.people());
              content.put("rowsMissingPercent", it.rowsMissing());
              content.put("rowsPooledPercent", it.rowsPooled());
              content.put("cellsSuppressedPercent", it.cells());
            });
    return content;
  }
}
