package io.segmentinsider.tools.console.browser;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Writes pictures of pages with 64 colours, which text and boxes can do with. */
final class SmallPng {

  private static final int COLORS = 64;

  private SmallPng() {}

  static void write(byte[] screenshot, Path file) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(screenshot));
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        counts.merge(image.getRGB(x, y), 1, Integer::sum);
      }
    }
    List<Integer> palette =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(COLORS)
            .map(Map.Entry::getKey)
            .toList();
    int[] colors = palette.stream().mapToInt(Integer::intValue).toArray();
    IndexColorModel model =
        new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage small =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    Map<Integer, Integer> nearest = new HashMap<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int place = nearest.computeIfAbsent(image.getRGB(x, y), color -> nearest(color, colors));
        small.getRaster().setSample(x, y, 0, place);
      }
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(small, "png", file.toFile());
  }

  private static int nearest(int color, int[] palette) {
    int best = 0;
    int smallest = Integer.MAX_VALUE;
    for (int i = 0; i < palette.length; i++) {
      int distance = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int part = ((color >> shift) & 0xFF) - ((palette[i] >> shift) & 0xFF);
        distance += part * part;
      }
      if (distance < smallest) {
        smallest = distance;
        best = i;
      }
    }
    return best;
  }
}
