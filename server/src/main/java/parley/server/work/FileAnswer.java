package parley.server.work;

import java.nio.file.Path;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A file that was made, sent to who asked for it and to be kept by nobody between. */
public final class FileAnswer {

  private FileAnswer() {}

  /** A file to be saved under its own name. */
  public static ResponseEntity<Resource> attached(Path file) {
    var disposition =
        ContentDisposition.attachment().filename(file.getFileName().toString()).build();
    var answer = answer(MediaType.APPLICATION_OCTET_STREAM);
    return answer
        .headers(headers -> headers.setContentDisposition(disposition))
        .body(new FileSystemResource(file));
  }

  /** A file of a type. */
  public static ResponseEntity<Resource> of(Path file, MediaType type) {
    return answer(type).body(new FileSystemResource(file));
  }

  private static ResponseEntity.BodyBuilder answer(MediaType type) {
    return ResponseEntity.ok()
        .contentType(type)
        .header("X-Content-Type-Options", "nosniff")
        .cacheControl(CacheControl.noStore());
  }
}
