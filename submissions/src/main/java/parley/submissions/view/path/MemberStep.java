package parley.submissions.view.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.submissions.view.path.Item.Node;

/** {@code source.name}, with the {@code ofType()} that follows it, if one does. */
final class MemberStep implements Evaluator {

  private final Navigation navigation;
  private final TypeModel model;
  private final Evaluator source;
  private final String name;
  private final Optional<String> wanted;

  /** The type that the source has as a rule, with its child narrowed to what is wanted. */
  private final Optional<FhirType> expected;

  private final Child narrowed;

  MemberStep(
      TypeModel model,
      Evaluator source,
      String name,
      Optional<String> wanted,
      List<FhirType> sourceTypes) {
    this.navigation = new Navigation(model);
    this.model = model;
    this.source = source;
    this.name = name;
    this.wanted = wanted;
    this.expected = sourceTypes.stream().filter(type -> type.child(name).isPresent()).findFirst();
    this.narrowed =
        expected
            .flatMap(type -> type.child(name))
            .map(this::narrow)
            .orElse(new Child(name, false, List.of()));
  }

  private Child narrow(Child child) {
    var forms =
        child.forms().stream()
            .filter(form -> form.type() == TypeModel.ANY_RESOURCE || isWanted(form.type()))
            .toList();
    return new Child(child.name(), child.many(), forms);
  }

  private boolean isWanted(FhirType type) {
    return wanted.isEmpty() || model.isA(type, wanted.get());
  }

  List<FhirType> types() {
    return narrowed.types().contains(TypeModel.ANY_RESOURCE) ? List.of() : narrowed.types();
  }

  @Override
  public List<Item> on(Scope scope) {
    var from = source.on(scope);
    if (from.isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<Item>(2);
    for (var item : from) {
      if (item instanceof Node node) {
        step(node, found);
      }
    }
    return found;
  }

  private void step(Node node, List<Item> found) {
    if (expected.isPresent() && expected.get() == node.type()) {
      narrowed(node, narrowed, found);
    } else {
      node.type().child(name).ifPresent(child -> narrowed(node, narrow(child), found));
    }
  }

  private void narrowed(Node node, Child child, List<Item> found) {
    var before = found.size();
    navigation.children(node, child, found);
    if (wanted.isPresent() && child.types().contains(TypeModel.ANY_RESOURCE)) {
      found.subList(before, found.size()).removeIf(item -> !isNodeWanted(item));
    }
  }

  private boolean isNodeWanted(Item item) {
    return item instanceof Node node && isWanted(node.type());
  }
}
