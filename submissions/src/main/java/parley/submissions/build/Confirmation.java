package parley.submissions.build;

/**
 * That a person wants a file although the guard holds it back. Who has the right to is checked
 * before; here it is written down.
 *
 * @param by who
 * @param reason why; not blank
 */
public record Confirmation(String by, String reason) {

  public Confirmation {
    if (by.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("a confirmation says who and why");
    }
  }
}
