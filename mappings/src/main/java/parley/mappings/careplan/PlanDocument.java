package parley.mappings.careplan;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.CompositionStatus;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/**
 * A care plan as a FHIR document (R4, section 3.3), to be handed to another system: the Composition
 * first, then everything it names. Every narrative is made here; those of the stored resources are
 * left out, because nobody can vouch for their markup.
 */
public final class PlanDocument {

  private PlanDocument() {}

  /**
   * What goes into a document.
   *
   * @param author who wrote the plan, when it says so
   * @param scores the latest of each scale
   */
  public record Content(
      CarePlan plan,
      Patient patient,
      Optional<Practitioner> author,
      List<Condition> conditions,
      List<Goal> goals,
      List<CareTeam> teams,
      List<Observation> scores) {

    public Content {
      conditions = List.copyOf(conditions);
      goals = List.copyOf(goals);
      teams = List.copyOf(teams);
      scores = List.copyOf(scores);
    }
  }

  /**
   * Makes the document.
   *
   * @param progress how far the plan is, for its narrative
   * @param base of the server, without a slash at its end
   * @param made when
   */
  public static Bundle of(Content content, PlanProgress progress, String base, Date made) {
    var id = id(content.plan(), made);
    var document = new Bundle().setType(BundleType.DOCUMENT);
    document.setTimestamp(made);
    document.getIdentifier().setSystem(Systems.identifier("document")).setValue(id);
    var composition = composition(content, progress, made);
    composition.setId(id);
    var resources = new ArrayList<DomainResource>();
    resources.add(composition);
    resources.add(content.patient());
    content.author().ifPresent(resources::add);
    resources.add(content.plan());
    resources.addAll(content.conditions());
    resources.addAll(content.goals());
    resources.addAll(content.teams());
    resources.addAll(content.scores());
    for (var resource : resources) {
      var entry = document.addEntry();
      entry.setFullUrl(base + '/' + name(resource));
      entry.setResource(resource == composition ? composition : withoutNarrative(resource));
    }
    return document;
  }

  private static String id(CarePlan plan, Date made) {
    return RecordIds.of(
        "Composition",
        plan.getIdElement().getIdPart(),
        String.valueOf(plan.getMeta().getVersionId()),
        made.toInstant().toString());
  }

  private static Composition composition(Content content, PlanProgress progress, Date made) {
    var plan = content.plan();
    var composition = new Composition();
    composition.setStatus(CompositionStatus.FINAL);
    composition.setType(
        new CodeableConcept(new Coding(Systems.LOINC, "18776-5", "Plan of care note")));
    composition.setTitle(plan.hasTitle() ? plan.getTitle() : "Care plan");
    composition.setSubject(new Reference(name(content.patient())));
    composition.setDate(made);
    composition.addAuthor(
        content
            .author()
            .map(author -> new Reference(name(author)))
            .orElseGet(() -> new Reference().setDisplay("Parley")));
    section(composition, "Care plan", PlanNarrative.plan(plan, progress), List.of(plan));
    section(
        composition,
        "Problems",
        PlanNarrative.conditions(content.conditions()),
        content.conditions());
    section(composition, "Goals", PlanNarrative.goals(content.goals()), content.goals());
    section(composition, "Team", PlanNarrative.teams(content.teams()), content.teams());
    section(composition, "Latest scores", PlanNarrative.scores(content.scores()), content.scores());
    return composition;
  }

  private static void section(
      Composition composition, String title, Narrative text, List<? extends Resource> entries) {
    var section = composition.addSection().setTitle(title).setText(text);
    if (entries.isEmpty()) {
      section.setEmptyReason(
          new CodeableConcept(
              new Coding(
                  "http://terminology.hl7.org/CodeSystem/list-empty-reason",
                  "nilknown",
                  "Nil Known")));
    }
    entries.forEach(entry -> section.addEntry(new Reference(name(entry))));
  }

  private static DomainResource withoutNarrative(DomainResource resource) {
    var copy = (DomainResource) resource.copy();
    copy.setText(null);
    copy.setId(resource.getIdElement().getIdPart());
    return copy;
  }

  private static String name(Resource resource) {
    return resource.fhirType() + '/' + resource.getIdElement().getIdPart();
  }
}
