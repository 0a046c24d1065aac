package parley.submissions.publication;

import java.util.Arrays;
import java.util.Optional;

/** What kind of place a figure is of. */
public enum PlaceType {
  /** All providers of the publication together. */
  ALL("all", "All providers in this publication"),
  /** An integrated care board. */
  ICB("icb", "Integrated care board"),
  /** Who commissions: a sub-ICB location, or an ICB where that is what is recorded. */
  COMMISSIONER("commissioner", "Commissioner"),
  PROVIDER("provider", "Provider"),
  /** The courses of one provider for one commissioner; counted, and not published. */
  PROVIDER_AND_COMMISSIONER("provider-and-commissioner", "Provider and commissioner");

  private final String code;
  private final String words;

  PlaceType(String code, String words) {
    this.code = code;
    this.words = words;
  }

  public String code() {
    return code;
  }

  /** As the page says it. */
  public String words() {
    return words;
  }

  public static Optional<PlaceType> of(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }
}
