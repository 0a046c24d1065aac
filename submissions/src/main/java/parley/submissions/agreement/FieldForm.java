package parley.submissions.agreement;

import java.util.List;
import parley.submissions.disclosure.Ladder;
import parley.submissions.pseudonym.IdentifierKind;

/** What the values of a field are made to be before they leave. */
public sealed interface FieldForm {

  /** A pseudonym. */
  record Pseudonym(IdentifierKind kind) implements FieldForm {}

  /**
   * A value that is made coarser.
   *
   * @param always in pseudonymised rows too; else only when the agreement says so
   */
  record Rung(Ladder ladder, boolean always) implements FieldForm {}

  /**
   * A code; one that is not of the list leaves as {@code other}.
   *
   * @param valueSet canonical URL of the list
   * @param systems code systems that it may be of, in the order in which they are tried
   */
  record Code(String valueSet, List<String> systems) implements FieldForm {
    public Code {
      systems = List.copyOf(systems);
    }
  }

  /** One of a few words of Parley's own. */
  record Word(List<String> words) implements FieldForm {
    public Word {
      words = List.copyOf(words);
    }
  }

  /**
   * A number; in anonymous rows a band of it.
   *
   * @param starts lowest number of each band but the first, in rising order; none of a number that
   *     is in no anonymous row
   */
  record Number(List<Integer> starts) implements FieldForm {
    public Number {
      starts = List.copyOf(starts);
    }
  }

  /**
   * The severity band of a score.
   *
   * @param scale id of the scale, such as {@code phq-9}
   */
  record Severity(String scale) implements FieldForm {}

  /**
   * Days from one date to another; in anonymous rows a band of them. Never a date.
   *
   * @param from column of the date that is counted from
   * @param starts as of a number
   */
  record Days(String from, List<Integer> starts) implements FieldForm {
    public Days {
      starts = List.copyOf(starts);
    }
  }

  /** The ODS code of an organisation. */
  record Organisation() implements FieldForm {}

  /** The id of a scale, of the SNOMED CT code of the score. */
  record ScaleId() implements FieldForm {}
}
