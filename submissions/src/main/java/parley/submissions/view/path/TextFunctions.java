package parley.submissions.view.path;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.submissions.view.path.Function.Arguments;
import parley.submissions.view.path.Function.Results;

/** Functions on text (FHIRPath 5.6). */
final class TextFunctions {

  private static final Results TEXT = Results.always(TypeModel.STRING);
  private static final Results WHOLE = Results.always(TypeModel.INTEGER);
  private static final Results TRUTH = Results.always(TypeModel.BOOLEAN);

  private interface OnText {
    List<Item> apply(String text, Arguments args);
  }

  private interface WithText {
    List<Item> apply(String text, String argument);
  }

  private TextFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put("upper", text(0, 0, TEXT, (s, args) -> Item.text(s.toUpperCase(Locale.ROOT))));
    functions.put("lower", text(0, 0, TEXT, (s, args) -> Item.text(s.toLowerCase(Locale.ROOT))));
    functions.put("trim", text(0, 0, TEXT, (s, args) -> Item.text(s.strip())));
    functions.put("length", text(0, 0, WHOLE, (s, args) -> Item.whole(s.length())));
    functions.put(
        "toChars",
        text(0, 0, TEXT, (s, args) -> texts(s.codePoints().mapToObj(Character::toString))));
    functions.put("substring", text(1, 2, TEXT, TextFunctions::substring));
    functions.put("replace", text(2, 2, TEXT, TextFunctions::replace));
    functions.put("replaceMatches", text(2, 2, TEXT, TextFunctions::replaceMatches));
    functions.put("startsWith", with(TRUTH, (s, part) -> Item.truth(s.startsWith(part))));
    functions.put("endsWith", with(TRUTH, (s, part) -> Item.truth(s.endsWith(part))));
    functions.put("contains", with(TRUTH, (s, part) -> Item.truth(s.contains(part))));
    functions.put("indexOf", with(WHOLE, (s, part) -> Item.whole(s.indexOf(part))));
    functions.put("lastIndexOf", with(WHOLE, (s, part) -> Item.whole(s.lastIndexOf(part))));
    functions.put("matches", with(TRUTH, (s, regex) -> Item.truth(matcher(regex, s).find())));
    functions.put(
        "matchesFull", with(TRUTH, (s, regex) -> Item.truth(matcher(regex, s).matches())));
    functions.put("split", with(TEXT, (s, by) -> texts(Stream.of(s.split(Pattern.quote(by), -1)))));
    functions.put("join", Function.plain(0, 1, TEXT, TextFunctions::join));
  }

  private static Function text(int least, int most, Results results, OnText body) {
    return Function.plain(
        least,
        most,
        results,
        (input, args) ->
            Values.text(input, "input of " + args.function() + "()")
                .map(text -> body.apply(text, args))
                .orElse(List.of()));
  }

  private static Function with(Results results, WithText body) {
    return text(
        1,
        1,
        results,
        (text, args) -> args.text(0).map(one -> body.apply(text, one)).orElse(List.of()));
  }

  private static List<Item> texts(Stream<String> texts) {
    return texts.<Item>map(Item.Text::new).toList();
  }

  private static List<Item> substring(String text, Arguments args) {
    var start = args.whole(0);
    if (start.isEmpty() || start.get() < 0 || start.get() >= text.length()) {
      return List.of();
    }
    var from = start.get().intValue();
    var length = args.size() > 1 ? args.whole(1) : Optional.<Long>empty();
    var end =
        length
            .map(one -> Math.min(text.length(), from + Math.max(0, one)))
            .orElse((long) text.length());
    return Item.text(text.substring(from, end.intValue()));
  }

  private static List<Item> replace(String text, Arguments args) {
    var pattern = args.text(0);
    var by = args.text(1);
    return pattern.isEmpty() || by.isEmpty()
        ? List.of()
        : Item.text(text.replace(pattern.get(), by.get()));
  }

  private static List<Item> replaceMatches(String text, Arguments args) {
    var regex = args.text(0);
    var by = args.text(1);
    if (regex.isEmpty() || by.isEmpty()) {
      return List.of();
    }
    try {
      return Item.text(matcher(regex.get(), text).replaceAll(by.get()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException badReplacement) {
      throw badRegex();
    }
  }

  private static Matcher matcher(String regex, String text) {
    try {
      return Pattern.compile(regex, Pattern.DOTALL).matcher(new BoundedText(text));
    } catch (PatternSyntaxException bad) {
      throw badRegex();
    }
  }

  private static PathFailure badRegex() {
    return new PathFailure(
        "A regular expression or its replacement is not well formed", "Correct the expression.");
  }

  /** Nothing joined is the empty text: the specification's tests expect that. */
  private static List<Item> join(List<Item> input, Arguments args) {
    var separator = args.size() == 0 ? "" : args.text(0).orElse("");
    var texts =
        input.stream()
            .map(item -> Values.text(List.of(item), "input of join()"))
            .flatMap(Optional::stream);
    return Item.text(texts.collect(Collectors.joining(separator)));
  }
}
