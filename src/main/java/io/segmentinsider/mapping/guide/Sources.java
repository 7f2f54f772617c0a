package io.segmentinsider.mapping.guide;

import io.segmentinsider.compatibility.language.CompiledMapping;
import io.segmentinsider.compatibility.language.InvalidMappingException;
import io.segmentinsider.compatibility.language.InvalidMappingException.Fault;
import io.segmentinsider.compatibility.language.MappingFailedException;
import io.segmentinsider.compatibility.language.Path;
import io.segmentinsider.compatibility.language.PresentFields;
import io.segmentinsider.compatibility.language.SharedPaths;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.InvalidMappingFileException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Compiles single fields of a mapping, so that one that fails costs itself alone. */
final class Sources {

  private static final String PATH = "@path";

  private final SharedPaths paths = new SharedPaths();

  /**
   * Compiles one field.
   *
   * @param spec a directive, or any JSON value with directives in it
   * @throws IllegalArgumentException if it breaks the rules of the mapping language
   */
  Source compile(Spec spec) {
    return new Source(List.of(alternative(spec, false)));
  }

  private Source.Alternative alternative(Spec spec, boolean isAnother) {
    if (spec.value() instanceof JsonObject directive) {
      if (directive.size() == 1 && directive.get(PATH) instanceof String path) {
        SharedPaths.Place plain = paths.place(path);
        if (plain != null) {
          return new Source.Alternative(
              new PlainPath(path), List.of(plain), path, plain, paths, isAnother);
        }
      }
      Source.Piece piece = piece(compiled(directive, spec.path()));
      return new Source.Alternative(
          piece, silentPlaces(directive, piece), spec.inWords(), null, paths, isAnother);
    }
    return new Source.Alternative(
        besidesDirectives(spec), null, spec.inWords(), null, paths, isAnother);
  }

  /** A path that is cut into names once an event has something else than objects on its way. */
  private static final class PlainPath implements Source.Piece {

    private final String text;
    @Nullable private Path path;

    private PlainPath(String text) {
      this.text = text;
    }

    @Override
    @Nullable
    public Object of(JsonObject event) {
      if (path == null) {
        path = Path.ofDirective(text);
      }
      return path.get(event);
    }
  }

  private static Source.Piece besidesDirectives(Spec spec) {
    if (spec.value() instanceof JsonArray list) {
      String name = spec.name();
      String parent = spec.path().substring(0, spec.path().length() - name.length() - 1);
      Source.Piece wrapped = piece(compiled(new JsonObject().put(name, list), parent));
      return event ->
          wrapped.of(event) instanceof JsonObject object
              ? object.get(name)
              : ValueConverter.UNREADABLE;
    }
    return ofConstant(spec.value());
  }

  private static Source.Piece ofConstant(@Nullable Object constant) {
    return event -> constant;
  }

  /** A source whose value is the same for all events. */
  Source constant(String value) {
    return new Source(
        List.of(new Source.Alternative(ofConstant(value), null, value, null, paths, false)));
  }

  /**
   * Compiles a field of a type. A list of sources for a field of one value means the first that can
   * be read: spellings of one trait, for instance. A list in it holds the spellings of one of
   * several values, of which the next is meant only if the one before is not there.
   */
  Source compile(Spec spec, FieldType type) {
    boolean holdsList = type == FieldType.TAXONOMY || type == FieldType.NUMBERS;
    if (holdsList || !(spec.value() instanceof JsonArray list)) {
      return compile(spec);
    }
    List<Source.Alternative> alternatives = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      Spec alternative = new Spec(spec.path() + "/" + i, list.get(i));
      if (list.get(i) instanceof JsonArray spellings) {
        for (int j = 0; j < spellings.size(); j++) {
          Spec spelling = new Spec(alternative.path() + "/" + j, spellings.get(j));
          alternatives.add(alternative(spelling, j == 0));
        }
      } else {
        alternatives.add(alternative(alternative, false));
      }
    }
    return new Source(alternatives);
  }

  /** Tells which of several fields an event may have a value for. */
  PresentFields presentFields(List<Source> sources) {
    List<List<SharedPaths.Place>> places = new ArrayList<>(sources.size());
    sources.forEach(source -> places.add(source.places()));
    return new PresentFields(places, paths);
  }

  /**
   * The places of a directive that has no value where nothing stands at them. It must read the
   * event by plain paths only.
   */
  @Nullable
  private List<SharedPaths.Place> silentPlaces(JsonObject directive, Source.Piece piece) {
    return piece.of(new JsonObject()) == null ? paths.places(directive) : null;
  }

  private static CompiledMapping compiled(JsonObject source, String path) {
    try {
      CompiledMapping mapping = CompiledMapping.compile(source);
      if (!mapping.deferredFaults().isEmpty()) {
        throw wrong(path, mapping.deferredFaults());
      }
      return mapping;
    } catch (InvalidMappingException e) {
      throw wrong(path, e.faults());
    }
  }

  private static IllegalArgumentException wrong(String path, List<Fault> faults) {
    return new IllegalArgumentException(InvalidMappingFileException.complaint(path, faults));
  }

  private static Source.Piece piece(CompiledMapping mapping) {
    return event -> {
      try {
        return mapping.resolve(event);
      } catch (MappingFailedException e) {
        return ValueConverter.UNREADABLE;
      }
    };
  }
}
