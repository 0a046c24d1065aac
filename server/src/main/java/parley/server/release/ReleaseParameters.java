package parley.server.release;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UrlType;

/**
 * A release of the register as FHIR Parameters. Exact numbers of people are not in it: they are for
 * those who keep the record, in the database and in {@code parley release show}.
 */
final class ReleaseParameters {

  private final String base;
  private final ReleaseLinks links;

  /**
   * Makes Parameters.
   *
   * @param fhirBase address of the FHIR endpoint; files are beside it
   */
  ReleaseParameters(String fhirBase, ReleaseLinks links) {
    this.base = fhirBase.replaceFirst("/fhir/?$", "");
    this.links = links;
  }

  /**
   * Everything that is told of a release.
   *
   * @param withFiles whether who asks may have its files, and with them numbers of rows
   * @param exact whether who asks may have what is of one person, and with it what hiding cost and
   *     the numbers of a dry run as they are
   */
  Parameters whole(ReleaseRow row, boolean withFiles, boolean exact) {
    var answer = new Parameters();
    var told = exact ? row.result() : row.result().rounded(row.dryRun());
    head(row, withFiles).forEach(answer::addParameter);
    for (var rows : withFiles ? told.rows() : List.<ReleaseTold.Rows>of()) {
      var part = new ParametersParameterComponent().setName("rows");
      part.addPart().setName("of").setValue(new CodeType(rows.grain()));
      if (exact || !row.dryRun() || rows.rows() > 0) {
        part.addPart().setName("count").setValue(new IntegerType(rows.rows()));
      }
      if (rows.k() > 0) {
        part.addPart().setName("k").setValue(new IntegerType(rows.k()));
      }
      if (rows.l() > 0) {
        part.addPart().setName("l").setValue(new IntegerType(rows.l()));
        part.addPart().setName("highest-risk").setValue(new DecimalType(rows.highestRisk()));
        part.addPart().setName("mean-risk").setValue(new DecimalType(rows.meanRisk()));
      }
      if (!rows.suppressed().isEmpty()) {
        part.addPart().setName("suppressed").setValue(new StringType(rows.suppressed()));
      }
      answer.addParameter(part);
    }
    told.figures()
        .forEach((name, count) -> answer.addParameter("figures-" + name, new DecimalType(count)));
    for (var cost : withFiles ? told.utility().entrySet() : Set.<Entry<String, String>>of()) {
      answer.addParameter("utility-" + cost.getKey(), new StringType(cost.getValue()));
    }
    row.manifest().ifPresent(hash -> answer.addParameter("manifest-sha256", hash));
    if (withFiles && row.state() == ReleaseState.RELEASED) {
      for (var name : ReleaseLinks.names(row)) {
        var file = new ParametersParameterComponent().setName("file");
        file.addPart().setName("name").setValue(new StringType(name));
        file.addPart().setName("url").setValue(new UrlType(base + links.path(row, name)));
        answer.addParameter(file);
      }
    }
    told.faults().forEach(fault -> answer.addParameter("fault", new StringType(fault.sentence())));
    return answer;
  }

  /**
   * One line of the register.
   *
   * @param withNames whether who asks may have its files: the name of who ordered it has the right
   */
  ParametersParameterComponent line(ReleaseRow row, boolean withNames) {
    var line = new ParametersParameterComponent().setName("release");
    head(row, withNames).forEach(line::addPart);
    return line;
  }

  private static List<ParametersParameterComponent> head(ReleaseRow row, boolean withNames) {
    var parts = new ArrayList<ParametersParameterComponent>();
    parts.add(part("id", new IntegerType(Math.toIntExact(row.id()))));
    parts.add(part("product", new CodeType(row.product())));
    parts.add(part("agreement", new StringType(row.agreement())));
    parts.add(part("agreement-sha256", new StringType(row.sha256())));
    parts.add(part("recipient", new StringType(row.recipient())));
    parts.add(part("provider", new StringType(row.provider())));
    parts.add(part("period", new StringType(row.period())));
    parts.add(part("edition", new CodeType(row.edition())));
    parts.add(part("dry-run", new BooleanType(row.dryRun())));
    parts.add(part("state", new CodeType(row.state().code())));
    parts.add(part("ordered-by", new StringType(withNames ? row.orderedBy() : "")));
    parts.add(part("ordered-at", new InstantType(Date.from(row.orderedAt()))));
    row.endedAt().ifPresent(at -> parts.add(part("ended-at", new InstantType(Date.from(at)))));
    parts.add(part("key-id", new StringType(row.keyId())));
    row.optOutList()
        .ifPresent(day -> parts.add(part("opt-out-list", new DateType(day.toString()))));
    parts.add(part("reason", new StringType(row.reason())));
    parts.removeIf(part -> part.getValue().isEmpty());
    return parts;
  }

  private static ParametersParameterComponent part(String name, Type value) {
    var part = new ParametersParameterComponent().setName(name);
    part.setValue(value);
    return part;
  }
}
