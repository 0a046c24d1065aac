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

  private record Thing(String provider, String kind, String resource) {}

  private final Map<Thing, LocalKey> keys = new HashMap<>();
  private final Set<List<String>> used = new HashSet<>();

  /** Keys as they were given before. */
  public static KeptKeys of(LocalKey... given) {
    var kept = new KeptKeys();
    kept.keep(List.of(given));
    return kept;
  }

  @Override
  public Stream<LocalKey> given() {
    return keys.values().stream();
  }

  @Override
  public void keep(List<LocalKey> fresh) {
    for (var key : fresh) {
      var thing = new Thing(key.provider(), key.kind(), key.resource());
      var name =
          List.of(key.provider(), key.kind(), key.key().toUpperCase(Locale.ROOT), key.heirOf());
      if (keys.putIfAbsent(thing, key) != null || !used.add(name)) {
        throw new LocalKeyTaken();
      }
    }
  }
}
