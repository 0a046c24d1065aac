package parley.mappings.fhirmessage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.RecordBundle.Write;
import parley.mappings.Sender;
import parley.mappings.golden.GoldenCase;
import parley.terminology.PackagedTerminology;

/** Golden messages with something changed in them, and what comes of them. */
final class ChangedMessage {

  static final Mappings MAPPINGS = new Mappings(PackagedTerminology.packaged());

  private ChangedMessage() {}

  static Patient patient(Bundle bundle) {
    return (Patient) bundle.getEntry().get(2).getResource();
  }

  static MappingResult.Mapped referral(Consumer<Bundle> change) {
    return map("bars/referral-new", change, "a");
  }

  static MappingResult.Mapped map(String golden, Consumer<Bundle> change, String sender) {
    var result = MAPPINGS.map(inbound(golden, change, sender));
    assertThat(result).isInstanceOf(MappingResult.Mapped.class);
    return (MappingResult.Mapped) result;
  }

  static InboundMessage inbound(String golden, Consumer<Bundle> change, String sender) {
    var json = FhirContext.forR4Cached().newJsonParser();
    var text = new String(GoldenCase.read(golden).bytes(), StandardCharsets.UTF_8);
    var bundle = json.parseResource(Bundle.class, text);
    change.accept(bundle);
    return inbound(json.encodeResourceToString(bundle), sender);
  }

  static InboundMessage inbound(String text, String sender) {
    return new InboundMessage(
        "1",
        GoldenCase.RECEIVED_AT,
        Sender.withDefaults(sender),
        text.getBytes(StandardCharsets.UTF_8),
        Map.of());
  }

  static List<Write> writes(MappingResult.Mapped mapped) {
    return mapped.bundle().entries().stream()
        .filter(Write.class::isInstance)
        .map(Write.class::cast)
        .toList();
  }

  static <T extends Resource> List<T> all(MappingResult.Mapped mapped, Class<T> type) {
    return writes(mapped).stream()
        .map(Write::resource)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
