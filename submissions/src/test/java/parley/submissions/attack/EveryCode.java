package parley.submissions.attack;

import java.util.Optional;
import java.util.Set;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;
import parley.terminology.Terminology;
import parley.terminology.Translation;

/**
 * Lists that hold every code there is, so that the list of the legally restricted ones is the only
 * thing between a code and a release.
 *
 * @param unrestricted whether that list is off as well
 */
public record EveryCode(boolean unrestricted) implements Terminology {

  private static final Terminology PACKAGED = PackagedTerminology.packaged();
  private static final Set<String> SPECIAL =
      Set.of(Systems.valueSet("nhs-religion"), Systems.valueSet("nhs-sexual-orientation"));
  private static final String RESTRICTED = Systems.valueSet("legally-restricted");

  @Override
  public Translation translate(String conceptMap, String code) {
    return PACKAGED.translate(conceptMap, code);
  }

  @Override
  public boolean validateCode(String valueSet, String system, String code) {
    return valueSet.equals(RESTRICTED) || SPECIAL.contains(valueSet)
        ? !unrestricted && PACKAGED.validateCode(valueSet, system, code)
        : true;
  }

  @Override
  public Optional<String> display(String system, String code) {
    return Optional.of("words for it");
  }
}
