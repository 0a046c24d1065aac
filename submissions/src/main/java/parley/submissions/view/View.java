package parley.submissions.view;

import java.util.List;
import java.util.Optional;
import parley.submissions.view.path.PathExpression;

/** A compiled ViewDefinition. It keeps no state and serves many runs at once. */
public final class View {

  /** A condition with its place in the definition. */
  record Condition(String place, PathExpression expression) {}

  private final Optional<String> name;
  private final String resourceType;
  private final List<Column> columns;
  private final List<Condition> conditions;
  private final List<SelectPlan> selects;

  View(
      Optional<String> name,
      String resourceType,
      List<Column> columns,
      List<Condition> conditions,
      List<SelectPlan> selects) {
    this.name = name;
    this.resourceType = resourceType;
    this.columns = List.copyOf(columns);
    this.conditions = List.copyOf(conditions);
    this.selects = List.copyOf(selects);
  }

  /** The name of the table. */
  public Optional<String> name() {
    return name;
  }

  public String resourceType() {
    return resourceType;
  }

  /** In the order of the table. */
  public List<Column> columns() {
    return columns;
  }

  List<Condition> conditions() {
    return conditions;
  }

  List<SelectPlan> selects() {
    return selects;
  }
}
