import { runLive } from './runLive.js';

process.exitCode = await runLive(process.env, (text) => process.stdout.write(text));
