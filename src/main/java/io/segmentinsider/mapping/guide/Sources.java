package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/** Interim. */
final class Sources {
  private Sources() {}

  static Source compile(@Nullable Object spec) {
    if (!(spec instanceof JsonObject o)) {
      return e -> spec;
    }
    if (o.get("@path") instanceof String p) {
      String[] keys =
          java.util.Arrays.stream(p.replace("$.", "").split("\\."))
              .filter(k -> !k.isEmpty())
              .toArray(String[]::new);
      return e -> {
        Object v = e;
        for (String k : keys) {
          if (!(v instanceof JsonObject vo)) {
            return null;
          }
          v = vo.get(k);
        }
        return v;
      };
    }
    if (o.get("@if") instanceof JsonObject i) {
      boolean blank = i.has("blank");
      Source test = compile(blank ? i.get("blank") : i.get("exists"));
      Source then = compile(i.get("then"));
      Source other = compile(i.get("else"));
      return e -> {
        Object v = test.of(e);
        boolean yes =
            v != null
                && v != JsonNull.NULL
                && !(blank
                    && (v.equals("")
                        || v.equals(false)
                        || v.equals(0L)
                        || (v instanceof JsonArray a && a.isEmpty())));
        return yes ? then.of(e) : other.of(e);
      };
    }
    throw new IllegalArgumentException("interim: " + spec);
  }
}
