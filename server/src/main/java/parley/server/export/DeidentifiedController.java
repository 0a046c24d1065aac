package parley.server.export;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import parley.server.work.FileAnswer;

/**
 * {@code GET /exports/ID/WORD/NAME}: the files of a pseudonymised export, by an address that its
 * status gives to who has the right. Each fetch is written down.
 */
@RestController
public final class DeidentifiedController {

  private final DeidentifiedExports exports;
  private final DeidentifiedAccess access;

  DeidentifiedController(DeidentifiedExports exports, DeidentifiedAccess access) {
    this.exports = exports;
    this.access = access;
  }

  /** One file, by a name that the status of the export gives. */
  @GetMapping("/exports/{id}/{word}/{name}")
  public ResponseEntity<Resource> file(
      @PathVariable String id, @PathVariable String word, @PathVariable String name) {
    var who = access.toldTo(id, word).orElseThrow(DeidentifiedController::none);
    var file = exports.file(id, name).orElseThrow(DeidentifiedController::none);
    access.fetched(who, id, name);
    return FileAnswer.of(file, MediaType.parseMediaType("application/fhir+ndjson"));
  }

  /** The same for all: whether there is an export is not told to who has no address of it. */
  private static ResponseStatusException none() {
    return new ResponseStatusException(
        HttpStatus.NOT_FOUND, "no export that is offered has this file");
  }
}
