package io.segmentinsider.tools.console;

import io.segmentinsider.lab.publish.NoJsonException;
import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import io.segmentinsider.tools.preview.EventPreview;
import io.segmentinsider.tools.preview.EventPreview.Previewed;
import io.segmentinsider.tools.preview.MappingFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a mapping makes of pasted events, beside what the deployed one makes of them. */
final class TryCall implements Endpoint.Answer {

  private static final int MAX_EVENTS = 100;

  private final Mappings mappings;
  private final ThrowawaySandbox sandbox;

  TryCall(Mappings mappings, ThrowawaySandbox sandbox) {
    this.mappings = mappings;
    this.sandbox = sandbox;
  }

  @Override
  public Object answer(Request request) throws RefusedException, IOException, InterruptedException {
    byte[] events = request.required("events").getBytes(StandardCharsets.UTF_8);
    MappingText edited = Mappings.edited(request);
    MappingText deployed = mappings.deployed();
    long now = System.currentTimeMillis();
    Map<String, Object> answer = new LinkedHashMap<>();
    try {
      EventPreview preview = mappings.preview(edited == null ? deployed : edited);
      List<Previewed> results = preview.ofText(events, now, MAX_EVENTS);
      answer.put("warnings", preview.warnings());
      List<Object> shown = new ArrayList<>();
      List<Previewed> before =
          edited == null ? results : mappings.preview(deployed).ofText(events, now, MAX_EVENTS);
      for (int i = 0; i < results.size(); i++) {
        shown.add(result(results.get(i), before.get(i)));
      }
      answer.put("results", shown);
      answer.put("cut", results.size() >= MAX_EVENTS);
      if (request.flag("send")) {
        answer.put("insider", sandbox.answers(results));
      }
    } catch (InvalidMappingFileException e) {
      answer.put("fault", MappingFault.of(edited == null ? deployed : edited, e));
    } catch (NoJsonException e) {
      answer.put("unreadable", e.getReason());
    }
    return answer;
  }

  private static Map<String, Object> result(Previewed now, Previewed before) throws IOException {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("event", Lines.ofOthers(now.original()));
    shown.put("result", Lines.ofJob(now.json()));
    shown.put("differs", !Arrays.equals(now.json(), before.json()));
    if (!Arrays.equals(now.json(), before.json())) {
      shown.put("before", Lines.ofJob(before.json()));
    }
    return shown;
  }
}
