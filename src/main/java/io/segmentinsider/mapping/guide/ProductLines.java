package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.record.Repair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Finds the product lines of an event, in whatever form they came: a list, one product by itself,
 * an object with one product under each key, or the JSON text of one of these. Of several places
 * the first that holds lines counts. What stands in the first place is meant to be lines; in the
 * others only what looks like products is.
 */
final class ProductLines {

  /** Members that a product line has, in lower case and without underscores. */
  private static final Set<String> OF_A_PRODUCT =
      Set.of(
          "productid",
          "itemid",
          "variantid",
          "sku",
          "price",
          "unitprice",
          "unitsaleprice",
          "saleprice",
          "quantity",
          "qty");

  /** Those that say that an object is a product, whatever list is in it. */
  private static final Set<String> OF_A_PRODUCT_ALONE =
      Set.of(
          "productid",
          "itemid",
          "variantid",
          "sku",
          "price",
          "unitprice",
          "unitsaleprice",
          "saleprice");

  /** Members that tell one product from another, in the same form. */
  private static final Set<String> IDS = Set.of("productid", "itemid", "id", "sku");

  /** What JavaScript's objects that are like lists have besides their items. */
  private static final String LENGTH = "length";

  /** Keys of at most so many digits are numbers of lines. */
  private static final int MAX_KEY = 9;

  /** JSON text may hold JSON text once more. */
  private static final int MAX_UNPACKED = 2;

  private final Source source;
  private final String from;
  private final JsonReader reader = new JsonReader();

  /**
   * Where to look.
   *
   * @param from the same in words
   */
  ProductLines(Source source, String from) {
    this.source = source;
    this.from = from;
  }

  /**
   * The lines of an event.
   *
   * @param lines each an object, or something that is no line
   * @param raw what they were made of
   * @param from where it stands
   */
  record Found(JsonArray lines, Object raw, String from) {}

  /** Null if there are none, or none that can be read, which is noted. */
  @Nullable
  Found find(JsonObject event, Notes notes) {
    for (int i = 0; i < source.alternatives(); i++) {
      Object raw = source.of(event, i);
      if (raw != null && !ValueConverter.isAbsent(raw)) {
        JsonArray lines = linesOf(raw);
        boolean meant = i == 0;
        if (lines == null) {
          if (meant) {
            notes.repair(Repair.Kind.FIELD_LEFT_OUT, "products");
          }
        } else if (!lines.isEmpty() && (meant || areProducts(lines))) {
          noteKeys(raw, lines, notes);
          return new Found(lines, raw, source.words(i, from));
        }
      }
    }
    return null;
  }

  /**
   * The key of a product that says no id of its own may be that id, and may be the id of the line:
   * nobody knows which.
   */
  private static void noteKeys(Object raw, JsonArray lines, Notes notes) {
    boolean mayBeKeys =
        raw instanceof JsonObject object
            && object.size() == lines.size()
            && lines.get(0) instanceof JsonObject;
    if (!mayBeKeys) {
      return;
    }
    JsonObject object = (JsonObject) raw;
    for (int i = 0; i < object.size(); i++) {
      String key = object.nameAt(i);
      boolean isPlace = isNumber(key) && Integer.parseInt(key) <= object.size();
      if (!isPlace && object.valueAt(i) instanceof JsonObject line && !hasId(line)) {
        notes.repair(Repair.Kind.TWO_READINGS, "products.product_id");
      }
    }
  }

  private static boolean hasId(JsonObject line) {
    for (int i = 0; i < line.size(); i++) {
      if (IDS.contains(plain(line.nameAt(i)))) {
        return true;
      }
    }
    return false;
  }

  @Nullable
  private JsonArray linesOf(Object raw) {
    Object value = unpacked(raw);
    if (value instanceof JsonObject object) {
      return ofObject(object);
    }
    return value instanceof JsonArray list ? withUnpackedItems(list) : null;
  }

  /** What JSON text holds; the value itself if it is none. */
  private Object unpacked(Object raw) {
    Object value = raw;
    for (int i = 0; i < MAX_UNPACKED && value instanceof String text; i++) {
      String json = text.strip();
      boolean mayBe = json.startsWith("[") || json.startsWith("{") || json.startsWith("\"");
      if (!mayBe) {
        return raw;
      }
      try {
        value = reader.document(json).value();
      } catch (JsonException e) {
        return raw;
      }
    }
    return value;
  }

