/** A vendor on loopback for one test: it answers what the test says and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Test } from 'tap';

export type Asked = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};
export type Reply = (asked: Asked, response: ServerResponse) => void;

export type SmallServer = { readonly origin: string; readonly asked: Asked[]; answer: Reply };

export async function smallServer(t: Test): Promise<SmallServer> {
  const small = { origin: '', asked: [] as Asked[], answer: json({}) };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const asked = {
        method: request.method ?? '',
        url: new URL(request.url ?? '/', small.origin),
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      small.asked.push(asked);
      small.answer(asked, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the small server has no port');
  small.origin = `http://127.0.0.1:${address.port}`;
  t.teardown(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return small;
}

/** An address on loopback where nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== 'object' || address === null) throw new Error('there was no port');
  return `http://127.0.0.1:${address.port}`;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return text(JSON.stringify(body), status, { 'content-type': 'application/json', ...headers });
}

export function text(body: string | Uint8Array, status = 200, headers: Record<string, string> = {}): Reply {
  return (_asked, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

export const silence: Reply = () => {};

export const reset: Reply = (_asked, response) => {
  const socket = response.socket;
  if (socket && 'resetAndDestroy' in socket) socket.resetAndDestroy();
};

/** Half a body of a promised length, then a broken connection. */
export const cutOff: Reply = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"collection":[{"cust');
  setTimeout(() => response.socket?.destroy(), 20);
};

/** Bytes that keep coming, too slowly ever to end. */
export const trickle: Reply = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};
