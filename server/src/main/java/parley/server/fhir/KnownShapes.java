package parley.server.fhir;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import parley.camelroutes.ProfileCheck;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Write;

/**
 * Spares the validator what it has found good before. Two resources of one {@link Shape} conform or
 * not alike, and a sender's messages come in few shapes; a full validation of each would take more
 * time than everything else together. Only shapes without a problem are remembered, so a problem is
 * always the validator's own.
 */
final class KnownShapes implements ProfileCheck {

  /** About 200 bytes each. */
  private static final int REMEMBERED = 20_000;

  private final RecordValidator validator;
  private final Cache<String, Boolean> good = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  KnownShapes(RecordValidator validator) {
    this.validator = validator;
  }

  /** After a change of what shapes are measured against. */
  void forget() {
    good.invalidateAll();
  }

  @Override
  public List<Problem> check(RecordBundle bundle) {
    return bundle.entries().stream()
        .filter(Write.class::isInstance)
        .flatMap(entry -> check((Write) entry).stream())
        .toList();
  }

  private List<Problem> check(Write write) {
    var shape = Shape.of(write.resource());
    if (good.getIfPresent(shape) != null) {
      return List.of();
    }
    var problems = validator.check(write.resource());
    if (problems.isEmpty()) {
      good.put(shape, true);
    }
    return problems;
  }
}
