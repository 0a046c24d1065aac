package parley.server.submission;

import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may do what with the identifiable product, the statutory return. Names stand as they are
 * given with an order or a change: until there is authentication nobody is held to them.
 *
 * @param order who may order builds, fetch their files and say that a report was read; anybody
 *     while it names nobody, so that a month can be built and looked at without any setup
 * @param confirm who may confirm what the guard holds back; nobody by default
 * @param release who may release a package and say what became of it; nobody by default
 */
public record SubmissionRights(
    @DefaultValue List<String> order,
    @DefaultValue List<String> confirm,
    @DefaultValue List<String> release) {

  public SubmissionRights {
    order = List.copyOf(order);
    confirm = List.copyOf(confirm);
    release = List.copyOf(release);
  }

  /** A right, with the setting that gives it. */
  enum Right {
    ORDER("order", "order builds, fetch their files and say that a report was read"),
    CONFIRM("confirm", "confirm what the guard holds back"),
    RELEASE("release", "release a package, and say what became of it");

    private final String name;
    private final String words;

    Right(String name, String words) {
      this.name = name;
      this.words = words;
    }

    String setting() {
      return "parley.submissions.rights." + name;
    }
  }

  /** Why somebody may not, naming the setting; empty when they may. */
  Optional<String> refusal(Right right, String who) {
    return allows(right, who)
        ? Optional.empty()
        : Optional.of(
            "by: names nobody who may %s; they are named in %s"
                .formatted(right.words, right.setting()));
  }

  private boolean allows(Right right, String who) {
    return switch (right) {
      case ORDER -> order.isEmpty() || order.contains(who);
      case CONFIRM -> confirm.contains(who);
      case RELEASE -> release.contains(who);
    };
  }
}
