package parley.submissions.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import parley.submissions.engine.DatasetTables;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFolder;

/**
 * What a package was made of and by, and what is in it.
 *
 * @param order what was asked for
 * @param summary what it came to
 * @param tables whether the tables are in it; not in a dry run, nor when the file is held back
 * @param inputs the resources that were read
 * @param templateHash SHA-256 of the official database; empty without one
 * @param software version of the software
 * @param built when
 */
record Manifest(
    BuildOrder order,
    BuildSummary summary,
    boolean tables,
    InputSeal inputs,
    String templateHash,
    String software,
    Instant built) {

  /** Writes it into a folder, with the hash of every file that is there. */
  void write(ProductFolder<Product.Identifiable> folder) throws IOException {
    var tree = JsonTree.object();
    tree.put("product", folder.product().code());
    head(tree);
    var definitions = DatasetTables.definitions();
    definitions.putAll(MeasureFolder.definitions());
    var made = tree.putObject("definitions");
    var all = new StringBuilder();
    var each = JsonTree.object();
    definitions.forEach(
        (name, text) -> {
          var hash = Hashes.of(text);
          each.put(name, hash);
          all.append(name).append(' ').append(hash).append('\n');
        });
    made.put("sha256", Hashes.of(all.toString()));
    made.set("files", each);
    result(tree.putObject("result"));
    var files = tree.putObject("files");
    for (var file : files(folder.path()).entrySet()) {
      var one = files.putObject(file.getKey());
      one.put("bytes", Files.size(file.getValue()));
      one.put("sha256", Hashes.of(file.getValue()));
    }
    folder.manifest(out -> out.write(text(tree).getBytes(StandardCharsets.UTF_8)));
  }

  /** As it is written: the same tree gives the same bytes. */
  static String text(ObjectNode tree) {
    return tree.toPrettyString() + "\n";
  }

  private void head(ObjectNode tree) {
    var facts = order.order().facts();
    tree.put("software", "Parley " + software);
    if (!order.momentGiven()) {
      tree.put("built", built.toString());
    }
    tree.put("dataset", "IAPT Data Set 2.1");
    tree.put("provider", facts.provider());
    tree.put("sender", facts.sender());
    tree.put("periodStart", facts.start().toString());
    tree.put("periodEnd", facts.end().toString());
    tree.put("type", order.type().code());
    tree.put("created", facts.submitted().toString());
    tree.put("dryRun", order.dryRun());
    tree.put("tables", tables);
    tree.put("orderedBy", order.orderedBy());
    order
        .confirmation()
        .ifPresent(
            given ->
                tree.putObject("confirmation").put("by", given.by()).put("reason", given.reason()));
    var succession = tree.putObject("succession");
    new TreeMap<>(order.order().succession()).forEach(succession::put);
    if (!templateHash.isEmpty()) {
      tree.putObject("template").put("sha256", templateHash);
    }
    var read = tree.putObject("inputs");
    read.put("sha256", inputs.hash());
    var types = read.putObject("resources");
    inputs.read().forEach(types::put);
    var off = tree.putArray("switchedOffRules");
    order.switchedOffOwnRules().stream().sorted().forEach(off::add);
  }

  private void result(ObjectNode result) {
    result.put("accepted", summary.accepted());
    result.put("releasable", summary.releasable());
    result.put("rowsLost", summary.rowsLost());
    var severities = result.putObject("findings");
    summary
        .findings()
        .forEach(
            (severity, count) -> severities.put(severity.name().toLowerCase(Locale.ROOT), count));
    put(result.putObject("rules"), summary.rules());
    put(result.putObject("rows"), summary.counts().rows());
    result.put("endedCourses", summary.counts().endedCourses());
    strings(result, "shortfalls", summary.shortfalls().stream().map(Shortfall::sentence).toList());
    strings(result, "notes", summary.notes());
  }

  private static void put(ObjectNode node, Map<String, Long> counts) {
    counts.forEach(node::put);
  }

  private static void strings(ObjectNode node, String name, List<String> texts) {
    var array = node.putArray(name);
    texts.forEach(array::add);
  }

  /** Files of a folder by their path in it, before the manifest is; what is hidden is none. */
  private static Map<String, Path> files(Path folder) throws IOException {
    var files = new TreeMap<String, Path>();
    try (var found = Files.walk(folder)) {
      found
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .forEach(file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
    }
    return files;
  }
}
