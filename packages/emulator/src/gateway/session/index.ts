export type { Outbox } from './Outbox.js';
export type { ReplayBuffer } from './ReplayBuffer.js';
export { type DispatchPayload, Session, type SessionIdentity } from './Session.js';
export { SessionStore } from './SessionStore.js';
