/** Both surfaces with live reload: the phone at 5173, the console behind it at /console/. /api goes to the server on PORT. */
import { createServer, mergeConfig, type UserConfig } from 'vite';
import console_ from '../web/vite.console.ts';
import phone from '../web/vite.phone.ts';

const phonePort = Number(process.env['WEB_PORT'] ?? 5173);
const consolePort = phonePort + 1;

const desk = await createServer(
  mergeConfig(console_ as UserConfig, { configFile: false, server: { port: consolePort, strictPort: true } }),
);
await desk.listen();
const hand = await createServer(
  mergeConfig(phone as UserConfig, {
    configFile: false,
    server: {
      port: phonePort,
      strictPort: true,
      proxy: { '/console': { target: `http://127.0.0.1:${consolePort}`, ws: true } },
    },
  }),
);
await hand.listen();
hand.printUrls();
