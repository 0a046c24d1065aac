package parley.submissions.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.w3c.dom.Element;
import parley.submissions.course.AppointmentType;
import parley.submissions.course.Attendance;
import parley.submissions.course.CareContact;
import parley.submissions.course.CareContact.Planning;
import parley.submissions.course.Course;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.CourseModel;
import parley.submissions.course.InternetTherapyLog;
import parley.submissions.course.PresentingProblem;
import parley.submissions.course.PresentingProblem.Significance;
import parley.submissions.course.Score;
import parley.terminology.Systems;

class CourseChartTest {

  private static final LocalDate DAY_0 = LocalDate.of(2025, 1, 6);
  private static final CourseModel MODEL = CourseModel.packaged();
  private static final CourseChart CHART = new CourseChart(MODEL.scales());

  @Test
  void theSvgSaysInWordsWhatItShows() throws Exception {
    var facts = recovering("F32.1");
    var root = parsed(CHART.svg(facts, Audience.CLINICIAN));

    assertThat(root.getLocalName()).isEqualTo("svg");
    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getAttribute("aria-labelledby")).isEqualTo("course-title course-description");
    assertThat(root.getElementsByTagNameNS("*", "title").item(0).getTextContent())
        .isEqualTo("Scores over the course of treatment");
    assertThat(root.getElementsByTagNameNS("*", "desc").item(0).getTextContent())
        .isEqualTo(CHART.description(facts, Audience.CLINICIAN))
        .contains("PHQ-9 scores: first 18 on 20 January 2025, latest 4 on 31 March 2025 (7 scores)")
        .contains("Caseness: 10 and above")
        .contains("7 treatment sessions, 2 missed or cancelled")
        .contains("recovery: recovered; change: improvement");
  }

  @Test
  void aPatientIsGivenPlainWordsAndNoLabels() {
    var svg = CHART.svg(recovering("F32.1"), Audience.PATIENT);

    assertThat(svg)
        .contains("How you have been doing")
        .contains("Your scores have clearly come down since you began.")
        .contains("The aim is to get below 10");
    assertThat(svg.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain(" case")
        .doesNotContain("caseness")
        .doesNotContain("severe")
        .doesNotContain("deteriorat")
        .doesNotContain("depress");
  }

  @Test
  void whatNobodyCouldVerifyIsMarkedForCliniciansAndNotDrawnForPatients() {
    var facts = recovering("F42");

    assertThat(CHART.description(facts, Audience.CLINICIAN))
        .contains(
            "Caseness: 40 and above. Edges of reliable change from the first score: 56 to 120.")
        .contains("These thresholds are not verified.")
        .contains("Rests on a threshold or a choice of measure that is not verified.");
    assertThat(titles(facts, Audience.CLINICIAN))
        .contains("OCI, Obsessive-Compulsive Inventory (42 items) (thresholds not verified)");
    assertThat(titles(facts, Audience.PATIENT))
        .containsExactly("PHQ-9", "OCI", "GAD-7", "Sessions");
    assertThat(drawn(facts, Audience.CLINICIAN, 1)).contains("Caseness: 40 and above");
    assertThat(drawn(facts, Audience.PATIENT, 1)).containsExactly("OCI score");
    assertThat(CHART.description(facts, Audience.PATIENT))
        .contains("Your OCI scores: first 88")
        .doesNotContain("not verified")
        .doesNotContain("below 40");
  }

  @Test
  void aPatientIsToldOfChangeOnlyAsFarAsItIsKnown() {
    assertThat(CHART.description(changed("F32.1", 12, 19), Audience.PATIENT))
        .endsWith(
            "Your scores have gone up since you began. Please talk about this with your therapist.");
    assertThat(CHART.description(changed("F32.1", 12, 11), Audience.PATIENT))
        .endsWith("Your scores are much as they were when you began.");
    assertThat(CHART.description(changed("F32.1", 12), Audience.PATIENT))
        .endsWith("There are not enough scores to say how much has changed.");
    assertThat(CHART.description(changed("F42", 12, 11), Audience.PATIENT))
        .endsWith("Please go through what has changed together with your therapist.");
  }

  /** The PHQ-9 as given; the other measure falls by more than its reliable change for F42 only. */
  private static CourseFacts changed(String problem, int... phq9) {
    var scores = new ArrayList<Score>();
    scores(scores, "phq-9", phq9);
    scores(scores, "gad-7", 9, 9);
    scores(scores, "oci", 80, 20);
    return MODEL.facts(
        new Course(
            DAY_0,
            Optional.empty(),
            List.of(
                new PresentingProblem(
                    "p", Systems.ICD_10, problem, Optional.empty(), Significance.PRIMARY)),
            List.of(),
            List.of(),
            scores));
  }

  @Test
  void theSameFactsGiveTheSameBytes() {
    var facts = recovering("F32.1");

    assertThat(CHART.svg(facts, Audience.PATIENT))
        .isEqualTo(new CourseChart(MODEL.scales()).svg(facts, Audience.PATIENT));
    assertThat(CHART.png(facts, Audience.CLINICIAN))
        .isEqualTo(new CourseChart(MODEL.scales()).png(facts, Audience.CLINICIAN));
  }

  @Test
  void aMissedSessionBreaksTheLineAndIsMarked() {
    var facts = recovering("F32.1");
    var panels = CHART.picture(facts, Audience.PATIENT).panels();
    var scores = panels.get(0).getSeries("PHQ-9 score").getYData();

    assertThat(scores).containsExactly(18, 17, 13, Double.NaN, 14, 9, Double.NaN, 8, 4);
    assertThat(drawn(facts, Audience.PATIENT, 0))
        .containsExactly(
            "Grey: about the same as at the start (13 to 23)",
            "The aim is to get below 10",
            "PHQ-9 score");
    assertThat(drawn(facts, Audience.PATIENT, panels.size() - 1))
        .containsExactly("Session", "Internet therapy", "Other contact", "Missed or cancelled");
  }

  @Test
  void aScoreSentInOnTheDayOfAMissedSessionKeepsTheLine() {
    var course = recovering("F32.1").course();
    var more = new ArrayList<>(course.scores());
    more.add(
        new Score(
            "extra",
            "phq-9",
            BigDecimal.TEN,
            DAY_0.plusDays(35),
            Optional.of(LocalTime.of(9, 0)),
            Optional.empty()));
    var facts =
        MODEL.facts(
            new Course(
                course.received(),
                course.discharged(),
                course.problems(),
                course.contacts(),
                course.internetLogs(),
                more));

    assertThat(
            CHART
                .picture(facts, Audience.CLINICIAN)
                .panels()
                .get(0)
                .getSeries("PHQ-9 score")
                .getYData())
        .containsExactly(18, 17, 13, 10, 14, 9, Double.NaN, 8, 4);
  }

  private static List<String> titles(CourseFacts facts, Audience audience) {
    return CHART.picture(facts, audience).panels().stream().map(XYChart::getTitle).toList();
  }

  private static List<String> drawn(CourseFacts facts, Audience audience, int panel) {
    return CHART.picture(facts, audience).panels().get(panel).getSeriesCollection().stream()
        .map(XYSeries::getName)
        .toList();
  }

  @Test
  void aCourseWithoutAnythingStillHasAChart() throws Exception {
    var empty =
        MODEL.facts(
            new Course(DAY_0, Optional.empty(), List.of(), List.of(), List.of(), List.of()));

    assertThat(parsed(CHART.svg(empty, Audience.PATIENT)).getLocalName()).isEqualTo("svg");
    assertThat(CHART.description(empty, Audience.PATIENT)).contains("There are no scores yet.");
    assertThat(image(CHART.png(empty, Audience.CLINICIAN)).getWidth()).isEqualTo(1800);
  }

  /** Also leaves the pictures in the build folder, for the eye. */
  @Test
  void thePngIsAPictureThatIsMostlyPaperAndNotOnlyPaper() throws IOException {
    var folder = Files.createDirectories(Path.of("target", "charts"));
    for (var problem : List.of("F32.1", "F42")) {
      for (var audience : Audience.values()) {
        var png = CHART.png(recovering(problem), audience);
        Files.write(folder.resolve(problem + '-' + audience + ".png"), png);
        Files.writeString(
            folder.resolve(problem + '-' + audience + ".svg"),
            CHART.svg(recovering(problem), audience));
        var image = image(png);
        var ink = 0;
        for (var y = 0; y < image.getHeight(); y++) {
          for (var x = 0; x < image.getWidth(); x++) {
            ink += (image.getRGB(x, y) & 0xff) < 128 ? 1 : 0;
          }
        }
        assertThat(ink).isBetween(5_000, image.getWidth() * image.getHeight() / 4);
      }
    }
  }

  private static java.awt.image.BufferedImage image(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static Element parsed(String svg) throws Exception {
    var factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static CourseFacts recovering(String problem) {
    var contacts = new ArrayList<CareContact>();
    contacts.add(contact(7, AppointmentType.ASSESSMENT, Attendance.ON_TIME));
    for (var week = 2; week <= 10; week++) {
      var missed = week == 5 || week == 8;
      contacts.add(
          contact(
              week * 7,
              AppointmentType.TREATMENT,
              missed ? Attendance.DID_NOT_ATTEND : Attendance.ON_TIME));
    }
    contacts.remove(contacts.size() - 1);
    var scores = new ArrayList<Score>();
    scores(scores, "phq-9", 18, 17, 13, 14, 9, 8, 4);
    scores(scores, "gad-7", 15, 15, 12, 13, 9, 6, 3);
    if (problem.equals("F42")) {
      scores(scores, "oci", 88, 90, 70, 61, 45, 30, 22);
    }
    return MODEL.facts(
        new Course(
            DAY_0,
            Optional.of(DAY_0.plusDays(91)),
            List.of(
                new PresentingProblem(
                    "p", Systems.ICD_10, problem, Optional.empty(), Significance.PRIMARY)),
            contacts,
            List.of(new InternetTherapyLog("l", DAY_0.plusDays(64), DAY_0.plusDays(70))),
            scores));
  }

  private static void scores(List<Score> scores, String scale, int... values) {
    var days = new int[] {14, 21, 28, 42, 49, 63, 84};
    for (var number = 0; number < values.length; number++) {
      scores.add(
          new Score(
              scale + number,
              scale,
              BigDecimal.valueOf(values[number]),
              DAY_0.plusDays(days[number]),
              Optional.empty(),
              Optional.empty()));
    }
  }

  private static CareContact contact(int day, AppointmentType type, Attendance attendance) {
    return new CareContact(
        "c" + day,
        DAY_0.plusDays(day),
        Optional.empty(),
        type,
        attendance,
        Planning.PLANNED,
        List.of());
  }
}
