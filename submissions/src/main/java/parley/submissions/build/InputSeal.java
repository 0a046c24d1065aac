package parley.submissions.build;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/**
 * Passes resources on and keeps a hash of all of them, in which their order does not matter: the
 * sum of the SHA-256 of each, modulo 2^256. Several types may be read at a time.
 */
final class InputSeal implements ViewResources {

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private final ViewResources resources;
  private final Map<String, Sum> sums = Collections.synchronizedMap(new TreeMap<>());

  InputSeal(ViewResources resources) {
    this.resources = resources;
  }

  @Override
  public Stream<ResourceText> ofType(String resourceType) {
    var sum = new Sum();
    sums.put(resourceType, sum);
    return resources.ofType(resourceType).peek(sum::add);
  }

  /** How many resources were read, by type. */
  Map<String, Long> read() {
    var read = new TreeMap<String, Long>();
    sums.forEach((type, sum) -> read.put(type, sum.read));
    return read;
  }

  /** The hash, as 64 hexadecimal digits. */
  String hash() {
    var whole =
        sums.values().stream()
            .map(sum -> sum.value)
            .reduce(BigInteger.ZERO, BigInteger::add)
            .mod(MODULUS);
    var digits = whole.toString(16);
    return "0".repeat(64 - digits.length()) + digits;
  }

  /** Of one type; read by one thread. */
  private static final class Sum {

    private BigInteger value = BigInteger.ZERO;
    private long read;

    void add(ResourceText resource) {
      var digest = Hashes.digest();
      resource.id().ifPresent(id -> digest.update((id + "\n").getBytes(StandardCharsets.UTF_8)));
      digest.update(resource.json().getBytes(StandardCharsets.UTF_8));
      value = value.add(new BigInteger(1, digest.digest()));
      read++;
    }
  }
}
