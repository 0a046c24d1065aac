package parley.submissions.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import parley.submissions.view.path.FhirType;
import parley.submissions.view.path.Kind;
import parley.submissions.view.path.PathCompiler;
import parley.submissions.view.path.TypeModel;

/**
 * Reads a ViewDefinition (SQL on FHIR v2) for R4 and compiles it. Safe for many threads; one serves
 * a whole process, for it keeps what it learns of FHIR's types.
 */
public final class ViewReader {

  static final String ROOT = "ViewDefinition";

  private static final Set<String> STATUSES = Set.of("draft", "active", "retired", "unknown");
  private static final Set<String> ELEMENTS =
      Set.of(
          "resourceType",
          "id",
          "meta",
          "implicitRules",
          "language",
          "text",
          "contained",
          "extension",
          "url",
          "identifier",
          "version",
          "versionAlgorithmString",
          "versionAlgorithmCoding",
          "name",
          "title",
          "status",
          "experimental",
          "date",
          "publisher",
          "contact",
          "description",
          "useContext",
          "jurisdiction",
          "purpose",
          "copyright",
          "copyrightLabel",
          "approvalDate",
          "lastReviewDate",
          "effectivePeriod",
          "topic",
          "author",
          "editor",
          "reviewer",
          "endorser",
          "relatedArtifact",
          "resource",
          "profile",
          "fhirVersion",
          "constant",
          "select",
          "where");

  private final TypeModel model;
  private final PathCompiler compiler;

  public ViewReader() {
    this.model = TypeModel.r4();
    this.compiler = new PathCompiler(model);
  }

  PathCompiler compiler() {
    return compiler;
  }

  /** As {@link #read(JsonNode, Set)}, without profiles. */
  public ViewReading read(String json) {
    try {
      return read(ViewJson.tree(json), Set.of());
    } catch (JsonProcessingException noJson) {
      return new ViewReading.Refused(
          List.of(new ViewProblem(ROOT, "The text is not JSON", "Correct the JSON.")));
    }
  }

  /**
   * @param definition the ViewDefinition as JSON
   * @param profiles whose rules are kept as well as those that {@code meta.profile} names
   * @return the view, or everything that is wrong with it
   */
  public ViewReading read(JsonNode definition, Set<ViewProfile> profiles) {
    var problems = new Problems();
    if (!definition.isObject()) {
      problems.add(ROOT, "A ViewDefinition is a JSON object", "Send the ViewDefinition itself.");
      return new ViewReading.Refused(problems.all());
    }
    var kept = profiles(definition, profiles);
    header(definition, kept, problems);
    var resource = problems.required(definition, ROOT, "resource");
    var focus = focus(resource.orElse(""), problems);
    var constants = new ConstantReader(model, problems).read(definition);
    var reader = new SelectReader(model, compiler, constants, problems, kept);
    if (definition.path("select").isMissingNode()) {
      problems.add("select", "The element is required", "Add select with at least one column.");
    }
    var selects = reader.read(definition, ROOT, focus, 0);
    var conditions = conditions(definition, reader, focus, problems);
    if (problems.all().isEmpty() && reader.columns().isEmpty()) {
      problems.add("select", "The view has no columns", "Add a column.");
    }
    if (!problems.all().isEmpty()) {
      return new ViewReading.Refused(problems.all());
    }
    var name = problems.text(definition, ROOT, "name");
    return new ViewReading.Read(
        new View(name, resource.orElse(""), reader.columns(), conditions, selects),
        problems.notes());
  }

  private static Set<ViewProfile> profiles(JsonNode definition, Set<ViewProfile> asked) {
    var kept = EnumSet.noneOf(ViewProfile.class);
    kept.addAll(asked);
    for (var claimed : definition.path("meta").path("profile")) {
      for (var profile : ViewProfile.values()) {
        if (claimed.asText().split("\\|", -1)[0].equals(profile.url())) {
          kept.add(profile);
        }
      }
    }
    return kept;
  }

  private static void header(JsonNode definition, Set<ViewProfile> profiles, Problems problems) {
    problems.onlyKnown(definition, ROOT, ELEMENTS);
    // As the guide's examples of before it was a resource had it: the URL of its definition.
    if (!definition.path("resourceType").asText(ROOT).matches("(https?://.*/)?" + ROOT)) {
      problems.add("resourceType", "This is no ViewDefinition", "Send a ViewDefinition.");
    }
    problems.sqlName(problems.text(definition, ROOT, "name"), ROOT);
    var status = problems.text(definition, ROOT, "status");
    if (status.isPresent() && !STATUSES.contains(status.get())) {
      problems.add("status", "This is no publication status", "Use one of " + STATUSES + ".");
    }
    fhirVersion(definition, problems);
    if (profiles.contains(ViewProfile.SHAREABLE)) {
      for (var element : List.of("url", "name", "status", "fhirVersion")) {
        if (definition.path(element).isMissingNode()) {
          problems.add(element, "A shareable view has this element", "Add " + element + ".");
        }
      }
    }
  }

  private static void fhirVersion(JsonNode definition, Problems problems) {
    var versions = definition.path("fhirVersion");
    if (versions.isMissingNode()) {
      return;
    }
    var isR4 = false;
    for (var version : versions) {
      isR4 |= version.asText().matches("4\\.0(\\..*)?");
    }
    if (!isR4) {
      problems.add(
          "fhirVersion",
          "The view is not for FHIR R4, which is what is stored here",
          "Add 4.0.1 when the view can be run on R4.");
    }
  }

  private List<FhirType> focus(String resource, Problems problems) {
    if (!resource.isEmpty() && !model.isResource(resource)) {
      problems.add("resource", "R4 has no resource of this name", "Name one, such as Encounter.");
      return List.of();
    }
    return model.named(resource).stream().toList();
  }

  private static List<View.Condition> conditions(
      JsonNode definition, SelectReader reader, List<FhirType> focus, Problems problems) {
    var conditions = new ArrayList<View.Condition>();
    var index = 0;
    for (var json : problems.objects(definition, ROOT, "where")) {
      var place = Problems.numbered(ROOT, "where", index++);
      problems.onlyKnown(json, place, Set.of("id", "extension", "path", "description"));
      var path =
          problems
              .required(json, place, "path")
              .flatMap(text -> reader.path(text, place + ".path", focus));
      if (path.isPresent()) {
        var types = path.get().types();
        if (!types.isEmpty() && types.stream().noneMatch(type -> type.kind() == Kind.TRUTH)) {
          problems.add(
              place + ".path",
              "A condition gives a Boolean and this one gives " + types.get(0),
              "Compare the element with a value, or end the path with exists().");
        }
        conditions.add(new View.Condition(place + ".path", path.get()));
      }
    }
    return conditions;
  }
}
