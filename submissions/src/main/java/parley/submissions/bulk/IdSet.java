package parley.submissions.bulk;

/**
 * Ids of resources by a hash of 64 bits, in 16 bytes each: a record has millions. Two that are
 * taken for one, about once in 10^6 records of three million, leave a token that leads nowhere.
 */
final class IdSet {

  private long[] hashes = new long[1 << 12];
  private int size;

  void add(String type, String id) {
    if (2 * size >= hashes.length) {
      var old = hashes;
      hashes = new long[old.length * 2];
      size = 0;
      for (var hash : old) {
        if (hash != 0) {
          put(hash);
        }
      }
    }
    put(hash(type, id));
  }

  boolean contains(String type, String id) {
    var wanted = hash(type, id);
    var at = slot(wanted);
    while (hashes[at] != 0) {
      if (hashes[at] == wanted) {
        return true;
      }
      at = at + 1 & hashes.length - 1;
    }
    return false;
  }

  private void put(long hash) {
    var at = slot(hash);
    while (hashes[at] != 0) {
      if (hashes[at] == hash) {
        return;
      }
      at = at + 1 & hashes.length - 1;
    }
    hashes[at] = hash;
    size++;
  }

  private int slot(long hash) {
    return (int) (hash >>> 20) & hashes.length - 1;
  }

  private static long hash(String type, String id) {
    var text = type + '/' + id;
    var hash = 0xCBF29CE484222325L;
    for (var at = 0; at < text.length(); at++) {
      hash = (hash ^ text.charAt(at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash == 0 ? 1 : hash;
  }
}
