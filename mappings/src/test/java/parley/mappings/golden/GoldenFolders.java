package parley.mappings.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parley.mappings.Problem;

/** What golden folders of every kind have in common. */
public final class GoldenFolders {

  private GoldenFolders() {}

  /** The folders two levels down, as an index lists them. */
  public static List<String> twoDeep(Path sources) throws IOException {
    try (var folders = Files.walk(sources, 2)) {
      return folders
          .filter(Files::isDirectory)
          .filter(folder -> sources.relativize(folder).getNameCount() == 2)
          .map(folder -> sources.relativize(folder).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  /** Code, severity and place of each problem; a line each. */
  public static List<String> lines(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.code() + " " + problem.severity() + " " + problem.location())
        .toList();
  }

  /** The same of the problems that a folder says must come. */
  public static List<String> problems(Path folder) throws IOException {
    var problems = new ArrayList<String>();
    for (JsonNode node : new ObjectMapper().readTree(folder.resolve("problems.json").toFile())) {
      problems.add(
          node.path("code").asText()
              + ' '
              + node.path("severity").asText()
              + ' '
              + node.path("location").asText());
    }
    return problems;
  }
}
