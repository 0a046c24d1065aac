package parley.mappings.practice;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the rule has to know of a care activity (table IDS202CareActivity).
 *
 * @param id logical id of the Procedure
 * @param therapy SNOMED CT codes of the focus concepts of all codings of its code, with a space
 *     between two
 * @param performers who gave it, each once, as {@link PracticeReader#treating} names them
 * @param day the English day it was performed, where it says so itself
 * @param contact logical id of the Encounter it was part of
 */
public record CareActivity(
    String id,
    Optional<String> therapy,
    List<String> performers,
    Optional<LocalDate> day,
    Optional<String> contact) {

  public CareActivity {
    performers = List.copyOf(performers);
  }
}
