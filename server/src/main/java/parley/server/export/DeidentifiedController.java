package parley.server.export;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code GET /exports/ID/NAME}: the files of a pseudonymised export. */
@RestController
public final class DeidentifiedController {

  private final DeidentifiedExports exports;

  DeidentifiedController(DeidentifiedExports exports) {
    this.exports = exports;
  }

  /** One file, by a name that the status of the export gives. */
  @GetMapping("/exports/{id}/{name}")
  public ResponseEntity<Resource> file(@PathVariable String id, @PathVariable String name) {
    var file =
        exports
            .file(id, name)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "no export that is offered has this file"));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/fhir+ndjson"))
        .header("X-Content-Type-Options", "nosniff")
        .cacheControl(CacheControl.noStore())
        .body(new FileSystemResource(file));
  }
}
