package parley.submissions.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ViewReaderTest {

  private static final ViewReader READER = new ViewReader();

  private static final String SHAREABLE =
      """
      {"resourceType":"ViewDefinition","url":"https://parley.example/fhir/ViewDefinition/p",
       "name":"p","status":"draft","fhirVersion":["4.0.1"],"resource":"Patient",
       "select":[{"column":[{"name":"id","path":"getResourceKey()","type":"id"},
         {"name":"born","path":"birthDate","type":"date","description":"Day of birth",
          "tag":[{"name":"ansi/type","value":"DATE"}]}]}]}
      """;

  @Test
  void aViewHasItsNameResourceAndColumnsWithTheirSqlTypes() {
    var view = read(SHAREABLE).view();

    assertThat(view.name()).contains("p");
    assertThat(view.resourceType()).isEqualTo("Patient");
    assertThat(view.columns())
        .containsExactly(
            new Column("id", "id", false, "CHARACTER VARYING", java.util.Optional.empty()),
            new Column("born", "date", false, "DATE", java.util.Optional.of("Day of birth")));
  }

  @Test
  void sqlTypesAreThoseOfTheSpecification() {
    var view =
        read("""
                {"resource":"Observation","select":[{"column":[
                  {"name":"a","path":"value.exists()"},
                  {"name":"b","path":"value.ofType(integer)"},
                  {"name":"c","path":"issued"},
                  {"name":"d","path":"value.ofType(Quantity).value"},
                  {"name":"e","path":"effective.ofType(dateTime)"},
                  {"name":"f","path":"category.coding.code","collection":true},
                  {"name":"g","path":"value.ofType(integer)","type":"integer64"},
                  {"name":"h","path":"effective.ofType(dateTime).lowBoundary()"}]}]}
                """)
            .view();

    assertThat(view.columns().stream().map(Column::sqlType))
        .containsExactly(
            "BOOLEAN",
            "INT",
            "TIMESTAMP WITH TIME ZONE",
            "CHARACTER VARYING",
            "CHARACTER VARYING",
            "CHARACTER VARYING ARRAY",
            "BIGINT",
            "CHARACTER VARYING");
    assertThat(view.columns().get(7).type()).isEqualTo("dateTime");
  }

  @Test
  void aWholeNumberHasUpTo64Bits() {
    var view =
        """
        {"resource":"Patient","constant":[{"name":"n","valueInteger64":"%s"}],
         "select":[{"column":[{"name":"a","path":"%%n = %s"}]}]}
        """;
    var largest = "9223372036854775807";
    assertThat(read(view.formatted(largest, largest)).view().columns()).hasSize(1);
    var more = "9223372036854775808";
    assertThat(refused(view.formatted(more, "1")).get(0).place())
        .isEqualTo("constant[0].valueInteger64");
    assertThat(refused(view.formatted("1", more)).get(0).place())
        .isEqualTo("select[0].column[0].path");
  }

  @Test
  void aViewMayNameItsKindByUrl() {
    var url = "https://sql-on-fhir.org/ig/StructureDefinition/ViewDefinition";
    var view = SHAREABLE.replace("\"ViewDefinition\"", '"' + url + '"');
    assertThat(read(view).view().name()).contains("p");
  }

  @Test
  void everyProblemIsNamedWithItsPlace() {
    var problems =
        refused(
            """
            {"resourceType":"Patient","name":"9","status":"on","fhirVersion":["5.0.0"],
             "resource":"Pation","wheres":[],
             "select":[
               {"column":[{"name":"a b","path":"id"},{"path":"id"},{"name":"c"}]},
               {"forEach":"name","forEachOrNull":"name","column":[{"name":"a","path":"id"}]},
               {"column":[{"name":"a","path":"name.("}]},
               {"forEach":1,"column":[{"name":"a","path":"id","type":"text!","collection":"yes"}]}],
             "where":[{"path":"gender"},{}]}
            """);

    assertThat(problems.stream().map(ViewProblem::place))
        .containsExactlyInAnyOrder(
            "resourceType",
            "name",
            "status",
            "fhirVersion",
            "resource",
            "wheres",
            "select[0].column[0].name",
            "select[0].column[1].name",
            "select[0].column[2].path",
            "select[1]",
            "select[2].column[0].path",
            "select[3].forEach",
            "select[3].column[0].type",
            "select[3].column[0].collection",
            "where[1].path");
    assertThat(problems)
        .allSatisfy(problem -> assertThat(problem.rule() + problem.remedy()).isNotBlank());
  }

  @Test
  void aConditionThatIsKnownToBeNoBooleanIsRefused() {
    assertThat(
            places(
                "{'resource':'Patient','select':[{'column':[{'name':'a','path':'id'}]}],'where':[{'path':'name.family'}]}"))
        .containsExactly("where[0].path");
  }

  @Test
  void theShareableProfileIsKeptWhenAskedForOrClaimed() throws JsonProcessingException {
    var bare =
        "{'resource':'Patient','select':[{'column':[{'name':'a','path':'id'}]}]}"
            .replace('\'', '"');
    var claiming =
        bare.replaceFirst(
            "\\{",
            "{\"meta\":{\"profile\":[\"https://sql-on-fhir.org/ig/StructureDefinition/ShareableViewDefinition\"]},");
    var asked = READER.read(ViewJson.tree(bare), Set.of(ViewProfile.SHAREABLE));

    assertThat(((ViewReading.Refused) asked).problems().stream().map(ViewProblem::place))
        .containsExactlyInAnyOrder(
            "url", "name", "status", "fhirVersion", "select[0].column[0].type");
    assertThat(READER.read(claiming)).isEqualTo(asked);
    assertThat(READER.read(ViewJson.tree(SHAREABLE), Set.of(ViewProfile.SHAREABLE)))
        .isInstanceOf(ViewReading.Read.class);
  }

  @Test
  void aTabularViewHasNeitherListsNorStructures() throws JsonProcessingException {
    var view =
        """
        {"resource":"Patient","select":[{"column":[
          {"name":"a","path":"name.given","type":"string","collection":true},
          {"name":"b","path":"name.first()","type":"HumanName"},
          {"name":"c","path":"birthDate","type":"date"},
          {"name":"d","path":"meta.source","type":"uri"}]}]}
        """;
    var tabular = READER.read(ViewJson.tree(view), Set.of(ViewProfile.TABULAR));

    assertThat(((ViewReading.Refused) tabular).problems().stream().map(ViewProblem::place))
        .containsExactly("select[0].column[0].collection", "select[0].column[1].type");
    assertThat(READER.read(view)).isInstanceOf(ViewReading.Read.class);
  }

  @Test
  void namesAreOnceOnlyAcrossSelectsAndTheSameInEachBranch() {
    assertThat(
            places(
                "{'resource':'Patient','select':[{'column':[{'name':'a','path':'id'}]},{'select':[{'column':[{'name':'a','path':'id'}]}]}]}"))
        .containsExactly("select[1].select[0].column[0].name");
    assertThat(
            places(
                "{'resource':'Patient','select':[{'column':[{'name':'a','path':'id'}],'unionAll':[{'column':[{'name':'a','path':'id'}]}]}]}"))
        .containsExactly("select[0].unionAll[0].column[0].name");
    assertThat(
            places(
                "{'resource':'Patient','select':[{'unionAll':[{'column':[{'name':'a','path':'id'}]},{'column':[{'name':'a','path':'active'}]}]}]}"))
        .containsExactly("select[0].unionAll[1]");
  }

  @Test
  void whatLooksWrongIsNotedAndDoesNotStopTheView() {
    var read =
        read(
            "{\"resource\":\"Patient\",\"select\":[{\"column\":[{\"name\":\"a\",\"path\":\"familly\"},{\"name\":\"A\",\"path\":\"id\"}]},{\"forEach\":\"name\"}]}");

    assertThat(read.notes().stream().map(ViewProblem::place))
        .containsExactly("select[0].column[0].path", "select[0].column[1].name", "select[1]");
  }

  @Test
  void selectsThatLieTooDeepAreRefused() {
    var deep = "{\"column\":[{\"name\":\"a\",\"path\":\"id\"}]}";
    for (var i = 0; i < 40; i++) {
      deep = "{\"select\":[" + deep + "]}";
    }

    assertThat(READER.read("{\"resource\":\"Patient\",\"select\":[" + deep + "]}"))
        .isInstanceOf(ViewReading.Refused.class);
  }

  @Test
  void whatIsNoViewAtAllIsRefused() {
    assertThat(places("{")).containsExactly("ViewDefinition");
    assertThat(places("")).containsExactly("ViewDefinition");
    assertThat(places("[]")).containsExactly("ViewDefinition");
    assertThat(places("{}")).containsExactly("resource", "select");
    assertThat(places("{'resource':'Patient','select':[]}")).containsExactly("select");
    assertThat(places("{'resource':'Patient','select':{}}")).containsExactly("select");
  }

  private static ViewReading.Read read(String json) {
    var reading = READER.read(json);
    assertThat(reading).isInstanceOf(ViewReading.Read.class);
    return (ViewReading.Read) reading;
  }

  private static List<ViewProblem> refused(String json) {
    var reading = READER.read(json);
    assertThat(reading).isInstanceOf(ViewReading.Refused.class);
    return ((ViewReading.Refused) reading).problems();
  }

  private static List<String> places(String json) {
    return refused(json.replace('\'', '"')).stream().map(ViewProblem::place).toList();
  }
}
