package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for any mapping, whatever part of it somebody puts into blocks. */
class BlocksLawsTest {

  private static final int DEEPEST = 4;

  private static final List<String> NAMES =
      List.of("a", "b", "c", "custom", "attributes", "products", "use it");

  /**
   * Takes fields out of a mapping into blocks that it then uses. In {@code custom} a member {@code
   * use} would be a field.
   */
  private static final class Author {

    private final Random random;
    private final JsonObject blocks = new JsonObject();

    private Author(long seed) {
      this.random = new Random(seed);
    }

    private Object value(int depth) {
      return switch (depth >= DEEPEST ? 0 : random.nextInt(5)) {
        case 0, 1 -> (long) random.nextInt(9);
        case 2 -> new JsonObject(1).put("@path", "$." + random.nextInt(9));
        case 3 -> list(depth);
        default -> object(depth);
      };
    }

    private JsonArray list(int depth) {
      JsonArray list = new JsonArray();
      for (int i = random.nextInt(4); i > 0; i--) {
        Object item = value(depth + 1);
        list.add(item instanceof JsonArray ? "no list of lists" : item);
      }
      return list;
    }

    private JsonObject object(int depth) {
      JsonObject object = new JsonObject();
      for (String name : NAMES) {
        if (random.nextBoolean()) {
          object.put(name, value(depth + 1));
        }
      }
      return object;
    }

    /** The same value by way of blocks. */
    private Object shared(Object value, boolean isCustom) {
      if (value instanceof JsonArray list) {
        return shared(list, isCustom);
      }
      if (value instanceof JsonObject object) {
        boolean isDirective = object.has("@path");
        if (isDirective && !isCustom && random.nextInt(3) == 0) {
          return use(block(object));
        }
        return isDirective ? object : shared(object, isCustom);
      }
      return value;
    }

    private Object shared(JsonArray list, boolean isCustom) {
      JsonArray items = new JsonArray();
      JsonArray moved = new JsonArray();
      for (int i = 0; i < list.size(); i++) {
        if (random.nextInt(3) == 0) {
          moved.add(shared(list.get(i), false));
        } else {
          flush(moved, items);
          moved = new JsonArray();
          items.add(shared(list.get(i), false));
        }
      }
      flush(moved, items);
      return !isCustom && random.nextInt(4) == 0 ? use(block(items)) : items;
    }

    private void flush(JsonArray moved, JsonArray items) {
      if (!moved.isEmpty()) {
        items.add(use(block(moved)));
      }
    }

    private Object shared(JsonObject object, boolean isCustom) {
      JsonObject own = new JsonObject();
      JsonObject moved = new JsonObject();
      for (int i = 0; i < object.size(); i++) {
        String name = object.nameAt(i);
        Object member = object.valueAt(i);
        boolean mayMove = !isCustom && random.nextBoolean();
        (mayMove ? moved : own).put(name, shared(member, name.equals("custom")));
        if (!isCustom && !mayMove && !(member instanceof JsonObject) && random.nextBoolean()) {
          moved.put(name, "loses to what stands beside");
        }
      }
      if (isCustom || random.nextInt(4) == 0) {
        moved = new JsonObject();
        own = new JsonObject();
        for (int i = 0; i < object.size(); i++) {
          own.put(object.nameAt(i), shared(object.valueAt(i), object.nameAt(i).equals("custom")));
        }
        return own;
      }
      if (random.nextBoolean()) {
        moved.put("gone", 1L);
        own.put("gone", JsonNull.NULL);
      }
      JsonObject half = half(moved);
      JsonArray names = JsonArray.of(block(half), block(moved));
      return own.put("use", random.nextBoolean() ? names : block(withFirst(half, moved)));
    }

    /** Some members again, which lose to those of the block that is named later. */
    private JsonObject half(JsonObject moved) {
      JsonObject half = new JsonObject();
      for (int i = 0; i < moved.size(); i++) {
        if (!(moved.valueAt(i) instanceof JsonObject) && random.nextBoolean()) {
          half.put(moved.nameAt(i), "loses to a later block");
        }
      }
      return half;
    }

    private JsonObject withFirst(JsonObject first, JsonObject rest) {
      return rest.copy().put("use", block(first));
    }

    private String block(Object value) {
      String name = "block " + blocks.size();
      blocks.put(name, value);
      return name;
    }

    private static JsonObject use(String name) {
      return new JsonObject(1).put("use", name);
    }
  }

  private static MappingText file(JsonObject blocks, Object mapping) {
    JsonObject entry =
        new JsonObject()
            .put("name", "n")
            .put("action", "insiderUser")
            .put("trigger", "x")
            .put("mapping", mapping);
    return new MappingText(
        "generated",
        new JsonObject().put("blocks", blocks).put("mappings", JsonArray.of(entry)).toString());
  }

  private static MappingEntry read(MappingText text) {
    return MappingFile.read(text).entries().get(0);
  }

  @Property(tries = 2_000)
  void whatIsTakenOutIntoBlocksIsThereAgain(@ForAll long seed) {
    Author author = new Author(seed);
    JsonObject mapping = author.object(0);
    Object shared = author.shared(mapping, false);
    JsonObject blocks = author.blocks;
    if (shared instanceof JsonObject object) {
      JsonObject used = new JsonObject().put("all", useAll(blocks)).put("rest", object);
      JsonObject plain = read(file(blocks, used)).mapping();
      assertThat(plain.get("rest")).isEqualTo(mapping);
      assertThat(plain.toString()).doesNotContain("\"use\"");
      assertThat(read(file(new JsonObject(), plain)).mapping()).hasToString(plain.toString());
    }
  }

  /** So that none is unused. */
  private static JsonArray useAll(JsonObject blocks) {
    JsonArray all = new JsonArray();
    for (int i = 0; i < blocks.size(); i++) {
      all.add(Author.use(blocks.nameAt(i)));
    }
    return all;
  }
}
