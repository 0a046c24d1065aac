package parley.submissions.attack;

import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that some objects hold, as somebody sees it who has a dump of the memory. */
public final class ObjectGraph {

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<Object> open = new ArrayDeque<>();
  private final List<String> texts = new ArrayList<>();

  private ObjectGraph() {}

  /** All strings and arrays of characters that can be reached through classes of Parley. */
  public static List<String> texts(Collection<?> roots) {
    var graph = new ObjectGraph();
    graph.open.addAll(roots);
    while (!graph.open.isEmpty()) {
      graph.look(graph.open.poll());
    }
    return graph.texts;
  }

  private void look(Object object) {
    if (!seen.add(object)) {
      return;
    }
    if (object instanceof String text) {
      texts.add(text);
    } else if (object instanceof char[] characters) {
      texts.add(new String(characters));
    } else if (object instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            add(key);
            add(value);
          });
    } else if (object instanceof Collection<?> all) {
      all.forEach(this::add);
    } else if (object instanceof Optional<?> maybe) {
      maybe.ifPresent(this::add);
    } else if (object instanceof Object[]) {
      for (var at = 0; at < Array.getLength(object); at++) {
        add(Array.get(object, at));
      }
    } else if (object.getClass().getName().startsWith("parley.")) {
      fields(object);
    }
  }

  private void fields(Object object) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        var ours = field.getDeclaringClass().getName().startsWith("parley.");
        if (!field.getType().isPrimitive() && ours && !field.isSynthetic()) {
          field.setAccessible(true);
          try {
            add(field.get(Modifier.isStatic(field.getModifiers()) ? null : object));
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
  }

  private void add(@org.jspecify.annotations.Nullable Object object) {
    if (object != null) {
      open.add(object);
    }
  }
}
