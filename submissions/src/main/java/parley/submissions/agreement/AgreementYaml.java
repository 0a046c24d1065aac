package parley.submissions.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as another way of writing JSON: one document of objects, lists, texts, whole numbers, true
 * and false. Nothing in it is made into an object of a class; there are no tags, anchors and
 * aliases, by which a few lines become very many.
 */
final class AgreementYaml {

  private static final int DEEPEST = 20;
  private static final int LONGEST = 1 << 20;

  private final Yaml yaml;

  private AgreementYaml() {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(LONGEST);
    options.setTagInspector(tag -> false);
    var written = new DumperOptions();
    this.yaml =
        new Yaml(
            new SafeConstructor(options), new Representer(written), written, options, new Words());
  }

  /** What it says, as JSON; empty when it is not YAML of this kind. */
  static Optional<JsonNode> tree(String text) {
    try {
      return new AgreementYaml().read(text);
    } catch (YAMLException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Optional<JsonNode> read(String text) {
    for (var event : yaml.parse(new StringReader(text))) {
      if (isMoreThanJson(event)) {
        return Optional.empty();
      }
    }
    var node = yaml.compose(new StringReader(text));
    return node instanceof MappingNode ? json(node) : Optional.empty();
  }

  private static boolean isMoreThanJson(Event event) {
    if (event instanceof ScalarEvent scalar && scalar.getTag() != null) {
      return true;
    }
    if (event instanceof CollectionStartEvent start && start.getTag() != null) {
      return true;
    }
    return event instanceof AliasEvent
        || event instanceof NodeEvent named && named.getAnchor() != null;
  }

  private static Optional<JsonNode> json(Node node) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar(scalar));
    }
    if (node instanceof SequenceNode list) {
      var array = JsonNodeFactory.instance.arrayNode();
      for (var one : list.getValue()) {
        var value = json(one);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        array.add(value.get());
      }
      return Optional.of(array);
    }
    var object = JsonNodeFactory.instance.objectNode();
    for (var entry : ((MappingNode) node).getValue()) {
      var value = json(entry.getValueNode());
      if (!(entry.getKeyNode() instanceof ScalarNode key)
          || value.isEmpty()
          || object.has(key.getValue())) {
        return Optional.empty();
      }
      object.set(key.getValue(), value.get());
    }
    return Optional.of(object);
  }

  private static JsonNode scalar(ScalarNode scalar) {
    var nodes = JsonNodeFactory.instance;
    if (scalar.getTag().equals(Tag.INT)) {
      return nodes.numberNode(Integer.parseInt(scalar.getValue()));
    }
    if (scalar.getTag().equals(Tag.BOOL)) {
      return nodes.booleanNode(scalar.getValue().equals("true"));
    }
    return scalar.getTag().equals(Tag.NULL) ? nodes.nullNode() : nodes.textNode(scalar.getValue());
  }

  /** As JSON has them: a date is text, and so are yes, no and 1.0. */
  private static final class Words extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.INT, Pattern.compile("-?(0|[1-9][0-9]*)"), "-0123456789");
      addImplicitResolver(Tag.NULL, Pattern.compile("null|~"), "n~");
      addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
    }
  }
}
