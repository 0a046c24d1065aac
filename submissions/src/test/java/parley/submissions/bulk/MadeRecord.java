package parley.submissions.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import parley.submissions.agreement.AgreementReading;
import parley.submissions.agreement.Agreements;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.MadeKeys;
import parley.submissions.pseudonym.Pseudonyms;
import parley.submissions.release.OptOuts;
import parley.submissions.release.PairedKey;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;
import parley.terminology.PackagedTerminology;
import parley.terminology.Terminology;

/** A small made record, in which whatever must not leave holds a word of its own. */
final class MadeRecord implements ViewResources, BulkFiles {

  static final String CANARY = "Quibbleton";
  static final String CLEAR = "9990000018";
  static final String ALSO_CLEAR = "9990000026";
  static final String OPTED_OUT = "9990000034";
  static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, byte[]> files = new TreeMap<>();
  final List<String> told = new ArrayList<>();
  private final List<String> resources = new ArrayList<>();

  static MadeRecord withPeople() {
    return new MadeRecord()
        .patient("p-clear", CLEAR)
        .patient("p-also-clear", ALSO_CLEAR)
        .patient("p-opted-out", OPTED_OUT)
        .add("Patient", "p-no-number", "'gender':'female'");
  }

  private MadeRecord patient(String id, String nhsNumber) {
    return add(
        "Patient",
        id,
        """
        'gender':'female','birthDate':'1987-03-09',
        'name':[{'family':'Quibbleton','given':['Zebedee']}],
        'telecom':[{'system':'email','value':'zebedee@quibbleton.example'}],
        'address':[{'line':['7 Quibbleton Row'],'postalCode':'LS1 4AP'}],
        'maritalStatus':{'text':'Quibbleton'},'multipleBirthInteger':7,
        'contact':[{'name':{'family':'Quibbleton'}}],
        'identifier':[{'system':'https://fhir.nhs.uk/Id/nhs-number','value':'%s',
          'assigner':{'display':'Quibbleton'},'period':{'start':'1987-03-09'},
          'extension':[{'url':'https://quibbleton.example','valueString':'Quibbleton'}]}]"""
            .formatted(nhsNumber));
  }

  /** Adds a resource; apostrophes stand for quotes. */
  MadeRecord add(String type, String id, String body) {
    return raw("{'resourceType':'%s','id':'%s',%s}".formatted(type, id, body));
  }

  MadeRecord raw(String json) {
    resources.add(json.replace('\'', '"'));
    return this;
  }

  @Override
  public Stream<ResourceText> ofType(String resourceType) {
    return resources.stream()
        .filter(it -> it.contains("\"resourceType\":\"" + resourceType + '"'))
        .map(ResourceText::of);
  }

  static ReleaseAgreement agreement(String recipient, String... elements) {
    var listed = new StringBuilder();
    for (var element : elements) {
      var parts = element.split(" ");
      listed.append(
          """
          ,{"name":"element","part":[{"name":"path","valueString":"%s"}%s]}"""
              .formatted(
                  parts[0],
                  parts.length == 1
                      ? ""
                      : ",{\"name\":\"precision\",\"valueCode\":\"" + parts[1] + "\"}"));
    }
    var json =
        """
        {"resourceType":"Parameters","parameter":[
          {"name":"url","valueUri":"https://parley.example/fhir/agreement/test"},
          {"name":"version","valueString":"1"},{"name":"recipient","valueString":"%s"},
          {"name":"purpose","valueString":"evaluation"},
          {"name":"legalBasis","valueString":"made"},
          {"name":"product","valueCode":"PSEUDONYMISED"},
          {"name":"epoch","valueString":"2026"},{"name":"linkable","valueBoolean":true},
          {"name":"optOut","valueCode":"exclude"},{"name":"expiry","valueDate":"2027-03-31"}%s]}"""
            .formatted(recipient, listed);
    var reading = Agreements.read(json, TODAY);
    if (reading instanceof AgreementReading.Refused refused) {
      throw new IllegalArgumentException(refused.problems().toString());
    }
    return ((AgreementReading.Accepted) reading).agreement();
  }

  BulkResult export(ReleaseAgreement agreement) {
    return export(agreement, PackagedTerminology.packaged());
  }

  BulkResult export(ReleaseAgreement agreement, Terminology terminology) {
    return export(agreement, terminology, new KeyRing(MadeKeys.key(7), List.of()));
  }

  /** With the pairs of the key before, in an overlap of the keys. */
  BulkResult export(ReleaseAgreement agreement, Terminology terminology, KeyRing keys) {
    files.clear();
    told.clear();
    var scope = agreement.scope("r1");
    var made = TODAY.atTime(10, 0).toInstant(ZoneOffset.UTC);
    var order =
        new BulkOrder(
            agreement,
            agreement.elements().types(),
            "r1",
            keys.pseudonyms(scope),
            new OptOuts.Current(TODAY, number -> !Set.of(CLEAR, ALSO_CLEAR).contains(number)),
            PairedKey.of(agreement, keys, made).map(key -> new Pseudonyms(key, scope)));
    try {
      return new BulkExport(terminology)
          .write(
              this,
              order,
              this,
              (type, token, rule) ->
                  told.add(type + " " + token.map(Object::toString).orElse("-") + ": " + rule));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that was written. */
  String text() {
    var all = new StringBuilder();
    files.forEach(
        (name, bytes) ->
            all.append(name).append('\n').append(new String(bytes, StandardCharsets.UTF_8)));
    return all.toString();
  }

  List<JsonNode> lines(String type) {
    return Optional.ofNullable(files.get("PSEUDONYMISED-" + type + "-r1.ndjson")).stream()
        .flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
        .map(MadeRecord::json)
        .toList();
  }

  static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public OutputStream create(String name) {
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        files.put(name, toByteArray());
      }
    };
  }

  @Override
  public InputStream open(String name) {
    return new ByteArrayInputStream(files.get(name));
  }

  @Override
  public void remove(String name) {
    files.remove(name);
  }

  /** An agreement about Patients and Observations. */
  static ReleaseAgreement observations() {
    return agreement(
        "X26",
        "Patient.id",
        "Patient.gender",
        "Observation.id",
        "Observation.status",
        "Observation.code.coding",
        "Observation.subject.reference",
        "Observation.effectiveDateTime month",
        "Observation.valueInteger",
        "Observation.valueQuantity.value");
  }

  /** By a search of its own, beside the scan of the product. */
  void assertNothingOfAPerson() {
    var text = text().toLowerCase();
    var ids = new ArrayList<String>();
    Stream.of("Patient", "Observation", "Task")
        .forEach(
            type ->
                this.ofType(type)
                    .forEach(
                        it ->
                            RecordReader.read(it)
                                .ifPresent(
                                    found -> ids.add('"' + found.path("id").asText() + '"'))));
    assertThat(text)
        .doesNotContain("quibbleton", "zebedee", "1987", "ls1 4ap", "uxvpymjszxrvbg", "99900000")
        .doesNotContain(ids);
  }
}
