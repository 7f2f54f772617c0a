package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.mapping.language.CompiledMapping;
import io.segmentinsider.mapping.language.InvalidMappingException;
import io.segmentinsider.mapping.language.InvalidMappingException.Fault;
import io.segmentinsider.mapping.language.MappingFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** Compiles single fields of a mapping, so that one that fails costs itself alone. */
final class Sources {

  private static final String PATH = "@path";

  /** Directives that read the event only through the directives in them. */
  private static final Set<String> TRANSPARENT = Set.of("@if", "@replace", "@case");

  private static final Source NOTHING = event -> null;

  private final SharedPaths paths = new SharedPaths();

  /**
   * Compiles one field.
   *
   * @param spec a directive, or any JSON value with directives in it
   * @throws IllegalArgumentException if it breaks the rules of the mapping language
   */
  Source compile(Spec spec) {
    if (spec.value() instanceof JsonObject directive) {
      Source language = silent(directive, resolving(compiled(directive, spec.path())));
      Source direct =
          directive.size() == 1 && directive.get(PATH) instanceof String path
              ? paths.source(path, language)
              : null;
      return direct == null ? language : direct;
    }
    if (spec.value() instanceof JsonArray list) {
      String name = spec.name();
      String parent = spec.path().substring(0, spec.path().length() - name.length() - 1);
      Source wrapped = resolving(compiled(new JsonObject().put(name, list), parent));
      return event ->
          wrapped.of(event) instanceof JsonObject object
              ? object.get(name)
              : ValueConverter.UNREADABLE;
    }
    Object constant = spec.value();
    return event -> constant;
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
    List<Alternatives.Alternative> alternatives = new ArrayList<>(list.size());
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
    return new Alternatives(alternatives);
  }

  private Alternatives.Alternative alternative(Spec spec, boolean isAnother) {
    return new Alternatives.Alternative(compile(spec), spec.inWords(), isAnother);
  }

  /** Tells which of several fields an event may have a value for. */
  PresentFields presentFields(List<Source> sources) {
    return new PresentFields(sources, paths);
  }

  /**
   * A directive that has no value where nothing stands at its paths says so. It must read the event
   * by plain paths only.
   */
  private Source silent(JsonObject directive, Source language) {
    List<SharedPaths.Place> places = new ArrayList<>();
    boolean isSilent = addPlaces(directive, places) && language.of(new JsonObject()) == null;
    return isSilent ? new Silent(language, List.copyOf(places)) : language;
  }

  private record Silent(Source language, List<SharedPaths.Place> places) implements Source {

    @Override
    @Nullable
    public Object of(JsonObject event) {
      return language.of(event);
    }
  }

  /** Whether all paths of a piece of a mapping could be told. */
  private boolean addPlaces(@Nullable Object piece, List<SharedPaths.Place> places) {
    if (!(piece instanceof JsonObject object)) {
      return !(piece instanceof JsonArray);
    }
    for (int i = 0; i < object.size(); i++) {
      String name = object.nameAt(i);
      Object value = object.valueAt(i);
      boolean known;
      if (name.equals(PATH)) {
        Source plain = value instanceof String path ? paths.source(path, NOTHING) : null;
        known = plain != null && places.addAll(plain.places());
      } else {
        known = (!name.startsWith("@") || TRANSPARENT.contains(name)) && addPlaces(value, places);
      }
      if (!known) {
        return false;
      }
    }
    return true;
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

  private static Source resolving(CompiledMapping mapping) {
    return event -> {
      try {
        return mapping.resolve(event);
      } catch (MappingFailedException e) {
        return ValueConverter.UNREADABLE;
      }
    };
  }
}
