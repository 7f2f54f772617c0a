package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/**
 * {@code @replace}: literal text replaced in text, once or twice. Numbers and booleans are printed
 * first; what is no text then gives empty text.
 */
final class ReplaceDirective {

  /** The most characters of a pattern and of a replacement. */
  static final int MAX_LENGTH = 10;

  private ReplaceDirective() {}

  static Expression compile(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    if (!(argument instanceof JsonObject options)
        || !Conversions.isTruthy(options.get("pattern"))) {
      return compiler.failure(path, "should be an object with \"pattern\"");
    }
    if (!Conversions.isTruthy(options.get("value"))) {
      return new Constant(null);
    }
    Expression value = compiler.compile(options.get("value"), Rule.child(path, "value"));
    Step first = step(options, "pattern", "replacement", path);
    Step second = step(options, "pattern2", "replacement2", path);
    return input -> {
      Object resolved = value.resolve(input);
      if (resolved instanceof Boolean || resolved instanceof Number) {
        resolved = Conversions.toText(resolved);
      }
      if (!(resolved instanceof String text) || first == null) {
        return "";
      }
      String once = first.apply(text);
      return second == null ? once : second.apply(once);
    };
  }

  /** One replacement, or what is wrong with it. */
  private interface Step {
    String apply(String text) throws MappingFailedException;
  }

  /** Null if the options do not make one. */
  @Nullable
  private static Step step(
      JsonObject options, String patternName, String replacementName, String path) {
    Object replacement = options.get(replacementName);
    if (!(options.get(patternName) instanceof String pattern)
        || pattern.isEmpty()
        || !(Conversions.isNullish(replacement) || replacement instanceof String)
        || !isFlag(options.get("ignorecase"))
        || !isFlag(options.get("global"))) {
      return null;
    }
    String by = replacement instanceof String text ? text : "";
    if (pattern.length() > MAX_LENGTH || by.length() > MAX_LENGTH) {
      String message =
          path + "/" + patternName + " and its replacement may have " + MAX_LENGTH + " characters";
      return text -> {
        throw new MappingFailedException(message);
      };
    }
    boolean ignoreCase = Boolean.TRUE.equals(options.get("ignorecase"));
    boolean global = !Boolean.FALSE.equals(options.get("global"));
    return new Replacement(pattern, by, ignoreCase, global)::apply;
  }

  private static boolean isFlag(@Nullable Object value) {
    return Conversions.isNullish(value) || value instanceof Boolean;
  }
}
