package parley.submissions.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    var run = new Run(view, sink, limit);
    sink.start(view.columns());
    try (var stream = resources.ofType(view.resourceType())) {
      var each = stream.iterator();
      while (!run.isFull() && each.hasNext()) {
        var failure = run.read(each.next());
        if (failure.isPresent()) {
          return new ViewRun.Failed(failure.get(), run.resources, run.maker.rows());
        }
      }
    }
    sink.end();
    return new ViewRun.Finished(run.resources, run.maker.rows(), run.isFull());
  }

  private final class Run {

    private final View view;
    private final RowMaker maker;
    private long read;
    private long resources;

    Run(View view, RowSink sink, long limit) {
      this.view = view;
      this.maker = new RowMaker(view, sink, limit);
    }

    boolean isFull() {
      return maker.isFull();
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
      if (!json.path("resourceType").asText().equals(view.resourceType())) {
        return Optional.empty();
      }
      if (json instanceof ObjectNode object && text.id().isPresent()) {
        object.put("id", text.id().get());
      }
      resources++;
      return compiler.resource(json).flatMap(item -> rows(item, json));
    }

    private Optional<EvaluationFailure> rows(Item item, JsonNode json) {
      try {
        maker.make(item);
        return Optional.empty();
      } catch (PathFailure failure) {
        return Optional.of(
            new EvaluationFailure(
                name(json.path("id").asText()),
                maker.place(),
                Optional.of(maker.column()).filter(one -> !one.isEmpty()),
                failure.rule(),
                failure.remedy()));
      }
    }

    private EvaluationFailure unreadable(ResourceText text) {
      return new EvaluationFailure(
          name(text.id().orElse("")),
          "resource",
          Optional.empty(),
          "The resource is not a JSON object",
          "Send the resource as FHIR's JSON.");
    }

    private String name(String id) {
      return view.resourceType() + (id.isEmpty() ? ", number " + read : "/" + id);
    }
  }
}
