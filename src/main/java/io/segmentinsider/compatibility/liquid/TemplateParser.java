package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.liquid.Node.Branch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** Makes nodes of tokens. */
final class TemplateParser {

  /** Segment does not let a template repeat itself or read files. */
  private static final Set<String> DISABLED =
      Set.of("case", "for", "include", "layout", "render", "tablerow");

  private static final Pattern UNMARKED_LINE = Pattern.compile("\\n\\s*[^#\\s]");

  private static final Node NOTHING = (scope, out) -> {};

  private final Deque<TemplatePiece> tokens;

  private TemplateParser(List<TemplatePiece> tokens) {
    this.tokens = new ArrayDeque<>(tokens);
  }

  /** The nodes of a whole template, or of the lines of a tag. */
  static Node parse(List<TemplatePiece> tokens) throws LiquidException {
    TemplateParser parser = new TemplateParser(tokens);
    List<Node> nodes = new ArrayList<>();
    while (!parser.tokens.isEmpty()) {
      nodes.add(parser.node(parser.tokens.poll()));
    }
    return Node.all(nodes);
  }

  private Node node(TemplatePiece token) throws LiquidException {
    if (token instanceof TemplatePiece.Html html) {
      return Node.html(html.content());
    }
    if (token instanceof TemplatePiece.Output output) {
      return Node.output(new ExpressionReader(output.content()).filteredValue());
    }
    return tag((TemplatePiece.Tag) token);
  }

  private Node tag(TemplatePiece.Tag tag) throws LiquidException {
    ExpressionReader reader = new ExpressionReader(tag.arguments());
    if (DISABLED.contains(tag.name())) {
      throw new LiquidException("uses the tag \"" + tag.name() + "\", which is not allowed");
    }
    return switch (tag.name()) {
      case "assign" -> assign(reader);
      case "capture" -> capture(reader);
      case "comment" -> comment();
      case "if" -> choice(reader, false);
      case "unless" -> choice(reader, true);
      case "cycle" -> cycle(reader);
      case "increment" -> {
        String name = reader.identifier();
        yield Node.output(
            scope -> {
              Number before = scope.counter(name);
              scope.count(name, 1);
              return before;
            });
      }
      case "decrement" -> {
        String name = reader.identifier();
        yield Node.output(scope -> scope.count(name, -1));
      }
      case "echo" -> reader.atEnd() ? NOTHING : Node.output(reader.filteredValue());
      case "liquid" -> parse(TemplateLexer.tagsOfLines(tag.arguments()));
      case "raw" -> raw();
      case "block" -> Node.all(until("endblock"));
      case "break", "continue" -> (scope, out) -> scope.stop();
      case "#" -> inlineComment(tag);
      default -> throw new LiquidException("uses the unknown tag \"" + tag.name() + "\"");
    };
  }

  private static Node assign(ExpressionReader reader) throws LiquidException {
    String name = reader.identifier();
    reader.skipBlanks();
    if (name.isEmpty() || reader.peek() != '=') {
      throw new LiquidException("has an assign that is not of the form \"name = value\"");
    }
    reader.advance();
    FilteredValue value = reader.filteredValue();
    return (scope, out) -> scope.assign(name, value.evaluate(scope));
  }

  private Node capture(ExpressionReader reader) throws LiquidException {
    String name = reader.identifier();
    if (name.isEmpty()) {
      Operand quoted = reader.quoted();
      if (quoted == null) {
        throw new LiquidException("has a capture without a name");
      }
      name = (String) quoted.evaluate(new Scope(null));
    }
    return Node.capture(name, Node.all(until("endcapture")));
  }

  private Node comment() throws LiquidException {
    takeUntil("endcomment");
    return NOTHING;
  }

  private Node raw() throws LiquidException {
    StringBuilder text = new StringBuilder();
    takeUntil("endraw").forEach(token -> text.append(token.source()));
    return Node.html(text.toString());
  }

  private static Node inlineComment(TemplatePiece.Tag tag) throws LiquidException {
    if (UNMARKED_LINE.matcher(tag.arguments()).find()) {
      throw new LiquidException("has a comment with a line that does not start with \"#\"");
    }
    return NOTHING;
  }

  private static Node cycle(ExpressionReader reader) throws LiquidException {
    int start = reader.position();
    Operand group = reader.value();
    reader.skipBlanks();
    if (group != null && reader.peek() == ':') {
      reader.advance();
    } else {
      group = null;
      reader.backTo(start);
    }
    List<FilteredValue> values = new ArrayList<>();
    while (!reader.atEnd()) {
      values.add(reader.filteredValue());
      reader.skipTo(',');
    }
    if (values.isEmpty()) {
      throw new LiquidException("has a cycle without values");
    }
    return Node.cycle(group, values);
  }

  /** Nodes up to a closing tag. */
  private List<Node> until(String end) throws LiquidException {
    List<Node> nodes = new ArrayList<>();
    while (true) {
      TemplatePiece token = next(end);
      if (token instanceof TemplatePiece.Tag tag && tag.name().equals(end)) {
        return nodes;
      }
      nodes.add(node(token));
    }
  }

  /** Tokens up to a closing tag, not looked at. */
  private List<TemplatePiece> takeUntil(String end) throws LiquidException {
    List<TemplatePiece> taken = new ArrayList<>();
    while (true) {
      TemplatePiece token = next(end);
      if (token instanceof TemplatePiece.Tag tag && tag.name().equals(end)) {
        return taken;
      }
      taken.add(token);
    }
  }

  private TemplatePiece next(String end) throws LiquidException {
    TemplatePiece token = tokens.poll();
    if (token == null) {
      throw new LiquidException("lacks an \"" + end + "\"");
    }
    return token;
  }

  /**
   * {@code if} and {@code unless}. Only the first is strict about what stands behind {@code else};
   * the other drops it.
   */
  private Node choice(ExpressionReader reader, boolean negated) throws LiquidException {
    String end = negated ? "endunless" : "endif";
    List<Branch> branches = new ArrayList<>();
    Operand condition = reader.filteredValue();
    boolean first = true;
    @Nullable Node otherwise = null;
    List<Node> body = new ArrayList<>();
    boolean dropped = false;
    while (true) {
      TemplatePiece token = next(end);
      String name = token instanceof TemplatePiece.Tag tag ? tag.name() : "";
      boolean closes = name.equals(end);
      if (!closes && !name.equals("else") && !name.equals("elsif")) {
        body.add(node(token));
        continue;
      }
      String arguments = ((TemplatePiece.Tag) token).arguments();
      boolean late = condition == null;
      if (!negated) {
        requireStrict(name, arguments, late);
      }
      if (!late) {
        branches.add(new Branch(condition, negated && first, Node.all(body)));
        first = false;
      } else if (!dropped) {
        otherwise = Node.all(body);
        dropped = true;
      }
      if (closes) {
        return Node.choice(branches, otherwise == null ? NOTHING : otherwise);
      }
      body = new ArrayList<>();
      condition =
          !late && name.equals("elsif") ? new ExpressionReader(arguments).filteredValue() : null;
    }
  }

  private static void requireStrict(String name, String arguments, boolean late)
      throws LiquidException {
    if (late && !name.equals("endif")) {
      throw new LiquidException("has an \"" + name + "\" behind an \"else\"");
    }
    if (!name.equals("elsif") && !arguments.isEmpty()) {
      throw new LiquidException("has something behind \"" + name + "\"");
    }
  }
}
