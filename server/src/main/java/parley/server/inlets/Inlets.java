package parley.server.inlets;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import parley.camelroutes.Inlet;
import parley.mappings.MessageFormat;
import parley.mappings.Sender;
import parley.server.settings.GatewaySettings;
import parley.server.settings.InletSettings;
import parley.server.settings.InvalidSettings;
import parley.server.settings.SenderSettings;

/** Inlets as declared in the settings. */
final class Inlets {

  private Inlets() {}

  /**
   * The inlets with their senders.
   *
   * @throws InvalidSettings when an inlet names a sender that is not declared, or two inlets or
   *     senders have the same name
   */
  static List<Inlet> of(GatewaySettings settings) {
    requireUnique("parley.inlets", settings.inlets().stream().map(InletSettings::name).toList());
    requireUnique("parley.senders", settings.senders().stream().map(SenderSettings::id).toList());
    var files = ConceptMapFiles.read(settings.senders());
    var senders =
        settings.senders().stream()
            .map(SenderSettings::toSender)
            .map(files::named)
            .collect(
                Collectors.toMap(
                    Sender::id, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    return settings.inlets().stream().map(inlet -> inlet(inlet, senders, settings)).toList();
  }

  private static Inlet inlet(
      InletSettings inlet, Map<String, Sender> senders, GatewaySettings settings) {
    // An inlet that names nobody takes everybody declared, and anybody when none is.
    var allowed =
        inlet.senders().isEmpty()
            ? List.copyOf(senders.values())
            : inlet.senders().stream().map(id -> sender(inlet, id, senders)).toList();
    return switch (inlet.kind()) {
      case MLLP -> new Inlet.Mllp(inlet.name(), settings.bind(), inlet.port(), allowed);
      case HTTP -> new Inlet.Http(inlet.name(), inlet.path(), allowed);
      case BARS -> new Inlet.Direct(inlet.name(), Set.of(MessageFormat.FHIR), allowed);
      case FOLDER -> new Inlet.Folder(inlet.name(), Path.of(inlet.directory()), allowed);
    };
  }

  private static Sender sender(InletSettings inlet, String id, Map<String, Sender> senders) {
    return Optional.ofNullable(senders.get(id))
        .orElseThrow(
            () ->
                new InvalidSettings(
                    "parley.inlets: " + inlet.name() + ": no sender " + id + " is declared"));
  }

  private static void requireUnique(String setting, List<String> names) {
    if (names.stream().distinct().count() != names.size()) {
      throw new InvalidSettings(setting + ": every name may be used once only");
    }
  }
}
