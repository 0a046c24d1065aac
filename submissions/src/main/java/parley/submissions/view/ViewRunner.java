package parley.submissions.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import parley.submissions.view.path.Item;
import parley.submissions.view.path.PathCompiler;
import parley.submissions.view.path.PathFailure;

/**
 * Runs views over resources, one resource at a time, so that the size of the record does not
 * matter. Safe for many threads.
 */
public final class ViewRunner {

  private final PathCompiler compiler;

  /**
   * @param reader the one that read the views
   */
  public ViewRunner(ViewReader reader) {
    this.compiler = reader.compiler();
  }

  /** As {@link #run(View, ViewResources, RowSink, long)}, with every row. */
  public ViewRun run(View view, ViewResources resources, RowSink sink) {
    return run(view, resources, sink, Long.MAX_VALUE);
  }

  /**
   * @param limit most rows that the sink is given
   * @return how many rows there were, or the first resource that has none because the view cannot
   *     be evaluated on it
   */
  public ViewRun run(View view, ViewResources resources, RowSink sink, long limit) {
    return run(List.of(new ViewTarget(view, sink)), resources, limit);
  }

  /**
   * Runs views of one type of resource in one pass, in which each resource is read and parsed once.
   *
   * @param targets at least one; all of one resource type
   * @return as for a single view; the rows are those of all together, and a failure of one view is
   *     the end of all
   */
  public ViewRun runTogether(List<ViewTarget> targets, ViewResources resources) {
    if (targets.stream().map(one -> one.view().resourceType()).distinct().count() != 1) {
      throw new IllegalArgumentException("views run together are of one resource type");
    }
    return run(targets, resources, Long.MAX_VALUE);
  }

  private ViewRun run(List<ViewTarget> targets, ViewResources resources, long limit) {
    var run = new Run(targets, limit);
    targets.forEach(one -> one.sink().start(one.view().columns()));
    try (var stream = resources.ofType(run.type)) {
      var each = stream.iterator();
      while (!run.isFull() && each.hasNext()) {
        var failure = run.read(each.next());
        if (failure.isPresent()) {
          return new ViewRun.Failed(failure.get(), run.resources, run.rows());
        }
      }
    }
    targets.forEach(one -> one.sink().end());
    return new ViewRun.Finished(run.resources, run.rows(), run.isFull());
  }

  private final class Run {

    private final String type;
    private final List<RowMaker> makers;
    private long read;
    private long resources;

    Run(List<ViewTarget> targets, long limit) {
      this.type = targets.get(0).view().resourceType();
      this.makers =
          targets.stream().map(one -> new RowMaker(one.view(), one.sink(), limit)).toList();
    }

    boolean isFull() {
      return makers.stream().allMatch(RowMaker::isFull);
    }

    long rows() {
      return makers.stream().mapToLong(RowMaker::rows).sum();
    }

    Optional<EvaluationFailure> read(ResourceText text) {
      read++;
      JsonNode json;
      try {
        json = ViewJson.tree(text.json());
      } catch (JsonProcessingException noJson) {
        return Optional.of(unreadable(text));
      }
      if (!json.isObject()) {
        return Optional.of(unreadable(text));
      }
      if (!json.path("resourceType").asText().equals(type)) {
        return Optional.empty();
      }
      if (json instanceof ObjectNode object && text.id().isPresent()) {
        object.put("id", text.id().get());
      }
      resources++;
      return compiler.resource(json).flatMap(item -> rows(item, json.path("id").asText()));
    }

    private Optional<EvaluationFailure> rows(Item item, String id) {
      for (var maker : makers) {
        try {
          maker.make(item);
        } catch (PathFailure failure) {
          return Optional.of(
              new EvaluationFailure(
                  maker.view().name(),
                  name(id),
                  maker.place(),
                  Optional.of(maker.column()).filter(one -> !one.isEmpty()),
                  failure.rule(),
                  failure.remedy()));
        }
      }
      return Optional.empty();
    }

    private EvaluationFailure unreadable(ResourceText text) {
      return new EvaluationFailure(
          Optional.empty(),
          name(text.id().orElse("")),
          "resource",
          Optional.empty(),
          "The resource is not a JSON object",
          "Send the resource as FHIR's JSON.");
    }

    private String name(String id) {
      return type + (id.isEmpty() ? ", number " + read : "/" + id);
    }
  }
}
