package parley.submissions.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import parley.submissions.agreement.ReleaseField.Role;
import parley.submissions.disclosure.Ladder;
import parley.submissions.disclosure.RowRule;
import parley.submissions.product.Product;

/** Reads one agreement and gathers all that is wrong with it. */
final class AgreementReader {

  private final JsonNode tree;
  private final String digest;
  private final LocalDate today;
  private final List<AgreementProblem> problems = new ArrayList<>();

  AgreementReader(JsonNode tree, String digest, LocalDate today) {
    this.tree = tree;
    this.digest = digest;
    this.today = today;
  }

  AgreementReading read() {
    new AgreementForm(this::problem).hold(tree);
    var product = product();
    var anonymous = product instanceof Product.Anonymous;
    var k = number("k", RowRule.DEFAULT_K, 5);
    var l = number("l", RowRule.DEFAULT_L, 2);
    var linkable = values("linkable", "valueBoolean").stream().anyMatch(JsonNode::asBoolean);
    if (anonymous && linkable) {
      problem("linkable", "anonymous rows have nothing to link them by", "set it to false");
    }
    if (!text("optOut", "valueCode").equals("exclude")) {
      problem(
          "optOut",
          "people who opted out are not in pseudonymised data nor what is made of it",
          "set it to exclude");
    }
    var figures = new FigureReader(tree, this::problem).read(anonymous);
    var elements = new ElementReader(tree, this::problem).read(anonymous);
    var fields = fields(anonymous, figures.isPresent() || !elements.paths().isEmpty());
    var population = population();
    if (!anonymous) {
      new FieldRules(this::problem).together(fields, population, elements);
    }
    if (anonymous && figures.isPresent() && !fields.isEmpty()) {
      problem(
          "figures",
          "rows and figures of one agreement would undo each other's bounds",
          "leave the fields out, or the figures, and release one of the two alone");
    }
    if (!anonymous || fields.isEmpty()) {
      keptByNothing("k");
      keptByNothing("l");
    }
    var agreement =
        new ReleaseAgreement(
            text("url", "valueUri"),
            text("version", "valueString"),
            digest,
            text("recipient", "valueString"),
            text("purpose", "valueString"),
            text("legalBasis", "valueString"),
            product,
            fields,
            elements,
            population,
            figures,
            k,
            l,
            text("epoch", "valueString"),
            linkable,
            expiry(),
            format(fields.isEmpty()));
    return problems.isEmpty()
        ? new AgreementReading.Accepted(agreement)
        : new AgreementReading.Refused(problems);
  }

  private Product product() {
    var code = text("product", "valueCode");
    if (code.equals("PSEUDONYMISED")) {
      return Product.Pseudonymised.KIND;
    }
    if (!code.equals("ANONYMOUS")) {
      problem(
          "product",
          "an agreement is about PSEUDONYMISED or ANONYMOUS",
          "the identifiable return has a law in place of an agreement");
    }
    return Product.Anonymous.KIND;
  }

  private List<ReleaseField> fields(boolean anonymous, boolean figures) {
    var fields = new ArrayList<ReleaseField>();
    var seen = new HashSet<String>();
    for (var parameter : tree.path("parameter")) {
      if (parameter.path("name").asText().equals("field")) {
        var field = field(parameter);
        fields.add(field);
        if (!seen.add(field.name())) {
          problem("field " + field.name(), "a field stands once", "remove all but one");
        }
        new FieldRules(this::problem).hold(field, anonymous);
      }
    }
    if (fields.isEmpty() && !figures) {
      problem("field", "only named fields leave", "name at least one, an element or figures");
    }
    if (anonymous && !fields.isEmpty() && fields.stream().noneMatch(f -> f.role() == Role.QUASI)) {
      problem("field", "anonymous rows have a quasi-identifier", "give one field the role quasi");
    }
    return fields;
  }

  private RowFormat format(boolean withoutRows) {
    var said = values("format", "valueCode");
    if (said.isEmpty()) {
      return RowFormat.CSV;
    }
    var format = constant(RowFormat.values(), said.get(0).asText());
    if (format.isEmpty() || withoutRows) {
      problem("format", "it is csv or parquet, of rows", "say which, or leave it out for csv");
    }
    return format.orElse(RowFormat.CSV);
  }

