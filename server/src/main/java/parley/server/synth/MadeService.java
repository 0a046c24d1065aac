package parley.server.synth;

import java.util.List;
import java.util.stream.IntStream;
import parley.terminology.Systems;

/**
 * One synthetic service. Its ODS codes are of the shape of real ones; whether they are given to
 * somebody one day is not for us to say.
 *
 * @param number from 1 to 9
 */
record MadeService(int number) {

  private static final int STAFF_OF_A_KIND = 6;

  /** ODS code of the provider. */
  String code() {
    return "RZ" + number;
  }

  String name() {
    return "Synthetic Talking Therapies " + number;
  }

  /** ODS code of the site of treatment. */
  String site() {
    return code() + "01";
  }

  /** ODS code of the commissioner. */
  String commissioner() {
    return "Q9" + number;
  }

  /** ODS codes of the practices that people of it are registered with. */
  List<String> practices() {
    return List.of("Y9" + number + "801", "Y9" + number + "802", "Y9" + number + "803");
  }

  /** Local numbers of those who give a therapy. */
  List<String> staff(Therapy therapy) {
    return IntStream.rangeClosed(1, STAFF_OF_A_KIND)
        .mapToObj(n -> "%s-Q%s-%02d".formatted(code(), therapy.qualification(), n))
        .toList();
  }

  /** System of the numbers that it gives to a kind of thing, as Parley reads them in messages. */
  String system(String kind) {
    return Systems.identifier(kind + '/' + code());
  }
}
