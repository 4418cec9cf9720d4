export { CloseCode, endsSession, isFarewell } from './CloseCode.js';
export { Connection, type Frame, GATEWAY_VERSIONS, type GatewayVersion } from './Connection.js';
export { type Refusal, refusals } from './refusals.js';
export type { SendQueue } from './SendQueue.js';