  private Population population() {
    var said = values("population", "valueCode");
    if (said.isEmpty()) {
      return Population.RECEIVED;
    }
    return constant(Population.values(), said.get(0).asText())
        .orElseGet(
            () -> {
              problem("population", "it is received or discharged", "say which, or leave it out");
              return Population.RECEIVED;
            });
  }

  private ReleaseField field(JsonNode parameter) {
    var name = part(parameter, "name", "valueString");
    var role = constant(Role.values(), part(parameter, "role", "valueCode"));
    var ladder = constant(Ladder.values(), part(parameter, "ladder", "valueCode"));
    var level = part(parameter, "level", "valueInteger");
    var where = "field " + (name.matches("[A-Za-z][A-Za-z0-9]*") ? name : "");
    if (name.isEmpty() || where.equals("field ")) {
      problem("field", "a field has a name of letters and digits", "give it one");
    }
    if (role.isEmpty()) {
      problem(where, "its role is token, quasi or sensitive", "say which");
    }
    if (ladder.isEmpty() != part(parameter, "ladder", "valueCode").isEmpty()) {
      problem(where, "its ladder is one of age, ethnicity, region, date", "name one of these");
    }
    if (ladder.isEmpty() && !level.isEmpty()) {
      problem(where + ".level", "a level is a rung of a ladder", "name its ladder too");
    }
    var rung = level.matches("[1-9]") ? Integer.parseInt(level) : 0;
    if (ladder.isPresent() && (rung < 1 || rung > ladder.get().levels())) {
      problem(
          where,
          "its level is a rung of its ladder",
          "give one from 1 to " + ladder.get().levels());
    }
    return new ReleaseField(name, role.orElse(Role.SENSITIVE), ladder, rung);
  }

  private LocalDate expiry() {
    try {
      var date = LocalDate.parse(text("expiry", "valueDate"));
      if (date.isBefore(today)) {
        problem("expiry", "the agreement has not expired", "have it renewed, with a new version");
      }
      return date;
    } catch (DateTimeException e) {
      problem("expiry", "it is a date, yyyy-MM-dd", "give one");
      return today;
    }
  }

  private int number(String name, int otherwise, int least) {
    var values = values(name, "valueInteger");
    if (values.isEmpty()) {
      return otherwise;
    }
    if (!values.get(0).isInt() || values.get(0).asInt() < least) {
      problem(name, "it is a whole number of at least " + least, "leave it out for " + otherwise);
      return otherwise;
    }
    return values.get(0).asInt();
  }

  /** A number that the product does not keep would read like a promise. */
  private void keptByNothing(String name) {
    if (!values(name, "valueInteger").isEmpty()) {
      problem(
          name,
          "anonymous rows alone are made to keep k and l",
          "leave it out: what else leaves is not held to it");
    }
  }

  private String text(String name, String type) {
    var text = values(name, type).stream().findFirst().map(JsonNode::asText).orElse("").strip();
    if (text.isEmpty()) {
      problem(name, "it is there, as " + type, "add it");
    }
    return text;
  }

  private List<JsonNode> values(String name, String type) {
    var values = new ArrayList<JsonNode>();
    for (var parameter : tree.path("parameter")) {
      if (parameter.path("name").asText().equals(name) && parameter.has(type)) {
        values.add(parameter.get(type));
      }
    }
    return values;
  }

  private static String part(JsonNode parameter, String name, String type) {
    for (var part : parameter.path("part")) {
      if (part.path("name").asText().equals(name)) {
        return part.path(type).asText().strip();
      }
    }
    return "";
  }

  private static <E extends Enum<E>> Optional<E> constant(E[] values, String name) {
    return Arrays.stream(values).filter(one -> one.name().equalsIgnoreCase(name)).findFirst();
  }

  private void problem(String field, String rule, String remedy) {
    problems.add(new AgreementProblem(field, rule, remedy));
  }
}
