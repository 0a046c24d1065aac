package parley.server.settings;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One inlet under {@code parley.inlets}.
 *
 * @param name short name, unique; shown in the journal
 * @param kind {@code mllp}, {@code http}, {@code bars} or {@code folder}
 * @param port TCP port of an MLLP inlet
 * @param path URL path of an HTTP inlet
 * @param directory inbox of a folder inlet
 * @param senders ids of the senders it accepts; none accepts any
 */
public record InletSettings(
    String name,
    Kind kind,
    @DefaultValue("0") int port,
    @DefaultValue("") String path,
    @DefaultValue("") String directory,
    @DefaultValue List<String> senders) {

  /** How messages come in. */
  public enum Kind {
    /** HL7 v2 over MLLP. */
    MLLP,
    /** HL7 v2 in the body of a POST. */
    HTTP,
    /** FHIR messages POSTed to {@code /fhir/$process-message}; its name is {@code bars}. */
    BARS,
    /** Files dropped into a folder. */
    FOLDER
  }

  public InletSettings {
    require(kind != Kind.MLLP || port > 0, name, "an mllp inlet needs a port");
    require(kind != Kind.HTTP || path.startsWith("/"), name, "an http inlet needs a path");
    require(kind != Kind.BARS || name.equals("bars"), name, "a bars inlet is named bars");
    require(kind != Kind.FOLDER || !directory.isBlank(), name, "a folder inlet needs a directory");
    senders = List.copyOf(senders);
  }

  private static void require(boolean met, String inlet, String rule) {
    if (!met) {
      throw new InvalidSettings("parley.inlets: " + inlet + ": " + rule);
    }
  }
}
