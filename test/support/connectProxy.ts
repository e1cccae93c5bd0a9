// A proxy as companies run them, on this machine: it makes tunnels when asked to CONNECT, or refuses. It notes all bytes it sees, so that a
// test can look for a key among them.
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export class ConnectProxy {
  /** `127.0.0.1:PORT`. */
  address = '';
  /** `host:port` of every tunnel that was asked for. */
  readonly asked: string[] = [];
  /** Everything that came from clients: heads of requests, and what went through the tunnels. */
  seen = '';
  /** The status it refuses with; tunnels are made when undefined. */
  refusal: number | undefined;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((request, response) => {
    this.seen += `${request.method} ${request.url} ${JSON.stringify(request.headers)}`;
    response.writeHead(502).end();
  });

  /** Every tunnel ends at `port` of this machine, whatever host it is for. */
  static async start(port: number): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(port);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    proxy.address = `127.0.0.1:${(proxy.server.address() as AddressInfo).port}`;
    return proxy;
  }

  private constructor(private readonly port: number) {
    this.server.on('connection', (socket: Socket) => this.keep(socket));
    this.server.on('connect', (request, client: Socket) => {
      this.asked.push(request.url ?? '');
      this.seen += `CONNECT ${request.url} ${JSON.stringify(request.headers)}`;
      if (this.refusal !== undefined) {
        client.end(
          `HTTP/1.1 ${this.refusal} Refused\r\nproxy-authenticate: Basic realm="x"\r\ncontent-length: 0\r\n\r\n`,
        );
        return;
      }
      const server = this.keep(connect(this.port, '127.0.0.1'));
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.on('data', (bytes: Buffer) => {
        this.seen += bytes.toString('latin1');
      });
      client.pipe(server);
      server.pipe(client);
    });
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
    return socket;
  }
}
