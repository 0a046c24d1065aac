package parley.submissions.release;

import java.time.LocalDate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/**
 * Made people who differ in what is sensitive: some wait longer, some recover, some stay as they
 * were. Where all are alike there are no rows that anyone may have.
 */
record VariedPeople(MadePeople people) implements ViewResources {

  private static final Pattern ID = Pattern.compile("\"id\":\"[a-z]+-(\\d+)-(\\d+)\"");
  private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})T");
  private static final int LONGER = 25;

  @Override
  public Stream<ResourceText> ofType(String resourceType) {
    return switch (resourceType) {
      case "Encounter", "Observation" ->
          people.ofType(resourceType).map(text -> ResourceText.of(varied(text.json())));
      default -> people.ofType(resourceType);
    };
  }

  private static String varied(String json) {
    var id = ID.matcher(json);
    if (!id.find()) {
      return json;
    }
    var person = Integer.parseInt(id.group(1));
    var later =
        person / 2 % 3 == 1
            ? DAY.matcher(json)
                .replaceAll(day -> LocalDate.parse(day.group(1)).plusDays(LONGER) + "T")
            : json;
    return id.group(2).equals("0") ? later : scored(later, person / 3 % 3);
  }

  private static String scored(String json, int way) {
    return switch (way) {
      case 0 -> json.replaceFirst("(valueQuantity\":\\{\"value\":)\\d+", "$13");
      case 1 -> json.replaceFirst("(valueQuantity\":\\{\"value\":)\\d+", "$117");
      default -> json;
    };
  }
}
