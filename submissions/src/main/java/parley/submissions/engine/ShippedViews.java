package parley.submissions.engine;

import java.util.List;
import java.util.Optional;
import parley.submissions.view.View;
import parley.submissions.view.ViewReader;

/** The views that Parley's own tables are made with, for others to run. */
public final class ShippedViews {

  private static final String DATASET = "iapt-v2.1";
  private static final String BASE = "https://parley.example/fhir/ViewDefinition/" + DATASET + '/';

  private final List<View> views;

  public ShippedViews(ViewReader reader) {
    this.views = new DefinitionFolder(DATASET).views(reader);
  }

  /** Their names, in alphabetical order. */
  public List<String> names() {
    return views.stream().flatMap(view -> view.name().stream()).sorted().toList();
  }

  /**
   * A view by reference.
   *
   * @param reference {@code ViewDefinition/name}, or the view's canonical URL
   */
  public Optional<View> find(String reference) {
    return views.stream()
        .filter(
            view ->
                view.name()
                    .filter(
                        name ->
                            reference.equals("ViewDefinition/" + name)
                                || reference.equals(BASE + name))
                    .isPresent())
        .findFirst();
  }
}
