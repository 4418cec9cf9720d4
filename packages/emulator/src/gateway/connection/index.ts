export { CloseCode, endsSession, isFarewell } from './CloseCode.js';
export { Connection, type Frame } from './Connection.js';
export { type Refusal, refusals } from './refusals.js';
export type { SendQueue } from './SendQueue.js';
