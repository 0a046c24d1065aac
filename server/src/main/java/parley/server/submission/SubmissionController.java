package parley.server.submission;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import parley.server.work.FileAnswer;

/** {@code GET /submissions/ID/files/NAME}: the files of a package. */
@RestController
public final class SubmissionController {

  private final RegisterRows rows;
  private final Rights rights;

  SubmissionController(RegisterRows rows, SubmissionSettings settings) {
    this.rows = rows;
    this.rights = new Rights(settings.rights(), rows);
  }

  /** One file, by a name that the status of the build gives, for who may order builds. */
  @GetMapping("/submissions/{id}/files/{*name}")
  public ResponseEntity<Resource> file(
      @PathVariable long id,
      @PathVariable String name,
      @RequestParam(defaultValue = "") String by) {
    rights
        .refusalToFetch(id, Asker.named(by))
        .ifPresent(
            reason -> {
              throw new ResponseStatusException(HttpStatus.FORBIDDEN, reason);
            });
    var file =
        rows.one(id)
            .filter(row -> row.state().hasFiles())
            .flatMap(row -> PackageFiles.file(row.folder(), name.replaceFirst("^/", "")))
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "no submission has this file"));
    return FileAnswer.attached(file);
  }
}
