export { type Encoded, type IEncoder, PlainEncoder } from './IEncoder.js';
export { PacketEncoder } from './PacketEncoder.js';
export { transports } from './transports.js';
export { hasZstd } from './ZstdEncoder.js';
