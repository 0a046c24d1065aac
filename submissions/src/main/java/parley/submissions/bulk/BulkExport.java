package parley.submissions.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.submissions.allowlist.ElementFilter;
import parley.submissions.allowlist.Filtered;
import parley.submissions.canary.CanaryScan;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFile;
import parley.submissions.pseudonym.Token;
import parley.submissions.release.RecordCanaries;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;
import parley.terminology.Terminology;

/**
 * Makes pseudonymised exports. A resource leaves when every person it names may be told of, and
 * only with the elements that are listed; one that cannot be filtered is withheld whole. What is
 * written is scanned for everything the record knows of its people before it may be offered.
 */
public final class BulkExport {

  static final String MALFORMED = "it is not FHIR R4 to the letter";
  static final String UNKNOWN = "a reference or person in it cannot be followed";
  static final String NOBODY = "it names no patient";
  static final String SPECIAL = "what it says is of a special category, and in no export";
  static final String HOME = "it may be where somebody lives";
  static final String SAME_PERSON = "another Patient stands for the same person";

  private final Terminology terminology;

  public BulkExport(Terminology terminology) {
    this.terminology = terminology;
  }

  /** Told of each resource that is withheld, by its token. */
  @FunctionalInterface
  public interface Watch {
    void withheld(String resourceType, Optional<Token> token, String rule);
  }

  /**
   * Makes an export.
   *
   * @param record read once whole but for definitions, then the types of the order twice more
   * @param files what is written; of a stopped one the caller takes them away
   */
  public BulkResult write(ViewResources record, BulkOrder order, BulkFiles files, Watch watch)
      throws IOException {
    var run = new Run(record, order, files, watch);
    for (var type : new TreeSet<>(order.types())) {
      run.judge(type);
    }
    run.write();
    return run.scan();
  }

  /** One export. */
  private final class Run {
    private final ViewResources record;
    private final BulkOrder order;
    private final BulkFiles files;
    private final Watch watch;
    private final RecordCanaries canaries;
    private final People people;
    private final IdSet leaving = new IdSet();
    private final ArrayList<String> homes = new ArrayList<>();
    private final BulkTokens tokens;
    private final ElementFilter filter;
    private final Marks marks;
    private final ClosedWords words;
    private final RecordReader reader = new RecordReader();
    private final Map<String, Long> resources = new TreeMap<>();
    private final Map<String, Long> withheld = new TreeMap<>();
    private final ArrayList<BulkResult.Written.File> written = new ArrayList<>();

    Run(ViewResources record, BulkOrder order, BulkFiles files, Watch watch) {
      this.record = record;
      this.order = order;
      this.files = files;
      this.watch = watch;
      this.canaries = new RecordCanaries(record);
      this.people = People.of(canaries, order.optOuts());
      RecordTypes.all().stream().filter(type -> !type.equals("Patient")).forEach(this::known);
      this.tokens = new BulkTokens(order.pseudonyms(), people, leaving, terminology);
      this.homes.forEach(tokens::home);
      this.filter = new ElementFilter(order.agreement().elements(), tokens);
      this.marks = new Marks(order.agreement().elements());
      this.words = new ClosedWords(order.agreement().elements());
    }

    /** Notes by what the record knows its resources, also those that nobody wants. */
    private void known(String type) {
      try (var all = record.ofType(type)) {
        if (RecordTypes.PEOPLE.contains(type)) {
          all.forEach(canaries::person);
        } else {
          all.forEach(
              text ->
                  RecordReader.read(text)
                      .ifPresent(
                          resource -> {
                            canaries.identifiers(resource);
                            if (Special.isHome(resource)) {
                              homes.add(resource.path("id").asText());
                            }
                          }));
        }
      }
    }

    /** Finds out which resources leave. */
    void judge(String type) {
      try (var all = record.ofType(type)) {
        all.forEach(text -> judge(type, text));
      }
    }

