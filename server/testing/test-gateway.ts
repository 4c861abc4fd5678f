/** The operator's gateway of text messages, as tests run it: an HTTP address that keeps what it was given. */
import { once } from 'node:events';
import { createServer } from 'node:http';

export type TestGateway<Message> = { readonly sent: Message[]; close(): void };

export async function testGateway<Message>(): Promise<TestGateway<Message>> {
  const sent: Message[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => {
      text += part.toString();
    });
    request.on('end', () => {
      sent.push(JSON.parse(text) as Message);
      response.end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  process.env['SMS_URL'] = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  return {
    sent,
    close: () => {
      delete process.env['SMS_URL'];
      server.close();
    },
  };
}
