package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.compatibility.javascript.Text;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Text with placeholders. <code>{{{path}}}</code> is replaced first, then <code>{{path}}</code> in
 * the text as it then is, so that a value which came in through three braces and holds two is
 * expanded once more.
 */
final class Template {

  private static final JsonObject NOTHING = new JsonObject(0);

  private final Placeholders first;

  /** Null if it depends on the event. */
  @Nullable private final Placeholders second;

  private Template(Placeholders first, @Nullable Placeholders second) {
    this.first = first;
    this.second = second;
  }

  static Template parse(String text) {
    Placeholders three = Placeholders.parse(text, 3);
    return new Template(three, three.isEmpty() ? Placeholders.parse(text, 2) : null);
  }

  /** The text for an input; what has no value is taken for an object without members. */
  String render(@Nullable Object input) throws MappingFailedException {
    Object data = input == null ? NOTHING : input;
    return second != null
        ? second.render(data)
        : Placeholders.parse(first.render(data), 2).render(data);
  }

  /**
   * The placeholders of one kind in a text.
   *
   * @param texts what stands before each placeholder, and behind the last one
   * @param paths what each placeholder names
   */
  private record Placeholders(List<String> texts, List<Path> paths) {

    /** Cuts a text at placeholders of {@code braces} braces on either side. */
    static Placeholders parse(String text, int braces) {
      String open = "{".repeat(braces);
      String close = "}".repeat(braces);
      List<String> texts = new ArrayList<>();
      List<Path> paths = new ArrayList<>();
      int copied = 0;
      int start = text.indexOf(open);
      while (start >= 0) {
        // A name holds no brace of this kind, so only the next one can end it.
        int end = text.indexOf('}', start);
        if (end < 0) {
          break;
        }
        int next = end + 1;
        if (end > start + braces && text.startsWith(close, end)) {
          texts.add(text.substring(copied, start));
          paths.add(Path.ofPlaceholder(Text.trim(text.substring(start + braces, end))));
          next = end + braces;
          copied = next;
        }
        start = text.indexOf(open, next);
      }
      texts.add(text.substring(copied));
      return new Placeholders(texts, paths);
    }

    boolean isEmpty() {
      return paths.isEmpty();
    }

    String render(@Nullable Object input) throws MappingFailedException {
      if (paths.isEmpty()) {
        return texts.get(0);
      }
      StringBuilder rendered = new StringBuilder();
      for (int i = 0; i < paths.size(); i++) {
        rendered.append(texts.get(i));
        Object value = paths.get(i).get(input);
        if (!Conversions.isNullish(value)) {
          rendered.append(Conversions.toText(value));
          TextLimit.check(rendered, "@template");
        }
      }
      return rendered.append(texts.get(paths.size())).toString();
    }
  }
}