  private JsonArray withUnpackedItems(JsonArray list) {
    boolean anyText = false;
    for (Object item : list) {
      anyText |= item instanceof String;
    }
    if (!anyText) {
      return list;
    }
    JsonArray items = new JsonArray(list.size());
    for (Object item : list) {
      Object value = item == null ? null : unpacked(item);
      items.add(value instanceof JsonObject ? value : item);
    }
    return items;
  }

  /**
   * Objects under keys are lines, in the order of keys that are numbers; else it is one line. What
   * else stands beside numbered objects, or beside the only list of products, says something of all
   * of them.
   */
  private JsonArray ofObject(JsonObject object) {
    JsonArray list = onlyList(object);
    if (list != null) {
      return list;
    }
    JsonObject numberedOnes = numbered(object);
    return ofMembers(numberedOnes.isEmpty() ? object : numberedOnes);
  }

  /**
   * The only member that is a list of products; null if there is none, or several, or if the object
   * is a product itself.
   */
  @Nullable
  private JsonArray onlyList(JsonObject object) {
    JsonArray only = null;
    for (int i = 0; i < object.size(); i++) {
      Object value = object.valueAt(i);
      Object member = value == null ? null : unpacked(value);
      boolean isOther =
          member instanceof JsonObject
              || isNumber(object.nameAt(i))
              || OF_A_PRODUCT_ALONE.contains(plain(object.nameAt(i)));
      JsonArray lines = member instanceof JsonArray list ? withUnpackedItems(list) : null;
      boolean isList = lines != null && !lines.isEmpty() && areProducts(lines);
      if (isOther || (isList && only != null)) {
        return null;
      }
      only = isList ? lines : only;
    }
    return only;
  }

  /** The members under numbers if each of them is an object; none otherwise. */
  private JsonObject numbered(JsonObject object) {
    JsonObject numbered = new JsonObject();
    for (int i = 0; i < object.size(); i++) {
      Object value = object.valueAt(i);
      if (value != null && isNumber(object.nameAt(i))) {
        if (!(unpacked(value) instanceof JsonObject)) {
          return new JsonObject();
        }
        numbered.put(object.nameAt(i), value);
      }
    }
    return numbered;
  }

  private JsonArray ofMembers(JsonObject object) {
    List<JsonObject> lines = new ArrayList<>(object.size());
    List<String> keys = new ArrayList<>(object.size());
    for (int i = 0; i < object.size(); i++) {
      Object value = object.valueAt(i);
      boolean isLength = value instanceof Number && object.nameAt(i).equals(LENGTH);
      if (value != null && value != JsonNull.NULL && !isLength) {
        Object line = unpacked(value);
        if (line instanceof JsonArray list && object.size() == 1) {
          return withUnpackedItems(list);
        }
        if (!(line instanceof JsonObject item)) {
          return JsonArray.of(object);
        }
        keys.add(object.nameAt(i));
        lines.add(item);
      }
    }
    boolean numbered = keys.stream().allMatch(ProductLines::isNumber);
    if (!numbered && !lines.stream().allMatch(ProductLines::isProduct)) {
      return JsonArray.of(object);
    }
    if (numbered) {
      lines = inOrderOf(keys, lines);
    }
    JsonArray list = new JsonArray(lines.size());
    lines.forEach(list::add);
    return list;
  }

  private static List<JsonObject> inOrderOf(List<String> keys, List<JsonObject> lines) {
    record Numbered(int key, JsonObject line) {}
    List<Numbered> numbered = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      numbered.add(new Numbered(Integer.parseInt(keys.get(i)), lines.get(i)));
    }
    numbered.sort(Comparator.comparingInt(Numbered::key));
    return numbered.stream().map(Numbered::line).toList();
  }

  private static boolean isNumber(String key) {
    boolean digits = !key.isEmpty() && key.length() <= MAX_KEY;
    for (int i = 0; i < key.length(); i++) {
      digits &= key.charAt(i) >= '0' && key.charAt(i) <= '9';
    }
    return digits;
  }

  private static boolean areProducts(JsonArray lines) {
    for (Object line : lines) {
      if (!(line instanceof JsonObject object) || !isProduct(object)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isProduct(JsonObject object) {
    for (int i = 0; i < object.size(); i++) {
      if (OF_A_PRODUCT.contains(plain(object.nameAt(i)))) {
        return true;
      }
    }
    return false;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }
}
