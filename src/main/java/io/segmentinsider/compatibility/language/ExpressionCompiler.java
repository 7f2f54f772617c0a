package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.language.InvalidMappingException.Fault;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Turns one mapping into expressions. Takes every JSON value: what can't work fails when reached.
 */
final class ExpressionCompiler {

  /** Of fewer members each is asked. */
  private static final int WORTH_FINDING = 4;

  private final SharedPaths paths = new SharedPaths();
  private final List<Fault> deferred = new ArrayList<>();
  private int keepingDepth;
  private boolean leavesMissing;

  /** What fails as soon as an event reaches it. */
  List<Fault> deferred() {
    return deferred;
  }

  /** Whether a result may hold members without a value. */
  boolean leavesMissing() {
    return leavesMissing;
  }

  /** The expression of a piece of a mapping; null is a missing piece. */
  Expression compile(@Nullable Object mapping, String path) {
    if (mapping instanceof JsonArray array) {
      return list(array, path);
    }
    if (mapping instanceof JsonObject object) {
      return isDirective(object) ? directive(object, path) : object(object, path);
    }
    return new Constant(mapping);
  }

  /**
   * As {@link #compile}, for what is merged or flattened: there a member without a value takes the
   * place of an earlier one.
   */
  Expression compileKeepingMissing(@Nullable Object mapping, String path) {
    leavesMissing = true;
    keepingDepth++;
    Expression expression = compile(mapping, path);
    keepingDepth--;
    return expression;
  }

  /** Says that the results of the directive may hold members without a value. */
  void markMissing() {
    leavesMissing = true;
  }

  /** An expression that fails when it is reached. */
  Expression failure(String path, String rule) {
    deferred.add(new Fault(path, rule));
    return new Failure(path + " " + rule);
  }

  private static boolean isDirective(JsonObject object) {
    boolean named = false;
    for (int i = 0; i < object.size(); i++) {
      boolean name = Directives.isName(object.nameAt(i));
      if (!name && !object.nameAt(i).equals(Directives.METADATA)) {
        return false;
      }
      named |= name;
    }
    return named;
  }

  private Expression directive(JsonObject object, String path) {
    String name = Directives.nameIn(object);
    Directive directive = Directives.get(name);
    return directive == null
        ? failure(path, "has the unknown directive " + name)
        : directive.factory().compile(object.get(name), this, Rule.child(path, name));
  }

  private Expression list(JsonArray array, String path) {
    Expression[] items = new Expression[array.size()];
    for (int i = 0; i < array.size(); i++) {
      items[i] = compile(array.get(i), path + "/" + i);
    }
    return constantIfParts(items, new ListExpression(items));
  }

  private Expression object(JsonObject object, String path) {
    Expression[] values = new Expression[object.size()];
    String[] names = new String[object.size()];
    for (int i = 0; i < object.size(); i++) {
      names[i] = object.nameAt(i);
      values[i] = compile(object.valueAt(i), Rule.child(path, names[i]));
    }
    boolean worthFinding = keepingDepth == 0 && names.length >= WORTH_FINDING;
    return constantIfParts(
        values,
        keepingDepth > 0
            ? ObjectExpression.keepingMissing(names, values)
            : new ObjectExpression(names, values, worthFinding ? present(object, values) : null));
  }

  /** Tells which members an event may have a value for. */
  private PresentFields present(JsonObject object, Expression[] values) {
    List<List<SharedPaths.Place>> places = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      places.add(isSilent(values[i]) ? paths.places(object.valueAt(i)) : null);
    }
    return new PresentFields(places, paths);
  }

  /** Whether a piece has no value, and does not fail, for an event without members. */
  private static boolean isSilent(Expression value) {
    try {
      return value.resolve(new JsonObject(0)) == null;
    } catch (MappingFailedException e) {
      return false;
    }
  }

  /** What depends on no event is resolved once. */
  private static Expression constantIfParts(Expression[] parts, Expression whole) {
    if (!Arrays.stream(parts).allMatch(Constant.class::isInstance)) {
      return whole;
    }
    try {
      return new Constant(whole.resolve(null));
    } catch (MappingFailedException e) {
      throw new IllegalStateException("Constants do not fail", e);
    }
  }
}
