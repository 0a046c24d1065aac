package parley.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hl7TimesTest {

  @ParameterizedTest
  @CsvSource({
    "2026,2026",
    "202602,2026-02",
    "20240229,2024-02-29",
    "2026110209,2026-11-02",
    "202611020930,2026-11-02T09:30:00+00:00",
    "202607010930,2026-07-01T09:30:00+01:00",
    "20260701093015,2026-07-01T09:30:15+01:00",
    "20260701093015.12,2026-07-01T09:30:15.120+01:00",
    "20260701083000+0000,2026-07-01T08:30:00+00:00",
    "20260701083000-0500,2026-07-01T08:30:00-05:00",
    // The clock goes back at 02:00 on 25 October 2026: the first of the two hours is meant.
    "202610250130,2026-10-25T01:30:00+01:00",
    // The clock goes forward at 01:00 on 29 March 2026: there is no half past one.
    "202603290130,2026-03-29T02:30:00+01:00"
  })
  void dateTimesKeepTheirPrecision(String timeStamp, String dateTime) {
    assertThat(Hl7Times.dateTime(timeStamp).orElseThrow().getValueAsString()).isEqualTo(dateTime);
  }

  @ParameterizedTest
  @CsvSource({"1961,1961", "196107,1961-07", "19610704,1961-07-04", "196107041200,1961-07-04"})
  void datesKeepTheirPrecision(String timeStamp, String date) {
    assertThat(Hl7Times.date(timeStamp).orElseThrow().getValueAsString()).isEqualTo(date);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0000",
        "00000000",
        "202613",
        "20260230",
        "20250229",
        "202611022460",
        "202611022400",
        "20261102093060",
        "2026-11-02",
        "2026110",
        "02112026x",
        "20261102093000+9900"
      })
  void whatIsInNoCalendarIsNothing(String timeStamp) {
    assertThat(Hl7Times.date(timeStamp)).isEmpty();
    assertThat(Hl7Times.dateTime(timeStamp)).isEmpty();
    assertThat(Hl7Times.instant(timeStamp)).isEmpty();
  }

  @Test
  void anInstantIsExactToTheMinuteAtLeast() {
    assertThat(Hl7Times.instant("202607010930").orElseThrow().getValueAsString())
        .isEqualTo("2026-07-01T09:30:00+01:00");
    assertThat(Hl7Times.instant("20260701")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "202610250150, 2026-10-25T00:50:05Z, 2026-10-25T01:50:00+01:00",
    "202610250110, 2026-10-25T01:10:05Z, 2026-10-25T01:10:00+00:00",
    "202610250110+0100, 2026-10-25T01:10:05Z, 2026-10-25T01:10:00+01:00",
    "202610250030, 2026-10-25T01:10:05Z, 2026-10-25T00:30:00+01:00",
    "202607010930, 2026-07-01T08:31:00Z, 2026-07-01T09:30:00+01:00"
  })
  void inTheHourThatComesTwiceAMessageIsOfTheOneNearerToItsReceipt(
      String timeStamp, String received, String instant) {
    assertThat(
            Hl7Times.instant(timeStamp, Instant.parse(received)).orElseThrow().getValueAsString())
        .isEqualTo(instant);
  }
}
