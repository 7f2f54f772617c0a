package io.segmentinsider.sandbox;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * One connection: gathers the parts of a request, hands it on when it is whole, and sends what
 * comes back. A client that sends the next request before it has its answer is cut off.
 */
// A write that fails means that the client has gone: there is nobody left to tell.
@SuppressWarnings("FutureReturnValueIgnored")
final class RequestHandler extends ChannelInboundHandlerAdapter {

  private static final int FIRST_CAPACITY = 1 << 12;

  private final Router router;
  private byte[] body = new byte[FIRST_CAPACITY];
  private int length;
  private long sent;
  private HttpRequest request;
  private boolean pending;

  RequestHandler(Router router) {
    this.router = router;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (pending) {
        context.close();
        return;
      }
      if (message instanceof HttpRequest started) {
        begin(context, started);
      }
      if (message instanceof HttpContent content) {
        append(content.content());
      }
      if (message instanceof LastHttpContent) {
        pending = true;
        router.dispatch(call(), new Connection(context, HttpUtil.isKeepAlive(request)));
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** A client that goes away is no news here. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private void begin(ChannelHandlerContext context, HttpRequest started) {
    request = started;
    length = 0;
    sent = 0;
    if (HttpUtil.is100ContinueExpected(started)) {
      context.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  /** Counts what goes beyond the limit without keeping it. */
  private void append(ByteBuf part) {
    int size = part.readableBytes();
    sent += size;
    int kept = Math.min(size, HttpCall.MAX_BODY - length);
    if (length + kept > body.length) {
      body =
          Arrays.copyOf(
              body, Math.max(length + kept, Math.min(body.length * 2, HttpCall.MAX_BODY)));
    }
    part.readBytes(body, length, kept);
    length += kept;
  }

  private HttpCall call() {
    String uri = request.uri();
    int query = uri.indexOf('?');
    return new HttpCall(
        request.method().name(),
        query < 0 ? uri : uri.substring(0, query),
        request.headers(),
        body,
        length,
        sent);
  }

  /** One call's way back. */
  private final class Connection implements Exchange {

    private final ChannelHandlerContext context;
    private final boolean keepAlive;

    private Connection(ChannelHandlerContext context, boolean keepAlive) {
      this.context = context;
      this.keepAlive = keepAlive;
    }

    @Override
    public void answer(HttpAnswer answer) {
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(answer.status()),
              Unpooled.wrappedBuffer(answer.body()));
      head(response, answer.body().length);
      answer.headers().forEach(response.headers()::set);
      pending = false;
      close(context.writeAndFlush(response));
    }

    @Override
    public void answerHalf(HttpAnswer answer) {
      HttpResponse response =
          new DefaultHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
      head(response, answer.body().length);
      answer.headers().forEach(response.headers()::set);
      context.write(response);
      context
          .writeAndFlush(
              new DefaultHttpContent(
                  Unpooled.wrappedBuffer(answer.body(), 0, answer.body().length / 2)))
          .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void answerFile(Path file) throws IOException {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
      long size = channel.size();
      HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      head(response, size);
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/x-ndjson");
      context.write(response);
      context.write(new DefaultFileRegion(channel, 0, size));
      pending = false;
      close(context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    @Override
    public void reset() {
      context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      context.close();
    }

    @Override
    public void neverAnswer() {
      // The connection stays pending: what the client sends next closes it.
    }

    @Override
    public void later(Duration delay, Runnable action) {
      context.executor().schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void head(HttpResponse response, long size) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, size);
      if (!keepAlive) {
        response.headers().set(HttpHeaderNames.CONNECTION, "close");
      }
    }

    private void close(ChannelFuture written) {
      if (!keepAlive) {
        written.addListener(ChannelFutureListener.CLOSE);
      }
    }
  }
}
