package parley.mappings.fhirmessage;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Patient;
import parley.mappings.Content;
import parley.mappings.Heading;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.MessageFormat;
import parley.mappings.Sender;
import parley.mappings.Transport;
import parley.terminology.Terminology;

/**
 * FHIR messages as JSON or XML: R4 (BaRS), and STU3 (e-RS referrals, ITK3 documents), which are
 * converted to R4 first.
 */
public final class FhirFormat implements MessageFormat {

  @Override
  public String name() {
    return FHIR;
  }

  @Override
  public boolean recognises(Content content) {
    return content.transport().get(Transport.Fact.FORMAT).map(FHIR::equals).orElse(true)
        && FhirReader.begins(content.bytes());
  }

  @Override
  public Optional<Heading> heading(Content content) {
    if (!recognises(content)) {
      return Optional.empty();
    }
    var transport = content.transport();
    var said = transport.get(Transport.Fact.SENDER).orElse("");
    var request = transport.get(Transport.Fact.REQUEST_ID).orElse("");
    return Optional.of(
        FhirReader.read(content.bytes()) instanceof FhirReader.Content.Read read
            ? message(read).heading(transport)
            : new Heading(said, said, "FHIR", request, "UTF-8"));
  }

  @Override
  public Set<String> patientKeys(Sender sender, Content content, Terminology terminology) {
    if (!(FhirReader.read(content.bytes()) instanceof FhirReader.Content.Read read)) {
      return Set.of();
    }
    var keys = new TreeSet<String>();
    var message = message(read);
    for (var patient : message.all(Patient.class)) {
      LocalIdentifiers.scope(patient, message, sender);
      PersonReader.keys(patient).forEach(key -> keys.add(key.system() + '|' + key.value()));
    }
    return keys;
  }

  @Override
  public MappingResult map(InboundMessage inbound, Terminology terminology) {
    var read = FhirReader.read(inbound.bytes());
    if (read instanceof FhirReader.Content.Unreadable unreadable) {
      return new MappingResult.Rejected(List.of(unreadable.problem()));
    }
    var content = (FhirReader.Content.Read) read;
    var findings = new Findings();
    content.warnings().forEach(findings::note);
    return FhirEvents.map(message(content), inbound, terminology, findings);
  }

  private static FhirMessage message(FhirReader.Content.Read read) {
    return new FhirMessage(read.resource(), read.stu3());
  }
}
