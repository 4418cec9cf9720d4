export type { DispatchListener, DispatchTextListener } from './context/index.js';
export { GatewayServer, type SessionInfo } from './GatewayServer.js';
export type { SessionStartInfo } from './limits/index.js';
export type { DispatchPayload } from './session/index.js';
