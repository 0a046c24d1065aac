package parley.server.release;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import parley.server.submission.PackageFiles;
import parley.server.work.FileAnswer;
import parley.submissions.product.Product;

/**
 * {@code GET /releases/<product>/<id>/<word>/<name>}: the files of a release, by the addresses that
 * its status gives to who has the right. Each fetch is written down.
 */
@RestController
public final class ReleaseController {

  private final ReleaseRows rows;
  private final ReleaseSettings settings;
  private final ReleaseLinks links;
  private final KeyUses uses;

  ReleaseController(ReleaseRows rows, ReleaseSettings settings, ReleaseLinks links, KeyUses uses) {
    this.rows = rows;
    this.settings = settings;
    this.links = links;
    this.uses = uses;
  }

  /** A file of a pseudonymised release. */
  @GetMapping("/releases/pseudonymised/{id}/{word}/{name}")
  public ResponseEntity<Resource> pseudonymised(
      @PathVariable long id, @PathVariable String word, @PathVariable String name) {
    return file(Product.Pseudonymised.KIND, id, word, name);
  }

  /** A file of an anonymous release. */
  @GetMapping("/releases/anonymous/{id}/{word}/{name}")
  public ResponseEntity<Resource> anonymous(
      @PathVariable long id, @PathVariable String word, @PathVariable String name) {
    return file(Product.Anonymous.KIND, id, word, name);
  }

  private ResponseEntity<Resource> file(Product product, long id, String word, String name) {
    var row =
        rows.one(id)
            .filter(one -> one.state() == ReleaseState.RELEASED)
            .filter(one -> one.product().equals(product.code()))
            .orElseThrow(ReleaseController::none);
    var who =
        links
            .toldTo(row, word)
            .filter(one -> settings.rights().allows(product, one))
            .orElseThrow(ReleaseController::none);
    var file = PackageFiles.file(row.folder(), name).orElseThrow(ReleaseController::none);
    uses.fetched(who, id, product.code(), name);
    return FileAnswer.attached(file);
  }

  /** The same for all: whether there is a release is not told to who has no address of it. */
  private static ResponseStatusException none() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "no release has this file");
  }
}
