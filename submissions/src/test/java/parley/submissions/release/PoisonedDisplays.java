package parley.submissions.release;

import java.util.Optional;
import parley.terminology.Terminology;
import parley.terminology.Translation;

/**
 * Says of each code what it must not.
 *
 * @param text who somebody is
 */
record PoisonedDisplays(String text) implements Terminology {
  @Override
  public Translation translate(String conceptMap, String code) {
    return MadeOrders.TERMINOLOGY.translate(conceptMap, code);
  }

  @Override
  public boolean validateCode(String valueSet, String system, String code) {
    return MadeOrders.TERMINOLOGY.validateCode(valueSet, system, code);
  }

  @Override
  public Optional<String> display(String system, String code) {
    return Optional.of(text);
  }
}
