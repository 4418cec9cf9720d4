// Opens sockets that say nothing after the upgrade, says how many are open, and keeps them until it is ended.
import { connect } from 'node:net';

const [, , port, count] = process.argv;
const AT_ONCE = 200;
const upgrade =
	'GET /?v=10&encoding=json HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
	'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

let [started, open] = [0, 0];

function openOne() {
	if (started >= Number(count)) return;
	started++;
	const socket = connect(Number(port), '127.0.0.1', () => socket.write(upgrade));
	socket.once('data', () => {
		open++;
		if (open === Number(count)) console.log(open);
		openOne();
	});
	socket.on('error', (error) => {
		console.error(`after ${open}: ${error.message}`);
		process.exit(1);
	});
}

for (let n = 0; n < AT_ONCE; n++) openOne();
