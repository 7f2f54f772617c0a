package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.liquid.LiquidException;
import io.segmentinsider.compatibility.liquid.LiquidTemplate;
import java.util.function.Function;
import javax.annotation.Nullable;

/** The directives whose argument is text: {@code @path}, {@code @template} and {@code @liquid}. */
final class TextDirectives {

  private TextDirectives() {}

  static Expression path(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    return ofText(
        compiler.compile(argument, path), text -> Path.ofDirective(text)::get, compiler, path);
  }

  static Expression template(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    return ofText(
        compiler.compile(argument, path), text -> Template.parse(text)::render, compiler, path);
  }

  static Expression liquid(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    if (!(argument instanceof String text)) {
      return compiler.failure(path, "should be a string and is " + ValueKind.of(argument).phrase());
    }
    try {
      LiquidTemplate template = LiquidTemplate.compile(text);
      return input -> {
        try {
          return template.render(input);
        } catch (LiquidException e) {
          throw new MappingFailedException(path + " " + e.getMessage());
        }
      };
    } catch (LiquidException e) {
      return compiler.failure(path, e.getMessage());
    }
  }

  private static Expression ofText(
      Expression argument,
      Function<String, Expression> parse,
      ExpressionCompiler compiler,
      String path) {
    if (!(argument instanceof Constant constant)) {
      return input -> parse.apply(text(argument.resolve(input), path)).resolve(input);
    }
    return constant.value() instanceof String text
        ? parse.apply(text)
        : compiler.failure(
            path, "should be a string and is " + ValueKind.of(constant.value()).phrase());
  }

  private static String text(@Nullable Object value, String path) throws MappingFailedException {
    if (value instanceof String text) {
      return text;
    }
    throw new MappingFailedException(
        path + " should give a string and gives " + ValueKind.of(value).phrase());
  }
}
