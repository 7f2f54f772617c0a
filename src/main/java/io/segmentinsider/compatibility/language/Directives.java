package io.segmentinsider.compatibility.language;

import static io.segmentinsider.compatibility.language.Rule.Member.optional;
import static io.segmentinsider.compatibility.language.Rule.Member.required;
import static io.segmentinsider.compatibility.language.Rule.listOf;
import static io.segmentinsider.compatibility.language.Rule.objectWith;
import static io.segmentinsider.compatibility.language.Rule.oneOf;
import static io.segmentinsider.compatibility.language.Rule.string;
import static java.util.Map.entry;

import io.segmentinsider.compatibility.language.InvalidMappingException.Fault;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** All directives of the language, with what their arguments must be. */
final class Directives {

  /** The one ordinary key that may stand beside a directive; what it holds is ignored. */
  static final String METADATA = "_metadata";

  private static final Map<String, Directive> ALL =
      Map.ofEntries(
          entry("@path", new Directive(Rule::stringOrDirective, TextDirectives::path)),
          entry("@template", new Directive(Rule::stringOrDirective, TextDirectives::template)),
          entry("@liquid", new Directive(Rule::string, TextDirectives::liquid)),
          entry("@literal", new Directive(Rule::any, LiteralDirective::compile)),
          entry(
              "@if",
              new Directive(
                  objectWith(
                      optional("exists", Rule::any),
                      optional("then", Rule::any),
                      optional("else", Rule::any)),
                  IfDirective::compile)),
          entry(
              "@case",
              new Directive(
                  objectWith(
                      optional("operator", Rule::string),
                      optional("value", Rule::stringOrDirective)),
                  CaseDirective::compile)),
          entry(
              "@replace",
              new Directive(
                  objectWith(
                      required("pattern", string(1, ReplaceDirective.MAX_LENGTH)),
                      optional("replacement", string(0, ReplaceDirective.MAX_LENGTH)),
                      required("value", Rule::stringOrDirective),
                      optional("ignorecase", Rule::bool),
                      optional("global", Rule::bool)),
                  ReplaceDirective::compile)),
          entry("@arrayPath", new Directive(Directives::arrayPath, ArrayPathDirective::compile)),
          entry(
              "@flatten",
              new Directive(
                  objectWith(optional("separator", Rule::string), required("value", Rule::any)),
                  FlattenDirective::compile)),
          entry(
              "@json",
              new Directive(
                  objectWith(
                      required("value", Rule::any), required("mode", oneOf("encode", "decode"))),
                  JsonDirective::compile)),
          entry(
              "@merge",
              new Directive(
                  objectWith(
                      optional("direction", oneOf("left", "right")),
                      required("objects", listOf(Rule::objectOrDirective))),
                  MergeDirective::compile)),
          entry(
              "@transform",
              new Directive(
                  objectWith(
                      required("apply", Rule::objectOrDirective),
                      required("mapping", Rule::objectOrDirective)),
                  TransformDirective::compile)),
          entry("@excludeWhenNull", new Directive(Rule::any, ExcludeWhenNullDirective::compile)));

  private Directives() {}

  /** The directive of a name; null if there is none. */
  @Nullable
  static Directive get(String name) {
    return ALL.get(name);
  }

  /** Whether a key claims to be a directive. */
  static boolean isName(String key) {
    return key.startsWith("@");
  }

  /** The first key of an object that claims to be a directive; null if none does. */
  @Nullable
  static String nameIn(JsonObject object) {
    for (int i = 0; i < object.size(); i++) {
      if (isName(object.nameAt(i))) {
        return object.nameAt(i);
      }
    }
    return null;
  }

  private static void arrayPath(@Nullable Object value, String path, List<Fault> faults) {
    listOf((item, place, ignored) -> {}).check(value, path, faults);
    if (value instanceof JsonArray list) {
      Rule.stringOrDirective(list.isEmpty() ? null : list.get(0), path + "/0", faults);
      Rule.mapping(list.size() > 1 ? list.get(1) : null, path + "/1", faults);
    }
  }
}
