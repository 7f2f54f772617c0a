package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.mapping.language.CompiledMapping;
import io.segmentinsider.mapping.language.InvalidMappingException;
import io.segmentinsider.mapping.language.InvalidMappingException.Fault;
import io.segmentinsider.mapping.language.MappingFailedException;
import io.segmentinsider.mapping.language.PresentFields;
import io.segmentinsider.mapping.language.SharedPaths;
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
    if (spec.value() instanceof JsonObject directive) {
      Source language = silent(directive, resolving(compiled(directive, spec.path())));
      SharedPaths.Place place =
          directive.size() == 1 && directive.get(PATH) instanceof String path
              ? paths.place(path)
              : null;
      return place == null ? language : new Plain(place, language);
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
   * be read: spellings of one trait, for instance.
   */
  Source compile(Spec spec, FieldType type) {
    boolean holdsList = type == FieldType.TAXONOMY || type == FieldType.NUMBERS;
    if (holdsList || !(spec.value() instanceof JsonArray list)) {
      return compile(spec);
    }
    List<Alternatives.Alternative> alternatives = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      Spec alternative = new Spec(spec.path() + "/" + i, list.get(i));
      alternatives.add(new Alternatives.Alternative(compile(alternative), alternative.inWords()));
    }
    return new Alternatives(alternatives);
  }

  /** Tells which of several fields an event may have a value for. */
  PresentFields presentFields(List<Source> sources) {
    List<List<SharedPaths.Place>> places = new ArrayList<>(sources.size());
    sources.forEach(source -> places.add(source.places()));
    return new PresentFields(places, paths);
  }

  /**
   * A directive that has no value where nothing stands at its paths says so. It must read the event
   * by plain paths only.
   */
  private Source silent(JsonObject directive, Source language) {
    List<SharedPaths.Place> places = paths.places(directive);
    boolean isSilent = places != null && language.of(new JsonObject()) == null;
    return isSilent ? new Silent(language, places) : language;
  }

  private record Silent(Source language, List<SharedPaths.Place> places) implements Source {

    @Override
    @Nullable
    public Object of(JsonObject event) {
      return language.of(event);
    }
  }

  /** A plain path: the language is asked only where something else than an object is on the way. */
  private final class Plain implements Source {

    private final SharedPaths.Place place;
    private final int parent;
    private final String name;
    private final Source language;

    Plain(SharedPaths.Place place, Source language) {
      this.place = place;
      this.parent = place.parent();
      this.name = place.name();
      this.language = language;
    }

    @Override
    @Nullable
    public Object of(JsonObject input) {
      Object object = paths.find(parent, input);
      if (object instanceof JsonObject members) {
        return members.get(name);
      }
      return ValueConverter.isAbsent(object) ? null : language.of(input);
    }

    @Override
    @Nullable
    public Object raw(JsonObject input, int alternative) {
      return paths.find(parent, input) instanceof JsonObject members
          ? members.raw(name)
          : of(input);
    }

    @Override
    public List<SharedPaths.Place> places() {
      return List.of(place);
    }
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
