package parley.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What can be held against docker-compose.yml and Dockerfile without a Docker engine. */
final class ComposeFileTest {

  private static final Path ROOT = Path.of("..");

  private final Map<String, Object> file = compose();

  @Test
  void portsArePublishedOnLoopbackOnly() {
    services()
        .values()
        .forEach(
            service ->
                ((List<?>) service.getOrDefault("ports", List.of()))
                    .forEach(port -> assertThat((String) port).startsWith("127.0.0.1:")));
    assertThat((List<?>) services().get("gateway").get("ports")).hasSize(2);
  }

  @Test
  void bothServicesHaveHealthChecksAndTheGatewayWaitsForTheDatabase() {
    assertThat(services()).containsOnlyKeys("database", "gateway");
    assertThat(services().values())
        .allSatisfy(service -> assertThat(service).containsKey("healthcheck"));
    assertThat(services().get("gateway").get("depends_on"))
        .isEqualTo(Map.of("database", Map.of("condition", "service_healthy")));
  }

  @Test
  void theGatewayUsesTheDatabaseOfTheFileAndSaysThatItIsNotSecured() {
    var database = map(services().get("database"), "environment");
    var gateway = map(services().get("gateway"), "environment");
    assertThat(gateway)
        .containsEntry("PARLEY_INSECURE", "true")
        .containsEntry("PARLEY_DB_USER", database.get("POSTGRES_USER"))
        .containsEntry("PARLEY_DB_PASSWORD", database.get("POSTGRES_PASSWORD"))
        .containsEntry(
            "PARLEY_DB_URL", "jdbc:postgresql://database:5432/" + database.get("POSTGRES_DB"));
    assertThat((String) services().get("database").get("image")).matches("postgres:1[6-9]");
  }

  @Test
  void stoppingLeavesTimeToFinishWorkInHand() {
    var grace = (String) services().get("gateway").get("stop_grace_period");
    assertThat(Integer.parseInt(grace.replace("s", ""))).isGreaterThan(30);
  }

  @Test
  void everyNamedVolumeIsDeclared() {
    services()
        .values()
        .forEach(
            service ->
                ((List<?>) service.getOrDefault("volumes", List.of()))
                    .forEach(
                        volume ->
                            assertThat(map(file, "volumes"))
                                .containsKey(((String) volume).split(":", 2)[0])));
  }

  @Test
  void theImageRunsAsAnOrdinaryUserAndCopiesWhatTheBuildMakes() throws IOException {
    var lines = Files.readAllLines(ROOT.resolve("Dockerfile"));
    assertThat(lines.stream().filter(line -> line.startsWith("FROM "))).hasSize(2);
    assertThat(lines)
        .contains("USER parley")
        .anyMatch(line -> line.startsWith("HEALTHCHECK "))
        .anyMatch(line -> line.startsWith("COPY --from=build /src/server/target/server-*.jar "));
    assertThat(Files.isExecutable(ROOT.resolve("parley"))).isTrue();
  }

  private static Map<String, Object> compose() {
    try (var reader = Files.newBufferedReader(ROOT.resolve("docker-compose.yml"))) {
      return new Yaml().load(reader);
    } catch (IOException missing) {
      throw new IllegalStateException("docker-compose.yml cannot be read", missing);
    }
  }

  @SuppressWarnings("unchecked") // the Compose specification has a map of maps here
  private Map<String, Map<String, Object>> services() {
    return (Map<String, Map<String, Object>>) file.get("services");
  }

  @SuppressWarnings("unchecked") // YAML gives a map here, or the test fails
  private static Map<String, Object> map(Map<String, Object> parent, String name) {
    return (Map<String, Object>) parent.get(name);
  }
}
