import { DiscordEmulator } from 'rollcall-emulator';

// In real life Discord runs elsewhere, so its work must not count as the bot's.
const emulator = new DiscordEmulator({ guilds: [{ members: Number(process.argv[2]) }] });
await emulator.start();
process.send?.({ restUrl: emulator.restUrl, token: emulator.token });
process.on('disconnect', () => process.exit(0));
