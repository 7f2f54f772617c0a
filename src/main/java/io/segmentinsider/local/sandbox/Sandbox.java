package io.segmentinsider.local.sandbox;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A local Insider that listens on a port of this machine. One thread of its own does all the work.
 */
public final class Sandbox implements AutoCloseable {

  /** The trace header of a full request may take this many bytes. */
  private static final int MAX_HEADER = 16 << 20;

  private static final int READ_SIZE = 1 << 18;

  private final Insider insider;
  private final MultiThreadIoEventLoopGroup threads;
  private final Channel listener;
  private final URI uri;

  private Sandbox(Insider insider, MultiThreadIoEventLoopGroup threads, Channel listener, URI uri) {
    this.insider = insider;
    this.threads = threads;
    this.listener = listener;
    this.uri = uri;
  }

  /**
   * Starts a sandbox; it takes calls when this returns.
   *
   * @throws IOException if it cannot listen at the address, usually because another process does
   */
  public static Sandbox start(SandboxSettings settings) throws IOException {
    Insider insider = new Insider(settings);
    Dispatcher dispatcher = new Dispatcher(insider);
    MultiThreadIoEventLoopGroup threads =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("sandbox", true), NioIoHandler.newFactory());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1_024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_SIZE))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec(decoderConfig()))
                        .addLast(new RequestHandler(dispatcher));
                  }
                });
    ChannelFuture bound = bootstrap.bind(settings.host(), settings.port()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
      throw new IOException(
          "the sandbox cannot listen at "
              + settings.host()
              + ":"
              + settings.port()
              + ": choose a port that is free, or 0",
          bound.cause());
    }
    Channel listener = bound.channel();
    int port = ((InetSocketAddress) listener.localAddress()).getPort();
    return new Sandbox(
        insider, threads, listener, URI.create("http://" + settings.host() + ":" + port));
  }

  private static HttpDecoderConfig decoderConfig() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(8_192)
        .setMaxHeaderSize(MAX_HEADER)
        .setMaxChunkSize(READ_SIZE);
  }

  /** Where it listens: scheme, host and port. */
  public URI uri() {
    return uri;
  }

  /** What it has seen so far. */
  public SandboxStatistics statistics() {
    return insider.statistics();
  }

  /**
   * Writes all profiles as NDJSON, sorted, so that equal contents are equal bytes.
   *
   * @throws IOException if the file cannot be written
   */
  public void writeProfiles(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      insider.writeProfiles(out);
    }
  }

  /** Forgets profiles, counters and the recording. */
  public void reset() {
    insider.reset();
  }

  /** Closes all connections and ends its thread. */
  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    threads.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
