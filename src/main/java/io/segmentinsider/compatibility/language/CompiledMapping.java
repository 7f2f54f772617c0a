package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.language.InvalidMappingException.Fault;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** A mapping, checked and ready to be resolved against events. For one thread. */
public final class CompiledMapping {

  /** Its value is the directive to run; all other members become that directive's mapping. */
  private static final String ROOT_DIRECTIVE = "__segment_internal_directive";

  private final Expression root;
  private final boolean cleans;
  private final List<Fault> deferredFaults;

  private CompiledMapping(Expression root, boolean cleans, List<Fault> deferredFaults) {
    this.root = root;
    this.cleans = cleans;
    this.deferredFaults = deferredFaults;
  }

  /**
   * Compiles a mapping.
   *
   * @param mapping any JSON value
   * @throws InvalidMappingException if it breaks the rules that are checked before anything is
   *     resolved
   */
  public static CompiledMapping compile(Object mapping) throws InvalidMappingException {
    return compile(mapping, "/");
  }

  static CompiledMapping compile(Object mapping, String path) throws InvalidMappingException {
    Object processed = withRootDirective(asObject(mapping, path), path);
    List<Fault> faults = new ArrayList<>();
    Rule.mapping(processed, path, faults);
    if (!faults.isEmpty()) {
      throw new InvalidMappingException(faults);
    }
    ExpressionCompiler compiler = new ExpressionCompiler();
    Expression root = compiler.compile(processed, path);
    return new CompiledMapping(root, compiler.leavesMissing(), List.copyOf(compiler.deferred()));
  }

  /**
   * What fails as soon as an event reaches it, though Segment's check of a mapping lets it pass: an
   * unknown directive within a list, say. Empty for a sound mapping.
   */
  public List<Fault> deferredFaults() {
    return deferredFaults;
  }

  /**
   * The value of the mapping for one event. It shares parts with the event and the mapping, and is
   * only read.
   *
   * @return null for no value at all
   * @throws MappingFailedException if a directive can't work on this event
   */
  @Nullable
  public Object resolve(Object event) throws MappingFailedException {
    if (!(event instanceof JsonObject)) {
      throw new MappingFailedException(
          "The input should be an object and is " + ValueKind.of(event).phrase());
    }
    Object resolved = root.resolve(event);
    return cleans ? withoutMissing(resolved) : resolved;
  }

  /** What JavaScript's spread makes of a mapping that is no object. */
  private static JsonObject asObject(Object mapping, String path) throws InvalidMappingException {
    if (mapping instanceof JsonObject object) {
      return object;
    }
    if (mapping == JsonNull.NULL) {
      throw new InvalidMappingException(
          List.of(new Fault(path, "should be an object and is null")));
    }
    JsonObject spread = new JsonObject();
    if (mapping instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        spread.put(Integer.toString(i), array.get(i));
      }
    } else if (mapping instanceof String text) {
      for (int i = 0; i < text.length(); i++) {
        spread.put(Integer.toString(i), text.substring(i, i + 1));
      }
    }
    return spread;
  }

  /**
   * A list of one is as good as an object with one member, as JavaScript counts the keys of both.
   */
  private static Object withRootDirective(JsonObject mapping, String path)
      throws InvalidMappingException {
    Object root = mapping.get(ROOT_DIRECTIVE);
    if (root == null) {
      return mapping;
    }
    Object argument = null;
    if (root instanceof JsonObject directive && directive.size() == 1) {
      argument = directive.valueAt(0);
    } else if (root instanceof JsonArray list && list.size() == 1) {
      argument = list.get(0);
    }
    if (argument instanceof JsonArray) {
      return root;
    }
    if (!(argument instanceof JsonObject options)) {
      throw new InvalidMappingException(
          List.of(
              new Fault(
                  Rule.child(path, ROOT_DIRECTIVE),
                  "should be a single directive whose argument is an object")));
    }
    JsonObject rest = new JsonObject(mapping.size());
    for (int i = 0; i < mapping.size(); i++) {
      if (!mapping.nameAt(i).equals(ROOT_DIRECTIVE)) {
        rest.put(mapping.nameAt(i), mapping.valueAt(i));
      }
    }
    JsonObject extended = options.copy().put("mapping", rest);
    return root instanceof JsonObject directive
        ? new JsonObject(1).put(directive.nameAt(0), extended)
        : JsonArray.of(extended);
  }

  /** The value without members that have none, at every depth. */
  @Nullable
  private static Object withoutMissing(@Nullable Object value) {
    if (value instanceof JsonArray array) {
      JsonArray cleaned = new JsonArray(array.size());
      for (int i = 0; i < array.size(); i++) {
        cleaned.add(withoutMissing(array.get(i)));
      }
      return cleaned;
    }
    if (value instanceof JsonObject object) {
      JsonObject cleaned = new JsonObject(object.size());
      for (int i = 0; i < object.size(); i++) {
        cleaned.putIfPresent(object.nameAt(i), withoutMissing(object.valueAt(i)));
      }
      return cleaned;
    }
    return value;
  }
}
