package parley.server;

/** Small HL7 v2 messages of made people, with segments on lines. */
public final class Messages {

  private Messages() {}

  /** A referral in the minimal UK form. */
  public static String referral(String controlId, String nhsNumber, String referral) {
    return """
        MSH|^~\\&|TESTGP|Y99999|PARLEY|RXX|20261102085500||REF^I12|%s|P|2.4
        EVN|I12|20261102085500
        RF1|A|R|TT^Talking therapies|||%s^TESTGP|20261101
        PID|1||%s^^^NHS^NH||EXAMPLE^Erin||19800215|2|||1 Example Row^^Leeds^^LS1 4AP
        """
        .formatted(controlId, referral, nhsNumber);
  }

  /** A person update with local number, surname and date of birth. */
  public static String person(
      String controlId, String identifiers, String surname, String birthDate) {
    return """
        MSH|^~\\&|TESTPAS|RXX|PARLEY|RXX|20261102085500||ADT^A31|%s|P|2.4
        EVN|A31|20261102085500
        PID|1||%s||%s^Erin||%s|2|||1 Example Row^^Leeds^^LS1 4AP
        """
        .formatted(controlId, identifiers, surname, birthDate);
  }

  /** A join: the person of PID survives. */
  public static String join(String controlId, String survivor, String replaced) {
    return """
        MSH|^~\\&|TESTPAS|RXX|PARLEY|RXX|20261102085500||ADT^A40|%s|P|2.4
        EVN|A40|20261102085500
        PID|1||%s||EXAMPLE^Erin||19800215|2
        MRG|%s
        """
        .formatted(controlId, survivor, replaced);
  }

  /** A number of the test range 999 nnn nnnc with a right check digit. */
  public static String nhsNumber(int serial) {
    for (var candidate = serial; ; candidate += 1_000) {
      var nine = "999%06d".formatted(candidate % 1_000_000);
      var sum = 0;
      for (var i = 0; i < 9; i++) {
        sum += (nine.charAt(i) - '0') * (10 - i);
      }
      var check = 11 - sum % 11;
      if (check != 10) {
        return nine + (check == 11 ? 0 : check);
      }
    }
  }
}
