package parley.submissions.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiler, not care, keeps one kind of product from being written where another belongs. */
class ProductTypesTest {

  @TempDir Path classes;

  @Test
  void theRightUseCompiles() throws IOException {
    assertThat(
            errors(
                "void use(ProductWriter<Anonymous> out, ProductRow<Anonymous> row) throws IOException {"
                    + " out.write(row); }"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void use(ProductWriter<Anonymous> out, ProductRow<Pseudonymised> row) throws IOException { out.write(row); }",
        "void use(ProductWriter<Anonymous> out, ProductRow<Identifiable> row) throws IOException { out.write(row); }",
        "void use(ProductWriter<Pseudonymised> out, ProductRow<Identifiable> row) throws IOException { out.write(row); }",
        "void use(ProductWriter<Identifiable> out, ProductRow<Anonymous> row) throws IOException { out.write(row); }",
        "ProductRow<Anonymous> use(ProductRow<Pseudonymised> row) { return row; }",
        "ProductRow<Anonymous> use(List<String> cells) { return new ProductRow<>(Pseudonymised.KIND, cells); }",
        "ProductManifest<Anonymous> use(ProductFile<Identifiable> file) {"
            + " return new ProductManifest<Anonymous>(Anonymous.KIND, \"a\", \"k\", List.of(file)); }",
        "void use(ProductFolder<Anonymous> to, ProductFile<Pseudonymised> file) { to.take(file); }",
        "void use(ProductFolder<Anonymous> to, ProductFolder.Rows<Pseudonymised> rows) throws IOException {"
            + " to.rows(\"a\", List.of(), rows); }",
        "ProductFolder<Anonymous> use(ProductFolder<Pseudonymised> folder) { return folder; }",
        "ProductFolder<Anonymous> use(ProductFolder<Identifiable> folder) throws IOException {"
            + " return folder.below(\"csv\"); }",
        "ProductManifest<Anonymous> use(ProductFolder<Pseudonymised> folder) {"
            + " return new ProductManifest<Anonymous>(Anonymous.KIND, \"a\", \"k\", folder.files()); }",
        "Anonymous use() { return new Anonymous(); }",
        "final class Mine implements Product { public String code() { return \"ANONYMOUS\"; } }"
      })
  void theWrongUseDoesNotCompile(String member) throws IOException {
    assertThat(errors(member))
        .isNotEmpty()
        .noneMatch(code -> code.contains("cant.resolve") || code.contains("expected"));
  }

  @Test
  void fileNamesAndManifestSayTheKind() throws IOException {
    var name = ProductFile.name(Product.Anonymous.KIND, "figures", "2026-10", "csv");
    assertThat(name).isEqualTo("ANONYMOUS-figures-2026-10.csv");
    var file =
        ProductFile.of(
            Product.Anonymous.KIND,
            name,
            new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)));
    assertThat(file.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    var manifest = new ProductManifest<>(Product.Anonymous.KIND, "digest", "none", List.of(file));
    assertThat(manifest.content()).containsEntry("product", "ANONYMOUS").containsKey("files");
    assertThat(manifest.content().toString()).contains("sha256=ba7816bf");
    assertThatThrownBy(() -> new ProductFile<>(Product.Pseudonymised.KIND, name, 3, file.sha256()))
        .isInstanceOf(IllegalArgumentException.class);
    for (var bad : List.of("../x", "a b", "", "a\n", "-x", "x/y")) {
      assertThatThrownBy(() -> ProductFile.name(Product.Anonymous.KIND, bad, "2026", "csv"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a15FormulasAndControlCharactersAreNotWritten() throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new ProductWriter<>(Product.Pseudonymised.KIND, List.of("a", "b"), out);
    writer.write(new ProductRow<>(Product.Pseudonymised.KIND, List.of("x,y", "say \"it\"")));
    for (var cell : List.of("=1+1", "@x", "a\r\nb", " +4")) {
      var row = new ProductRow<>(Product.Pseudonymised.KIND, List.of("x", cell));
      assertThatThrownBy(() -> writer.write(row)).message().doesNotContain(cell);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("a,b\r\n\"x,y\",\"say \"\"it\"\"\"\r\n");
    assertThat(new ProductRow<>(Product.Anonymous.KIND, List.of("seen")))
        .asString()
        .doesNotContain("seen");
  }

  private List<String> errors(String member) throws IOException {
    var text =
        "import java.io.IOException; import java.util.List; import parley.submissions.product.*;"
            + " import parley.submissions.product.Product.*; class Use { "
            + member
            + " }";
    var source =
        new SimpleJavaFileObject(URI.create("string:///Use.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignored) {
            return text;
          }
        };
    var found = new DiagnosticCollector<JavaFileObject>();
    var place = Product.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    ToolProvider.getSystemJavaCompiler()
        .getTask(
            null,
            null,
            found,
            List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                place + java.io.File.pathSeparator + System.getProperty("java.class.path")),
            null,
            List.of(source))
        .call();
    return found.getDiagnostics().stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .map(one -> one.getCode())
        .toList();
  }
}
