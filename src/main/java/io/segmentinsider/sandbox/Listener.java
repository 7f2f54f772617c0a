package io.segmentinsider.sandbox;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The port: takes connections on one thread of its own, and can be closed for a while. */
// What becomes of a single connection is the client's business.
@SuppressWarnings("FutureReturnValueIgnored")
final class Listener implements Faults.Port, AutoCloseable {

  /** The trace header of a full request may take this many bytes. */
  private static final int MAX_HEADER = 16 << 20;

  private static final int READ_SIZE = 1 << 18;
  private static final Duration RETRY = Duration.ofMillis(20);

  private final MultiThreadIoEventLoopGroup thread =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("sandbox", true), NioIoHandler.newFactory());
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ServerBootstrap bootstrap;
  private final InetSocketAddress address;

  /** The three below belong to the thread. */
  private Channel port;

  private boolean open = true;
  private boolean ended;

  /**
   * Takes connections when this returns.
   *
   * @throws IOException if it cannot listen at the address
   */
  Listener(String host, int portNumber, Router router) throws IOException {
    this.bootstrap =
        new ServerBootstrap()
            .group(thread)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1_024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_SIZE))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel connection) {
                    connections.add(connection);
                    connection
                        .pipeline()
                        .addLast(new HttpServerCodec(decoderConfig()))
                        .addLast(new RequestHandler(router));
                  }
                });
    ChannelFuture bound = bootstrap.bind(host, portNumber).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw new IOException(
          "the sandbox cannot listen at "
              + host
              + ":"
              + portNumber
              + ": choose a port that is free, or 0",
          bound.cause());
    }
    this.port = bound.channel();
    this.address = (InetSocketAddress) port.localAddress();
  }

  private static HttpDecoderConfig decoderConfig() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(8_192)
        .setMaxHeaderSize(MAX_HEADER)
        .setMaxChunkSize(READ_SIZE);
  }

  /** The port's number, also while it is closed. */
  int portNumber() {
    return address.getPort();
  }

  @Override
  public void closePort() {
    thread.execute(
        () -> {
          open = false;
          port.close();
          connections.close();
        });
  }

  @Override
  public void openPort() {
    thread.execute(
        () -> {
          if (!open && !ended) {
            open = true;
            bindAgain();
          }
        });
  }

  @Override
  public void later(Duration delay, Runnable action) {
    thread.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Another socket may hold the port for a moment: it was free. */
  private void bindAgain() {
    bootstrap
        .bind(address)
        .addListener(
            (ChannelFuture bound) -> {
              if (bound.isSuccess() && open) {
                port = bound.channel();
              } else if (bound.isSuccess()) {
                bound.channel().close();
              } else if (open) {
                later(RETRY, this::bindAgain);
              }
            });
  }

  /** Closes everything for good. */
  @Override
  public void close() {
    thread
        .submit(
            () -> {
              ended = true;
              open = false;
            })
        .awaitUninterruptibly();
    port.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
    thread.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
