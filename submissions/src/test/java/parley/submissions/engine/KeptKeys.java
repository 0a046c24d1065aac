package parley.submissions.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A register of local keys in memory, which takes nothing that contradicts it. */
public final class KeptKeys implements LocalKeyRegister {

  private record Thing(String kind, String resource) {}

  private final Map<Thing, String> keys = new HashMap<>();
  private final Set<List<String>> used = new HashSet<>();

  /** Keys as they were given before. */
  public static KeptKeys of(LocalKey... given) {
    var kept = new KeptKeys();
    kept.keep(List.of(given));
    return kept;
  }

  @Override
  public Stream<LocalKey> given() {
    return keys.entrySet().stream()
        .map(one -> new LocalKey(one.getKey().kind(), one.getKey().resource(), one.getValue()));
  }

  @Override
  public void keep(List<LocalKey> fresh) {
    for (var key : fresh) {
      var before = keys.putIfAbsent(new Thing(key.kind(), key.resource()), key.key());
      if (before != null || !used.add(List.of(key.kind(), key.key().toUpperCase(Locale.ROOT)))) {
        throw new LocalKeyTaken();
      }
    }
  }
}
