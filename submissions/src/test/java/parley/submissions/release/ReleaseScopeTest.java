package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.pseudonym.IdentifierKind;
import parley.submissions.publication.PublicationOrder;
import parley.submissions.publication.ReleaseKind;

/**
 * Attack 4: whoever has two releases of agreements that are not linkable links nothing by tokens.
 */
class ReleaseScopeTest {

  private static final String LINKABLE = MadeOrders.example("evaluation");
  private static final String APART =
      LINKABLE.replace("\"valueBoolean\": true", "\"valueBoolean\": false");
  private static final MadePeople PEOPLE = new MadePeople(60);

  @TempDir Path folder;

  private int made;

  @Test
  void a04NoTwoReleasesThatAreNotLinkableHaveATokenInCommon() {
    var order = order(APART, "RZ9", ReleaseKind.PRIMARY, 12);
    var all =
        List.of(
            order,
            order(APART.replace("agreement-eval", "agreement-other"), "RZ9", order),
            order(APART.replace("1.0.0", "1.0.1"), "RZ9", order),
            order(APART, "RZ8", order),
            order(APART, "RZ9", ReleaseKind.REFRESH, 12),
            order(APART, "RZ9", ReleaseKind.PRIMARY, 11));
    var seen = new HashSet<String>();
    var count = 0;
    for (var one : all) {
      var tokens = tokensOf(one);
      seen.addAll(tokens);
      count += tokens.size();
    }
    assertThat(seen).hasSize(count);
    assertThat(tokensOf(order)).isEqualTo(tokensOf(all.get(0)));
    var linked = order(LINKABLE, "RZ9", ReleaseKind.PRIMARY, 12);
    assertThat(tokensOf(order(LINKABLE, "RZ9", ReleaseKind.REFRESH, 11)))
        .isEqualTo(tokensOf(linked));
  }

  @Test
  void a04TokensOfTheFilesOfPrimaryAndRefreshDiffer() {
    var primary = tokens(order(APART, "RZ9", ReleaseKind.PRIMARY, 12));
    assertThat(primary).hasSizeGreaterThan(20);
    assertThat(tokens(order(APART, "RZ9", ReleaseKind.PRIMARY, 12))).isEqualTo(primary);
    assertThat(tokens(order(APART, "RZ9", ReleaseKind.REFRESH, 12)))
        .hasSameSizeAs(primary)
        .doesNotContainAnyElementsOf(primary);
  }

  /** Spaces in what a scope is made of move nothing from one part into the next. */
  @Test
  void noTwoScopesReadTheSame() {
    var one = MadeOrders.agreement(APART.replace("\"2026\"", "\"2026 a\""));
    var other = MadeOrders.agreement(APART);
    assertThat(one.scope("b").epoch()).isNotEqualTo(other.scope("a b").epoch());
    assertThat(new ReleaseName("A", "primary", "2026-10").identifier())
        .isNotEqualTo(new ReleaseName("Ap", "rimary", "2026-10").identifier());
  }

  @Test
  void aNameIsReadAsTheManifestSaysIt() {
    assertThat(ReleaseName.read("RZ9/refresh/2026-01-to-2026-12"))
        .contains(ReleaseName.of(order(APART, "RZ9", ReleaseKind.REFRESH, 12)));
    assertThat(ReleaseName.read("RZ9/primary/2026-10")).isPresent();
    for (var no :
        List.of("", "2026-10", "RZ9/2026-10", "RZ9/primary/october", "/primary/2026-10")) {
      assertThat(ReleaseName.read(no)).as(no).isEmpty();
    }
  }

  private Set<String> tokens(ReleaseOrder order) {
    var place = folder.resolve("r" + ++made);
    assertThat(MadeOrders.builder().build(PEOPLE, order, place))
        .isInstanceOf(ReleaseResult.Released.class);
    var tokens = new HashSet<>(ReleasedFolder.column(place, "referrals", "patientToken"));
    tokens.addAll(ReleasedFolder.column(place, "referrals", "referralToken"));
    return tokens;
  }

  /** Of a few people under the scope of an order. */
  private static Set<String> tokensOf(ReleaseOrder order) {
    var pseudonyms = ReleaseKeys.pseudonyms(order).orElseThrow();
    return IntStream.range(0, 5)
        .mapToObj(i -> TokenValues.patient(MadePeople.nhsNumber(i)))
        .map(value -> pseudonyms.of(IdentifierKind.PATIENT, value).value())
        .collect(Collectors.toSet());
  }

  private static ReleaseOrder order(String agreement, String provider, ReleaseOrder like) {
    return order(agreement, provider, like.figures().kind(), like.last().getMonthValue());
  }

  private static ReleaseOrder order(
      String agreement, String provider, ReleaseKind edition, int last) {
    var order = MadeOrders.order(MadeOrders.agreement(agreement), MadeOrders.nobody());
    return ChangedOrder.of(order)
        .provider(provider)
        .last(YearMonth.of(2026, last))
        .figures(PublicationOrder.of(edition))
        .order();
  }
}
