package parley.server.view;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import parley.server.store.CurrentRecords;
import parley.submissions.engine.ShippedViews;
import parley.submissions.view.ResourceText;
import parley.submissions.view.View;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewReading;

/** Makes an order of the parameters of {@code $viewdefinition-run}. */
final class ViewOrders {

  private static final Pattern REFERENCE =
      Pattern.compile("(?:.*/)?(Patient|Group)/([A-Za-z0-9.-]{1,64})");
  private static final String VIEW = "viewResource";
  private static final String REFERRED = "viewReference";

  private final ViewReader reader;
  private final ShippedViews shipped;
  private final CurrentRecords records;

  ViewOrders(ViewReader reader, ShippedViews shipped, CurrentRecords records) {
    this.reader = reader;
    this.shipped = shipped;
    this.records = records;
  }

  /**
   * What is to be run.
   *
   * @param instance name of a shipped view that the address names
   * @param accept the Accept header, empty for none
   * @throws Refused naming the parameter, or the place in the view
   */
  ViewRunOrder order(ViewParameters given, Optional<String> instance, String accept) {
    var format = format(given, accept);
    var view = view(given, instance);
    return new ViewRunOrder(
        view,
        format,
        given.truth("header", true),
        given.count("_limit").orElse(Long.MAX_VALUE),
        source(given, view));
  }

  private static ViewFormat format(ViewParameters given, String accept) {
    var said = given.text("_format");
    if (said.isPresent()) {
      return ViewFormat.of(said.get())
          .orElseThrow(() -> Refused.unsupported("_format", "Supported are " + ViewFormat.codes()));
    }
    return ViewFormat.accepted(accept).orElse(ViewFormat.NDJSON);
  }

  private View view(ViewParameters given, Optional<String> instance) {
    var definition = given.resource(VIEW);
    var reference = given.has(REFERRED) ? reference(given) : instance;
    if (definition.isPresent() == reference.isPresent()
        || instance.isPresent() && given.has(REFERRED)) {
      throw Refused.of(
          HttpServletResponse.SC_BAD_REQUEST,
          IssueType.REQUIRED,
          VIEW,
          "One view is run: give viewResource or viewReference, and neither when the address names"
              + " the view");
    }
    if (reference.isPresent()) {
      return shipped
          .find(reference.get())
          .orElseThrow(
              () ->
                  Refused.notFound(
                      REFERRED,
                      "No view of this reference is held; there are "
                          + String.join(", ", shipped.names())
                          + ", and any other goes into viewResource"));
    }
    var reading = reader.read(definition.orElseThrow(), Set.of());
    if (reading instanceof ViewReading.Refused refused) {
      var outcome = new OperationOutcome();
      refused
          .problems()
          .forEach(
              problem ->
                  Refused.add(
                      outcome,
                      IssueType.INVALID,
                      place(problem.place()),
                      problem.rule() + ". " + problem.remedy()));
      throw new Refused(422, outcome);
    }
    return ((ViewReading.Read) reading).view();
  }

  private static Optional<String> reference(ViewParameters given) {
    var all = given.references(REFERRED);
    if (all.size() > 1) {
      throw Refused.parameter(REFERRED, "Is given more than once; give one");
    }
    return all.stream().findFirst().map(one -> one.split("\\|", 2)[0]);
  }

  /** A place in the view, as a place in the request. */
  static String place(String inView) {
    return inView.equals("ViewDefinition") ? VIEW : VIEW + '.' + inView;
  }

  private ViewRunOrder.Source source(ViewParameters given, View view) {
    var since = given.instant("_since");
    var chosen = given.has("patient") || given.has("group");
    if (given.has("resource")) {
      if (chosen || since.isPresent()) {
        throw Refused.unsupported(
            "resource", "patient, group and _since choose from the store; leave them out");
      }
      var sent = given.resources("resource");
      if (!view.resourceType().equals("Bundle") && sent.stream().anyMatch(ViewOrders::isBundle)) {
        throw Refused.parameter(
            "resource",
            "A Bundle is one resource and has no rows in a view of another type; send each of its"
                + " resources as a parameter of its own");
      }
      return new ViewRunOrder.Source.Inline(
          sent.stream().map(json -> ResourceText.of(json.toString())).toList());
    }
    return new ViewRunOrder.Source.Store(
        new RecordSelection(since, chosen ? Optional.of(patients(given)) : Optional.empty()));
  }

  private static boolean isBundle(JsonNode resource) {
    return resource.path("resourceType").asText().equals("Bundle");
  }

  /** Both parameters restrict: who is given as patient and in a group is in both. */
  private Set<String> patients(ViewParameters given) {
    var named = new HashSet<String>();
    for (var id : ids(given.references("patient"), "patient", "Patient")) {
      records
          .one(Patient.class, id)
          .orElseThrow(() -> Refused.notFound("patient", "There is no Patient of this id"));
      named.addAll(records.person(id));
    }
    if (!given.has("group")) {
      return named;
    }
    var members = new HashSet<String>();
    for (var id : ids(given.references("group"), "group", "Group")) {
      var group =
          records
              .one(Group.class, id)
              .orElseThrow(() -> Refused.notFound("group", "There is no Group of this id"));
      group.getMember().stream()
          .filter(member -> !member.getInactive())
          .map(member -> member.getEntity().getReferenceElement())
          .filter(entity -> "Patient".equals(entity.getResourceType()))
          .forEach(entity -> members.addAll(records.person(entity.getIdPart())));
    }
    if (given.has("patient")) {
      members.retainAll(named);
    }
    return members;
  }

  private static List<String> ids(List<String> references, String name, String type) {
    return references.stream()
        .map(
            reference -> {
              var match = REFERENCE.matcher(reference);
              if (!match.matches() || !match.group(1).equals(type)) {
                throw Refused.parameter(name, "Is a reference, such as " + type + "/id");
              }
              return match.group(2);
            })
        .toList();
  }
}
