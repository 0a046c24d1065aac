package parley.server.fhir;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import parley.terminology.Guide;

/**
 * {@code GET /packages/parley.talking-therapies.tgz}: the FHIR package, for the validators and
 * tools of those who write to the gateway.
 */
@RestController
public final class GuidePackage {

  private final byte[] archive;

  GuidePackage(byte[] archive) {
    this.archive = archive.clone();
  }

  /** The file as the build made it. */
  @GetMapping("/packages/" + Guide.FILE)
  public ResponseEntity<byte[]> file() {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/gzip"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(Guide.FILE).build().toString())
        .body(archive.clone());
  }
}
