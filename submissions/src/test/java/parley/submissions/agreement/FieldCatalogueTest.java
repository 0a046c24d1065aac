package parley.submissions.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parley.submissions.agreement.ReleaseField.Role;

/** What an agreement may name. */
class FieldCatalogueTest {

  private static final Path PAGE = Path.of("../docs/privacy.md");

  @Test
  void thePageListsTheFieldsAndNoOthers() throws IOException {
    var page = Files.readString(PAGE);
    var table =
        page.substring(page.indexOf("### Catalogue of fields"), page.indexOf("Days are counted"));
    var listed =
        Pattern.compile("`([a-z][A-Za-z0-9]+)`")
            .matcher(table)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(FieldCatalogue.all())
        .extracting(CatalogueField::name)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void noFieldIsOfADateATextOrWhatTheLawRestricts() {
    for (var field : FieldCatalogue.all()) {
      assertThat(field.name().toLowerCase(java.util.Locale.ROOT))
          .doesNotContain(
              "date", "identity", "religion", "orientation", "postcode", "practice", "text");
    }
  }

  @Test
  void anonymousRowsHaveNoPseudonymsScoresContactsOrExactNumbers() {
    for (var field : FieldCatalogue.all()) {
      if (field.anonymous()) {
        assertThat(field.grain()).isEqualTo(Grain.REFERRAL);
        assertThat(field.roles()).doesNotContain(Role.TOKEN);
        if (field.form() instanceof FieldForm.Number number) {
          assertThat(number.starts()).isNotEmpty();
        }
        if (field.form() instanceof FieldForm.Days days) {
          assertThat(days.starts()).isNotEmpty();
        }
      }
    }
  }
}