    private void judge(String type, ResourceText text) {
      var read = RecordReader.read(text);
      if (read.isPresent() && !read.get().path("resourceType").asText().equals(type)) {
        return; // The port may give others beside.
      }
      if (read.isEmpty()) {
        withhold(type, text.id(), MALFORMED);
        return;
      }
      var resource = read.get();
      var id = Optional.of(resource.path("id").asText());
      var bearing = Bearing.of(resource);
      if (!bearing.patients().stream().allMatch(people::mayLeave)) {
        return; // In no count, or the count would tell how many opted out.
      }
      if (bearing.unknown()) {
        withhold(type, id, UNKNOWN);
      } else if (bearing.patients().isEmpty() && !BulkTokens.ADMINISTRATIVE.contains(type)) {
        withhold(type, id, NOBODY);
      } else if (type.equals("Patient") && !people.standsFor(id.get())) {
        withhold(type, id, SAME_PERSON);
      } else if (Special.isOfSpecialCategory(resource)) {
        withhold(type, id, SPECIAL);
      } else if (Special.isHome(resource)) {
        withhold(type, id, HOME);
      } else if (!reader.isFhir(text)) {
        withhold(type, id, MALFORMED);
      } else if (filter.of(resource) instanceof Filtered.Withheld not) {
        withhold(type, id, not.rule());
      } else {
        leaving.add(type, id.get());
      }
    }

    private void withhold(String type, Optional<String> id, String rule) {
      withheld.merge(rule, 1L, Long::sum);
      var token =
          id.filter(it -> !it.isBlank() && (!type.equals("Patient") || people.mayLeave(it)))
              .map(it -> tokens.of(type, it));
      watch.withheld(type, token, rule);
    }

    void write() throws IOException {
      if (order.before().isEmpty()) {
        writeTypes();
        return;
      }
      var product = Product.Pseudonymised.KIND;
      var name = ProductFile.name(product, "pairs", order.release(), "ndjson");
      try (var pairs = new BulkPairs(order.before().get(), files, name)) {
        tokens.noteIn(pairs);
        writeTypes();
        if (pairs.finish()) {
          written(BulkPairs.TYPE, name);
          resources.put(BulkPairs.TYPE, pairs.count());
        }
      }
    }

    private void writeTypes() throws IOException {
      for (var type : new TreeSet<>(order.types())) {
        write(type);
      }
    }

    private void write(String type) throws IOException {
      var product = Product.Pseudonymised.KIND;
      var name = ProductFile.name(product, type, order.release(), "ndjson");
      try (var lines = new SortedLines(files, name);
          var all = record.ofType(type)) {
        all.forEach(text -> RecordReader.read(text).ifPresent(it -> line(type, it, lines)));
        if (!lines.finish()) {
          return;
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      written(type, name);
    }

    private void written(String type, String name) throws IOException {
      try (var in = files.open(name)) {
        var file = ProductFile.of(Product.Pseudonymised.KIND, name, in);
        written.add(new BulkResult.Written.File(type, file));
      }
    }

    private void line(String type, ObjectNode resource, SortedLines lines) {
      var id = resource.path("id").asText();
      if (!resource.path("resourceType").asText().equals(type) || !leaving.contains(type, id)) {
        return;
      }
      if (filter.of(resource) instanceof Filtered.Kept kept) {
        words.of(kept.resource());
        marks.put(kept.resource(), type);
        try {
          lines.add(tokens.of(type, id), kept.resource().toString());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        resources.merge(type, 1L, Long::sum);
      }
    }

    /** Words that the product says of itself, one on each line, as the scan reads them. */
    private String said() {
      var all = new HashSet<>(tokens.words());
      all.addAll(words.seen());
      all.addAll(order.agreement().elements().paths());
      all.addAll(BulkTokens.ADMINISTRATIVE);
      all.addAll(marks.words());
      all.add(BulkPairs.WORDS);
      all.add(Product.Pseudonymised.KIND.code());
      return all.stream()
          .flatMap(it -> Stream.of(it.split("[^\\p{L}\\p{N}]+")))
          .distinct()
          .collect(Collectors.joining("\n"));
    }

    BulkResult scan() throws IOException {
      var scan = new CanaryScan(canaries.noted().exceptSaidIn(said()));
      for (var one : written) {
        try (var in = files.open(one.file().name())) {
          scan.file(one.file().name(), in);
        }
      }
      var report = scan.report();
      return report.isClean()
          ? new BulkResult.Written(written, resources, withheld)
          : new BulkResult.Stopped(report.hits());
    }
  }
}
