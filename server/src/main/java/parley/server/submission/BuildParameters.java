package parley.server.submission;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UrlType;

/** A build of the register as FHIR Parameters. */
final class BuildParameters {

  private final String base;

  /**
   * Makes Parameters.
   *
   * @param fhirBase address of the FHIR endpoint; files are beside it
   */
  BuildParameters(String fhirBase) {
    this.base = fhirBase.replaceFirst("/fhir/?$", "") + "/submissions/";
  }

  /** Everything that is known of a build. */
  Parameters whole(BuildRow.Detail detail) {
    var answer = new Parameters();
    head(detail.row()).forEach(answer::addParameter);
    var row = detail.row();
    var told = row.result();
    told.findings()
        .forEach((severity, count) -> answer.addParameter(count("finding", severity, count)));
    told.rows().forEach((table, count) -> answer.addParameter(count("table", table, count)));
    answer.addParameter("rows-lost", new DecimalType(told.rowsLost()));
    answer.addParameter("own-errors", new DecimalType(told.ownErrors()));
    told.shortfalls().forEach(text -> answer.addParameter("shortfall", text));
    told.notes().forEach(text -> answer.addParameter("note", text));
    told.problems().forEach(text -> answer.addParameter("problem", text));
    row.manifest().ifPresent(hash -> answer.addParameter("manifest-sha256", hash));
    if (row.state().hasFiles()) {
      for (var name : PackageFiles.names(row.folder())) {
        var file = new ParametersParameterComponent().setName("file");
        file.addPart().setName("name").setValue(new StringType(name));
        file.addPart().setName("url").setValue(new UrlType(file(row, name)));
        answer.addParameter(file);
      }
    }
    for (var change : detail.changes()) {
      var part = new ParametersParameterComponent().setName("change");
      part.addPart().setName("state").setValue(new CodeType(change.state().code()));
      part.addPart().setName("at").setValue(new InstantType(Date.from(change.at())));
      part.addPart().setName("who").setValue(new StringType(change.who()));
      if (!change.why().isEmpty()) {
        part.addPart().setName("why").setValue(new StringType(change.why()));
      }
      answer.addParameter(part);
    }
    detail.carriage().ifPresent(carriage -> answer.addParameter(outlet(carriage)));
    row.state().next().forEach(next -> answer.addParameter("next", new CodeType(next.code())));
    return answer;
  }

  private static ParametersParameterComponent outlet(BuildRow.Carriage carriage) {
    var part = new ParametersParameterComponent().setName("outlet");
    part.addPart().setName("destination").setValue(new StringType(carriage.destination()));
    part.addPart().setName("state").setValue(new CodeType(carriage.state()));
    part.addPart().setName("outbox").setValue(new DecimalType(carriage.outboxId()));
    if (!carriage.reason().isEmpty()) {
      part.addPart().setName("reason").setValue(new StringType(carriage.reason()));
    }
    return part;
  }

  /** Where a file of a build is read. */
  String file(BuildRow row, String name) {
    return base + row.id() + "/files/" + name;
  }

  /** One line of the register. */
  ParametersParameterComponent line(BuildRow row) {
    var line = new ParametersParameterComponent().setName("submission");
    head(row).forEach(line::addPart);
    return line;
  }

  private static List<ParametersParameterComponent> head(BuildRow row) {
    var parts = new ArrayList<ParametersParameterComponent>();
    parts.add(part("id", new IntegerType(Math.toIntExact(row.id()))));
    parts.add(part("provider", new StringType(row.provider())));
    parts.add(part("period", new DateTimeType(row.period().toString())));
    parts.add(part("type", new CodeType(row.type().code())));
    parts.add(part("dry-run", new BooleanType(row.dryRun())));
    parts.add(part("state", new CodeType(row.state().code())));
    parts.add(part("ordered-by", new StringType(row.orderedBy())));
    parts.add(part("ordered-at", new InstantType(Date.from(row.orderedAt()))));
    row.endedAt().ifPresent(at -> parts.add(part("ended-at", new InstantType(Date.from(at)))));
    row.acceptable().ifPresent(it -> parts.add(part("acceptable", new BooleanType(it))));
    row.releasable().ifPresent(it -> parts.add(part("releasable", new BooleanType(it))));
    if (!row.reason().isEmpty()) {
      parts.add(part("reason", new StringType(row.reason())));
    }
    return parts;
  }

  private static ParametersParameterComponent part(String name, Type value) {
    var part = new ParametersParameterComponent().setName(name);
    part.setValue(value);
    return part;
  }

  private static ParametersParameterComponent count(String name, String code, long count) {
    var part = new ParametersParameterComponent().setName(name);
    part.addPart().setName("code").setValue(new CodeType(code));
    part.addPart().setName("count").setValue(new DecimalType(count));
    return part;
  }
}
