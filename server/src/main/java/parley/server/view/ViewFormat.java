package parley.server.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms in which the rows of a view are given away. */
enum ViewFormat {
  CSV("csv", "text/csv"),
  NDJSON("ndjson", "application/x-ndjson"),
  JSON("json", "application/json"),
  PARQUET("parquet", "application/vnd.apache.parquet");

  private final String code;
  private final String mediaType;

  ViewFormat(String code, String mediaType) {
    this.code = code;
    this.mediaType = mediaType;
  }

  /** The content type of the answer. */
  String contentType() {
    return this == PARQUET ? mediaType : mediaType + ";charset=UTF-8";
  }

  /** By code or media type. */
  static Optional<ViewFormat> of(String name) {
    var plain = name.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(one -> plain.equals(one.code) || plain.equals(one.mediaType))
        .findFirst();
  }

  /** The first that an Accept header names; {@code octet-stream} is the guide's for Parquet. */
  static Optional<ViewFormat> accepted(String header) {
    return Arrays.stream(header.split(","))
        .map(one -> one.strip().startsWith("application/octet-stream") ? "parquet" : one)
        .flatMap(one -> of(one).stream())
        .findFirst();
  }

  static String codes() {
    return Arrays.stream(values()).map(one -> one.code).collect(Collectors.joining(", "));
  }
}
