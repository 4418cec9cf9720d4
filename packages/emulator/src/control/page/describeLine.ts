import { GatewayOpcodes } from 'discord-api-types/v10';
import type { LogEntry } from '../../log/index.js';
import type { LogLine } from './PageData.js';

const LONGEST = 200;
const REFUSED = 400;

/** An entry of the log in one line. */
export function describeLine(entry: LogEntry): LogLine {
	const { n, at } = entry;
	const botId = 'botId' in entry ? entry.botId : undefined;
	const line = wordsOf(entry);
	return { n, at, ...line, name: line.name.slice(0, LONGEST), ...(botId !== undefined && { botId }) };
}

function wordsOf(entry: LogEntry): Pick<LogLine, 'kind' | 'name' | 'detail' | 'isBad'> {
	switch (entry.type) {
		case 'request': {
			const { method, path, status } = entry;
			return { kind: 'rest', name: `${method} ${path}`, detail: String(status), isBad: status >= REFUSED };
		}
		case 'frame':
			return { kind: 'frame', name: nameOfOpcode(entry.op), detail: '', isBad: false };
		case 'dispatch': {
			const { event, shardId, delivered } = entry;
			const detail = delivered ? `shard ${shardId}` : `shard ${shardId}, no socket`;
			return { kind: 'dispatch', name: event, detail, isBad: !delivered };
		}
		case 'close':
			return { kind: 'close', name: 'Socket closed', detail: String(entry.code), isBad: true };
		default:
			return { kind: 'change', name: entry.change.type, detail: '', isBad: false };
	}
}

/** As in Discord's documentation, for example `REQUEST_GUILD_MEMBERS`. */
function nameOfOpcode(op: unknown): string {
	const name = typeof op === 'number' ? GatewayOpcodes[op] : undefined;
	return name?.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase() ?? `opcode ${JSON.stringify(op)}`;
}
