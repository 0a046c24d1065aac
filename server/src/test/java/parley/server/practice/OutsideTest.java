package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.mappings.practice.PractitionerRecord;
import parley.mappings.practice.Qualification;
import parley.mappings.practice.Standing;
import parley.mappings.practice.Supervision;
import parley.mappings.practice.TherapyRule;
import parley.terminology.Systems;

/** The stretches that worklists are made of say of every day what the rule says of it. */
class OutsideTest {

  private static final TherapyRule RULE = TherapyRule.packaged();
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final String NATIONAL = Systems.codeSystem("nhs-qualification-attainment-level");
  private static final int DAYS = 40;

  @Test
  void everyDayStandsInOneStretchOrKeepsTheRule() {
    var random = new Random(4711);
    var broken = 0;
    for (var i = 0; i < 2_000; i++) {
      var practitioner = practitioner(random);
      var outside = Outside.of("p", Service.CBT, practitioner, RULE);
      for (var day = FIRST.minusDays(2); day.isBefore(FIRST.plusDays(DAYS + 2)); ) {
        var standing = RULE.standing(Service.CBT, practitioner, day);
        var found = standings(outside, day);
        assertThat(found)
            .as("%s on %s", practitioner, day)
            .isEqualTo(standing.isKept() ? List.of() : List.of(standing));
        broken += found.size();
        day = day.plusDays(1);
      }
      assertThat(outside.stream().anyMatch(one -> !one.dated())).isEqualTo(!outside.isEmpty());
    }
    assertThat(broken).isPositive();
  }

  @Test
  void withoutPractitionerOrCodeNothingIsKnownOfAnyDay() {
    var nobody = new PractitionerRecord("", List.of(), List.of());
    for (var outside :
        List.of(Outside.of("", Service.CBT, nobody, RULE), Outside.of("p", "", nobody, RULE))) {
      assertThat(outside).hasSize(2).allMatch(Outside::isUnknown);
      assertThat(standings(outside, FIRST)).hasSize(1);
    }
    assertThat(Outside.of("p", "4711", nobody, RULE)).hasSize(2).allMatch(Outside::isUnknown);
  }

  private static List<Standing> standings(List<Outside> outside, LocalDate day) {
    return outside.stream()
        .filter(Outside::dated)
        .filter(one -> one.first().filter(day::isBefore).isEmpty())
        .filter(one -> one.last().filter(day::isAfter).isEmpty())
        .map(Outside::standing)
        .toList();
  }

  private static PractitionerRecord practitioner(Random random) {
    var qualifications = new ArrayList<Qualification>();
    for (var i = 0; i < random.nextInt(3); i++) {
      qualifications.add(
          new Qualification(
              NATIONAL,
              random.nextBoolean() ? "11" : "10",
              random.nextInt(3) == 0,
              day(random),
              day(random)));
    }
    var supervisions = new ArrayList<Supervision>();
    for (var i = 0; i < random.nextInt(3); i++) {
      supervisions.add(new Supervision(random.nextBoolean() ? "s" : "t", day(random), day(random)));
    }
    var held = List.of(new Qualification(NATIONAL, "10", false, day(random), day(random)));
    var supervisor = new PractitionerRecord("s", held, List.of());
    return new PractitionerRecord("p", qualifications, supervisions, Map.of("s", supervisor));
  }

  private static Optional<LocalDate> day(Random random) {
    return random.nextInt(4) == 0
        ? Optional.empty()
        : Optional.of(FIRST.plusDays(random.nextInt(DAYS)));
  }
}
