export { type Encoded, type IEncoder, PlainEncoder } from './IEncoder.js';
export { PacketEncoder } from './PacketEncoder.js';
export { StreamEncoder } from './StreamEncoder.js';
