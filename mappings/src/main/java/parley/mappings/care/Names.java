package parley.mappings.care;

import java.util.Optional;
import org.hl7.fhir.r4.model.HumanName;
import parley.mappings.hl7v2.Field;

/** The parts of person names that XPN and XCN share. */
public final class Names {

  private Names() {}

  /** A name from an XPN: family in XPN.1; empty when there is neither family nor given name. */
  public static Optional<HumanName> fromXpn(Field.Repetition xpn) {
    return name(xpn, 1);
  }

  /** A name from an XCN: family in XCN.2; empty when there is neither family nor given name. */
  public static Optional<HumanName> fromXcn(Field.Repetition xcn) {
    return name(xcn, 2);
  }

  private static Optional<HumanName> name(Field.Repetition source, int family) {
    var name = new HumanName();
    if (!source.component(family).isEmpty()) {
      name.setFamily(source.component(family));
    }
    if (!source.component(family + 1).isEmpty()) {
      name.addGiven(source.component(family + 1));
    }
    // One component may hold several middle names.
    for (var middle : source.component(family + 2).split("\\s+")) {
      if (!middle.isEmpty()) {
        name.addGiven(middle);
      }
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (!source.component(family + 4).isEmpty()) {
      name.addPrefix(source.component(family + 4));
    }
    if (!source.component(family + 3).isEmpty()) {
      name.addSuffix(source.component(family + 3));
    }
    return Optional.of(name);
  }
}
