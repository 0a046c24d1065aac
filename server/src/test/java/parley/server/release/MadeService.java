package parley.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import parley.server.Http;
import parley.server.RunningGateway;
import parley.server.synth.SynthCommand;
import parley.terminology.Systems;

/**
 * A small synthetic service in the store.
 *
 * @param people every Patient that was written
 */
record MadeService(List<Patient> people, int referrals) {

  private static final int REFERRALS = 30;
  private static final int OPTED_OUT = 2;
  private static final int LEAST_OF_A_WORD = 4;

  /** Makes it and writes it to the endpoint, as docs/synth.md says. */
  static MadeService store(RunningGateway gateway, Path folder) throws IOException {
    var line =
        ("synth --referrals " + REFERRALS)
            + " --seed 7 --services 1 --from 2026-09-01 --to 2026-10-31 --as-of 2026-10-31"
            + " --errors 0 --format fhir --out ";
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var words = (line + folder).split(" ");
    assertThat(new SynthCommand(nowhere, nowhere).run(words)).isZero();
    var http = new Http(gateway);
    var people = new ArrayList<Patient>();
    for (var bundle : bundles(folder)) {
      var answer = http.postJson("/fhir", bundle);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      people.addAll(people(bundle));
    }
    assertThat(people).hasSizeGreaterThan(REFERRALS / 2);
    return new MadeService(people, REFERRALS);
  }

  private static List<String> bundles(Path folder) throws IOException {
    try (var files = Files.list(folder.resolve("fhir"))) {
      var lines = new ArrayList<String>();
      for (var file : files.sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    }
  }

  private static List<Patient> people(String bundle) {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .parseResource(Bundle.class, bundle)
        .getEntry()
        .stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(Patient.class::isInstance)
        .map(Patient.class::cast)
        .toList();
  }

  /** NHS numbers of those who opted out. */
  Set<String> someNumbers() {
    return numbers().stream().limit(OPTED_OUT).collect(Collectors.toSet());
  }

  private TreeSet<String> numbers() {
    return people.stream()
        .flatMap(person -> person.getIdentifier().stream())
        .filter(it -> it.getSystem().equals(Systems.NHS_NUMBER))
        .map(it -> it.getValue())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What names anybody: identifiers, birth dates, postcodes, ids, and long names. */
  Set<String> identifiers() {
    var all = new TreeSet<>(words());
    for (var person : people) {
      Stream.of(
              Stream.of(person.getBirthDateElement().getValueAsString()),
              Stream.of(person.getIdElement().getIdPart()),
              person.getIdentifier().stream().map(Identifier::getValue),
              person.getAddress().stream().map(Address::getPostalCode),
              person.getTelecom().stream().map(ContactPoint::getValue))
          .flatMap(values -> values)
          .filter(value -> Objects.nonNull(value) && value.length() > LEAST_OF_A_WORD)
          .forEach(all::add);
    }
    return all;
  }

  /** Surnames and NHS numbers, which a log must not hold either. */
  Set<String> words() {
    var words = new TreeSet<>(numbers());
    people.stream()
        .flatMap(person -> person.getName().stream())
        .map(HumanName::getFamily)
        .filter(name -> name.length() > LEAST_OF_A_WORD)
        .forEach(words::add);
    return words;
  }
}
